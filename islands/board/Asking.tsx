/* The two questions a command may ask, in place: where to move cards, and why to set them aside. */
import { useId, useState } from "preact/hooks";
import { tooLong } from "../common/lengths";
import { LONGEST_REASON, type Destination } from "./acts";
import type { Asking as AskingValue, Desk } from "./desk";
import { cardOf, nameOf, themesIn } from "./model";
import { takeFocus } from "./NameInput";
import type { Board } from "./types";

export function Asking({ desk, asking }: { desk: Desk; asking: AskingValue }) {
  const key = `${asking.what}${asking.statements.join()}`;
  return asking.what === "move" ? <MoveForm key={key} desk={desk} asking={asking} /> : <AsideForm key={key} desk={desk} asking={asking} />;
}

/** Where focus stands after cards were moved or set aside: where it was, or a neighbour if that card is gone. */
function goBack(desk: Desk, asking: AskingValue): void {
  desk.wantsFocus = asking.back;
  desk.set({ asking: null });
}

function leaveOnEscape(desk: Desk) {
  return (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") desk.stopAsking();
  };
}

function MoveForm({ desk, asking }: { desk: Desk; asking: AskingValue }) {
  const { board } = desk;
  const choices = destinations(board, asking.statements);
  const [to, setTo] = useState(choices[0]?.value ?? "new");
  const piles = themesIn(board, null);
  const move = () => {
    const side = asking.where === "list" ? "list" : "table";
    goBack(desk, asking);
    desk.acts.move(asking.statements, destination(to), side);
    if (asking.where === "over") desk.letGo();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      move();
    }
  };
  const many = asking.statements.length > 1;
  return (
    <form class="move" onKeyDown={leaveOnEscape(desk)} onSubmit={(event) => (event.preventDefault(), move())}>
      <label>
        {many ? `Move ${asking.statements.length} cards to` : "Move to"}{" "}
        <select ref={takeFocus} value={to} onChange={(event) => setTo(event.currentTarget.value)} onKeyDown={onKey}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>{label}</option>
          ))}
          {piles.length > 0 && (
            <optgroup label="A new sub-theme in">
              {piles.map((pile) => <option key={pile.id} value={`u${pile.id}`}>{nameOf(pile)}</option>)}
            </optgroup>
          )}
        </select>
      </label>
      <button type="submit" class="link">Move</button>
      <button type="button" class="link quiet" onClick={() => desk.stopAsking()}>Leave it</button>
    </form>
  );
}

function destinations(board: Board, statements: readonly number[]): { value: string; label: string }[] {
  const lies = new Set(statements.map((statement) => cardOf(board, statement)?.theme ?? null));
  const only = lies.size === 1 ? [...lies][0] : undefined;
  const piles = themesIn(board, null).flatMap((pile) => [
    { value: `t${pile.id}`, label: nameOf(pile), theme: pile.id as number | null },
    ...themesIn(board, pile.id).map((sub) => ({ value: `t${sub.id}`, label: `${nameOf(pile)}: ${nameOf(sub)}`, theme: sub.id as number | null })),
  ]);
  return [...piles, { value: "loose", label: "Not in a pile", theme: null }]
    .filter(({ theme }) => theme !== only)
    .concat({ value: "new", label: "New pile…", theme: -1 });
}

function destination(value: string): Destination {
  if (value === "loose" || value === "new") return value;
  const id = Number(value.slice(1));
  return value.startsWith("u") ? { under: id } : { theme: id };
}

function AsideForm({ desk, asking }: { desk: Desk; asking: AskingValue }) {
  const [reason, setReason] = useState("");
  const [told, setTold] = useState("");
  const id = useId();
  const keep = () => {
    const why = reason.trim();
    const lacking = why === "" ? "A few words are enough, but the method asks for a reason. The card still lies where it was." : tooLong(why, LONGEST_REASON);
    if (lacking !== "") return setTold(lacking);
    goBack(desk, asking);
    desk.acts.setAside(asking.statements, why);
  };
  const many = asking.statements.length > 1;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    keep();
  };
  return (
    <form class="why-form" onKeyDown={leaveOnEscape(desk)} onSubmit={(event) => (event.preventDefault(), keep())}>
      <label for={id}>{many ? `Why set these ${asking.statements.length} cards aside?` : "Why set this aside?"}</label>
      <textarea
        id={id}
        class="words"
        rows={2}
        ref={takeFocus}
        value={reason}
        aria-describedby={told === "" ? undefined : `${id}-ask`}
        onInput={(event) => setReason(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      {told !== "" && <p id={`${id}-ask`} class="ask" role="alert">{told}</p>}
      <div class="acts">
        <button type="submit" class="link">Set aside</button>
        <button type="button" class="link quiet" onClick={() => desk.stopAsking()}>Leave it on the table</button>
      </div>
    </form>
  );
}
