/* The spoken words behind a card, with the notes beneath: a card is only ever one step from the voice. */
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../common/api";
import { addressOf, whereTold } from "./Card";
import type { Desk } from "./desk";
import { cardOf } from "./model";
import { piecesOf } from "./passage";
import { Sheet } from "./Sheet";
import type { Passage } from "./types";
import { moment } from "./words";

const KINDS: Record<string, string> = { descriptive: "Descriptive", linguistic: "Linguistic", conceptual: "Conceptual", untyped: "Untyped" };

export function PassagePanel({ desk, statement }: { desk: Desk; statement: number }) {
  const [passages, setPassages] = useState<Passage[] | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let here = true;
    desk.api.get<{ passages: Passage[] }>(`statements/${statement}/passages`).then(
      (answer) => here && setPassages(answer.passages),
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
    <Sheet desk={desk} title={told.text}>
      <p class="where"><a href={addressOf(desk, told)}>{capital(whereTold(told))}, in the transcript</a></p>
      {problem !== "" && <p class="trouble" role="alert">{problem}</p>}
      {passages?.map((passage, index) => <Words key={index} passage={passage} />)}
    </Sheet>
  );
}

function Words({ passage }: { passage: Passage }) {
  const [first, last] = passage.anchor_lines;
  const pieces = piecesOf(passage.lines, passage.quote, first, last);
  return (
    <div class="passage">
      <p class="voice">
        {passage.speaker}
        {passage.start_ms !== null && passage.start_ms !== undefined && <span class="num">, at {moment(passage.start_ms)}</span>}
      </p>
      <ol>
        {passage.lines.map(([number], index) => (
          <li key={number}>
            <span class="num line-number">{number}</span>
            <span>{pieces[index]!.map((piece, at) => (piece.quoted ? <mark key={at}>{piece.text}</mark> : piece.text))}</span>
          </li>
        ))}
      </ol>
      {passage.notes.length > 0 && (
        <ul class="notes">
          {passage.notes.map((note, index) => (
            <li key={index} class={note.kind}>
              <span class="vh">{KINDS[note.kind] ?? "Untyped"}: </span>
              <span class="body">{note.body}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
