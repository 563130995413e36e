/* The spoken words behind a card, with the notes beneath: a card is only ever one step from the voice. */
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../common/api";
import { addressOf, whereTold } from "./Card";
import type { Desk } from "./desk";
import { cardOf } from "./model";
import { piecesOf } from "./passage";
import { Sheet } from "./Sheet";
import type { Passage, Source } from "./types";
import { moment } from "./words";

const KINDS: Record<string, string> = { descriptive: "Descriptive", linguistic: "Linguistic", conceptual: "Conceptual", untyped: "Untyped" };

export function PassagePanel({ desk, statement }: { desk: Desk; statement: number }) {
  const [source, setSource] = useState<Source | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let here = true;
    desk.api.get<Source>(`statements/${statement}/passages`).then(
      (answer) => here && setSource(answer),
      (error: unknown) =>
        here && setProblem(error instanceof ApiError ? error.sentences : "The words cannot be fetched just now. The table is as it was. Close this and open it again in a while."),
    );
    return () => {
      here = false;
    };
  }, [desk, statement]);
  const told = cardOf(desk.board, statement) ?? desk.board.set_aside.find((aside) => aside.statement === statement);
  if (told === undefined) return null;
  return (
    <Sheet desk={desk} title={told.text} wide>
      <p class="where"><a href={addressOf(desk, told)}>{capital(whereTold(told))}, in the transcript</a></p>
      {problem !== "" && <p class="trouble" role="alert">{problem}</p>}
      {source?.passages.map((passage, index) => <Words key={index} passage={passage} />)}
      {source !== null && source.notes.length > 0 && <Notes notes={source.notes} />}
    </Sheet>
  );
}

function Words({ passage }: { passage: Passage }) {
  const pieces = piecesOf(passage.lines, passage.quote, passage.first_line, passage.last_line);
  return (
    <div class="passage">
      <p class="voice">
        {passage.speaker}
        {passage.start_ms !== null && <span class="num">, at {moment(passage.start_ms)}</span>}
      </p>
      <ol>
        {passage.lines.map(([number], index) => (
          <li key={number}>
            <span class="num line-number">{number}</span>
            <span>{pieces[index]!.map((piece, at) => (piece.quoted ? <mark key={at}>{piece.text}</mark> : piece.text))}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The notes beneath, each with the line it is about. */
function Notes({ notes }: { notes: Source["notes"] }) {
  return (
    <ul class="notes" aria-label="Notes beneath">
      {notes.map((note) => (
        <li key={note.id} class={note.kind}>
          <span class="num line-number"><span class="vh">{KINDS[note.kind] ?? "Untyped"}, line </span>{note.line}</span>
          <span class="body">{note.body}</span>
        </li>
      ))}
    </ul>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
