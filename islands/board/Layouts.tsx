/* The bar over the table: the layouts kept, what can be done with the one on the table, and the acts of the whole table. */
import { useState } from "preact/hooks";
import type { Desk } from "./desk";
import { takeFocus } from "./NameInput";
import type { LayoutView } from "./types";

const LONGEST = 120;

export function Layouts({ desk }: { desk: Desk }) {
  const { board, doing } = desk;
  const shown = board.layouts.find((layout) => layout.id === board.layout);
  const inUse = board.layouts.find((layout) => layout.in_use);
  return (
    <>
      <div class="bar">
        <span class="quiet" id="layouts">Layouts</span>
        <div role="tablist" aria-labelledby="layouts" onKeyDown={turn}>
          {board.layouts.map((layout) => (
            <button
              type="button"
              role="tab"
              key={layout.id}
              id={`layout-${layout.id}`}
              aria-selected={layout.id === board.layout}
              aria-controls="table"
              tabIndex={layout.id === board.layout ? 0 : -1}
              onClick={() => void desk.acts.showLayout(layout.id)}
            >
              {layout.name}
              {layout.in_use && board.layouts.length > 1 && <span class="tiny">, in use</span>}
            </button>
          ))}
        </div>
        <div class="with">
          {desk.canWrite && <Toggle desk={desk} bar="new" label="New layout" />}
          {desk.canWrite && shown !== undefined && <Toggle desk={desk} bar="this" label="This layout" />}
        </div>
        {board.case.can_write && <TableActs desk={desk} />}
      </div>
      {doing.bar === "new" && desk.canWrite && <NewLayout desk={desk} shown={shown} />}
      {doing.bar === "this" && desk.canWrite && shown !== undefined && <ThisLayout key={shown.id} desk={desk} layout={shown} />}
      {shown !== undefined && inUse !== undefined && shown !== inUse && doing.bar !== "this" && (
        <div class="under-bar">
          <p>
            A kept layout, to try things out. {board.case.pseudonym}’s {board.words["personal_themes"]} are the named piles of {inUse.name}.
          </p>
          {desk.canWrite && <button type="button" class="link" onClick={() => desk.acts.useLayout(shown.id)}>Put this one to use</button>}
        </div>
      )}
    </>
  );
}

function Toggle({ desk, bar, label }: { desk: Desk; bar: "new" | "this"; label: string }) {
  const open = desk.doing.bar === bar;
  return (
    <button type="button" class="link" aria-expanded={open} onClick={() => desk.set({ bar: open ? null : bar })}>
      {label}
    </button>
  );
}

function TableActs({ desk }: { desk: Desk }) {
  const { board } = desk;
  const waits = desk.sync.pending > 0;
  const act = (label: string, run: () => void, off = false) => (
    <button type="button" class="link" aria-disabled={off} onClick={() => !off && run()}>{label}</button>
  );
  return (
    <div class="acts">
      {act("Shuffle", () => desk.acts.shuffle(Date.now()), desk.doing.turning)}
      {act("New pile", () => desk.acts.gather([], "table"), desk.doing.turning)}
      {act("Undo", () => void desk.acts.reverse("undo"), !board.can_undo && !waits)}
      {act("Redo", () => void desk.acts.reverse("redo"), !board.can_redo || waits)}
    </div>
  );
}

function NewLayout({ desk, shown }: { desk: Desk; shown: LayoutView | undefined }) {
  const [name, setName] = useState("");
  const [copy, setCopy] = useState(shown !== undefined);
  const [asked, setAsked] = useState(false);
  const make = (event: Event) => {
    event.preventDefault();
    if (name.trim() === "") return setAsked(true);
    void desk.acts.makeLayout(name.trim(), copy && shown !== undefined ? shown.id : null);
  };
  return (
    <form class="under-bar" onSubmit={make} onKeyDown={closeOnEscape(desk)}>
      <label class="name-field">
        Name <input ref={takeFocus} class="words" maxLength={LONGEST} value={name} autocomplete="off" aria-invalid={asked && name.trim() === ""} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <fieldset>
        <legend class="vh">What lies on it</legend>
        {shown !== undefined && (
          <label class="choice"><input type="radio" name="lies" checked={copy} onChange={() => setCopy(true)} />A copy of {shown.name}</label>
        )}
        <label class="choice"><input type="radio" name="lies" checked={!copy} onChange={() => setCopy(false)} />Every card loose, in the order it was told</label>
      </fieldset>
      <button type="submit" class="link">Make the layout</button>
      <button type="button" class="link quiet" onClick={() => desk.set({ bar: null })}>Leave it</button>
      {asked && name.trim() === "" && <p class="ask" role="alert">A layout needs a name, so that you find it again.</p>}
    </form>
  );
}

function ThisLayout({ desk, layout }: { desk: Desk; layout: LayoutView }) {
  const [name, setName] = useState(layout.name);
  const [begun] = useState({ value: layout.name, changed_at: layout.changed_at });
  const themes = desk.board.words["personal_themes"];
  const rename = (event: Event) => {
    event.preventDefault();
    if (name.trim() !== "" && name.trim() !== layout.name) desk.acts.renameLayout(layout.id, name.trim(), begun);
    desk.set({ bar: null });
  };
  return (
    <form class="under-bar" onSubmit={rename} onKeyDown={closeOnEscape(desk)}>
      <label class="name-field">
        Name <input ref={takeFocus} class="words" maxLength={LONGEST} value={name} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <button type="submit" class="link">Keep the name</button>
      {layout.in_use ? (
        <p>In use: its named piles are {desk.board.case.pseudonym}’s {themes}. To take it out, put another to use first.</p>
      ) : (
        <>
          <button type="button" class="link" onClick={() => (desk.set({ bar: null }), desk.acts.useLayout(layout.id))}>Put to use</button>
          <button type="button" class="link" onClick={() => desk.acts.takeOutLayout(layout.id)}>Take out</button>
          <p>Put to use, its named piles become {desk.board.case.pseudonym}’s {themes}; the other layouts are kept.</p>
        </>
      )}
    </form>
  );
}

function closeOnEscape(desk: Desk) {
  return (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") desk.set({ bar: null });
  };
}

/** Arrows go from tab to tab; only Enter, Space or a click turns the table, since turning asks the server. */
function turn(event: KeyboardEvent): void {
  const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (way === 0) return;
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")];
  const here = tabs.indexOf(document.activeElement as HTMLElement);
  tabs[(here + way + tabs.length) % tabs.length]?.focus();
  event.preventDefault();
}
