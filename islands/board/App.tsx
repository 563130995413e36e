/* The board as a whole: bar, table, tray, list, and the sheet that opens beside them. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Layouts } from "./Layouts";
import { List } from "./List";
import { KeyList } from "./KeyList";
import { OpenPanel } from "./OpenPanel";
import { showStanding } from "./standing";
import { Table } from "./Table";
import { Tray } from "./Tray";
import { run } from "./commands";
import { commandFor } from "./keys";
import type { Desk, Side } from "./desk";

export function App({ desk }: { desk: Desk }) {
  const [, redraw] = useState(0);
  useEffect(() => desk.onChange(() => redraw((count) => count + 1)), [desk]);
  useEffect(() => listenToPage(desk), [desk]);
  useLayoutEffect(() => giveFocus(desk));
  useEffect(() => showStanding(desk.sync));
  const { case: one } = desk.board;
  const { said, trouble } = desk.doing;
  return (
    <div class="board">
      <Layouts desk={desk} />
      {trouble !== "" && (
        <div class="under-bar">
          <p class="trouble" role="alert">{trouble}</p>
          <button type="button" class="link" onClick={() => desk.set({ trouble: "" })}>I have read this</button>
        </div>
      )}
      <Waiting desk={desk} />
      {!one.can_write && <p class="under-bar">{whyStill(one.state, one.pseudonym)} <a href={desk.config.case_page}>To {one.pseudonym}’s page</a></p>}
      <div class="sides" id="table" role="tabpanel" aria-labelledby={desk.board.layout ? `layout-${desk.board.layout}` : undefined}>
        <Table desk={desk} />
        <Tray desk={desk} />
        <div class="side">
          <List desk={desk} />
          <OpenPanel desk={desk} />
        </div>
      </div>
      <p class="vh" role="status" aria-live="polite">{said}</p>
      <KeyList />
    </div>
  );
}

/** What waits for a choice. Put in place once: an element put anew loses the keyboard that is on it. */
function Waiting({ desk }: { desk: Desk }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current!.append(desk.disagreements.clashes.element), [desk]);
  return <div ref={place} />;
}

function whyStill(state: string, pseudonym: string): string {
  if (state === "signed_off") return `${pseudonym}’s case is signed off, so the cards stay where they lie. Reopening it is normal, and is done on the case’s page.`;
  return "You can read everything here. Moving cards is for those who analyse this case.";
}

/** Keys that work wherever the focus is: undo, redo, Escape. */
function listenToPage(desk: Desk): () => void {
  const stop = new AbortController();
  const onKey = (event: KeyboardEvent) => {
    const command = commandFor(event);
    if (event.defaultPrevented || document.querySelector("dialog[open]") !== null || (command !== "undo" && command !== "redo" && command !== "leave")) return;
    if (run(desk, "table", "", command)) event.preventDefault();
  };
  const onLeave = (event: BeforeUnloadEvent) => desk.sync.pending > 0 && event.preventDefault();
  document.addEventListener("keydown", onKey, { signal: stop.signal });
  window.addEventListener("beforeunload", onLeave, { signal: stop.signal });
  window.addEventListener("online", () => desk.sync.tryNow(), { signal: stop.signal });
  return () => stop.abort();
}

/** Puts the focus where a command left it; where that item is gone, on the item Tab reaches on the same side. */
function giveFocus(desk: Desk): void {
  const wanted = desk.wantsFocus;
  if (wanted === "") return;
  desk.wantsFocus = "";
  const side = wanted.split(":")[0] as Side;
  const item =
    document.querySelector<HTMLElement>(`.board [data-at="${wanted}"]`) ??
    document.querySelector<HTMLElement>(`.board [data-at^="${side}:"][tabindex="0"]`);
  item?.focus({ preventScroll: side === "table" });
  if (side === "list") item?.scrollIntoView({ block: "nearest" });
}
