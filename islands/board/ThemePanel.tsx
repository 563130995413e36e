/* What joins a pile: its name, the kind of connection and the reasons, all optional, saved as they are written. */
import { useEffect, useRef, useState } from "preact/hooks";
import { tooLong } from "../common/lengths";
import { LONGEST_NAME } from "./acts";
import type { Desk } from "./desk";
import type { Begun } from "./disagreeing";
import { nameOf, themeOf, themesIn } from "./model";
import { Sheet } from "./Sheet";
import type { Theme } from "./types";

const PAUSE_MS = 700;
const LONGEST_RATIONALE = 5_000;

export function ThemePanel({ desk, id }: { desk: Desk; id: number }) {
  const theme = themeOf(desk.board, id);
  if (theme === undefined) return null;
  return (
    <Sheet desk={desk} title={nameOf(theme)}>
      {desk.canWrite ? <Fields desk={desk} theme={theme} /> : <Reading desk={desk} theme={theme} />}
    </Sheet>
  );
}

function Reading({ desk, theme }: { desk: Desk; theme: Theme }) {
  const kind = desk.board.connections.find((one) => one.value === theme.connection);
  return (
    <div class="reading">
      {kind !== undefined && <p>{kind.name}: {kind.gloss}</p>}
      <p class="words">{theme.rationale || "Nothing is written yet about what joins these."}</p>
    </div>
  );
}

function Fields({ desk, theme }: { desk: Desk; theme: Theme }) {
  const { board, acts } = desk;
  const kind = board.connections.find((one) => one.value === theme.connection);
  return (
    <div class="fields">
      <Saved
        place={`${theme.id} name`}
        label="Name"
        value={theme.name}
        longest={LONGEST_NAME}
        changedAt={theme.changed_at}
        save={(name, begun) => acts.rename(theme.id, name, begun)}
      />
      <div class="field">
        <label for="connection">What kind of connection, if any</label>
        <select
          id="connection"
          value={theme.connection}
          aria-describedby="gloss"
          onChange={(event) => acts.change(theme.id, { connection: event.currentTarget.value }, "Kept.")}
        >
          <option value="">Not said</option>
          {board.connections.map(({ value, name }) => <option key={value} value={value}>{name}</option>)}
        </select>
        <p class="gloss" id="gloss">{kind?.gloss ?? "A prompt for thinking. It need never be answered."}</p>
      </div>
      <Saved
        place={`${theme.id} rationale`}
        label="Why do these belong together?"
        value={theme.rationale}
        longest={LONGEST_RATIONALE}
        long
        changedAt={theme.changed_at}
        save={(rationale, begun) => acts.explain(theme.id, rationale, begun)}
        unkept={() => desk.set({ trouble: "What joins these is too long to be kept, and is not saved. It stands in its panel again when you open it: shorten it there." })}
      />
      <PileChoices desk={desk} theme={theme} />
    </div>
  );
}

function PileChoices({ desk, theme }: { desk: Desk; theme: Theme }) {
  const { board, acts } = desk;
  const others = themesIn(board, null).filter((pile) => pile.id !== theme.id);
  const nests = themesIn(board, theme.id).length === 0 && (theme.parent !== null || others.length > 0);
  return (
    <>
      {nests && (
        <div class="field">
          <label for="inside">Where it lies</label>
          <Inside desk={desk} theme={theme} others={others} />
        </div>
      )}
      <div class="acts">
        {theme.parent === null && <button type="button" class="link" onClick={() => acts.addSubTheme(theme.id, [], "list")}>New sub-theme</button>}
        {theme.parent === null && (
          <button type="button" class="link" onClick={() => acts.change(theme.id, { squared_up: !theme.squared_up }, theme.squared_up ? "Spread out." : "Squared up.")}>
            {theme.squared_up ? "Spread out" : "Square up"}
          </button>
        )}
        <button type="button" class="link" onClick={() => { desk.closePanel(); acts.dissolve(theme.id); }}>Take apart</button>
      </div>
      <p class="help">Taken apart, its cards lie loose again. Undo puts it back.</p>
    </>
  );
}

/** A choice with its own button: with the arrow keys a select changes at every step, and a pile should move once. */
function Inside({ desk, theme, others }: { desk: Desk; theme: Theme; others: Theme[] }) {
  const now = theme.parent === null ? "" : String(theme.parent);
  const [to, setTo] = useState(now);
  const keep = () => to !== now && desk.acts.nest(theme.id, to === "" ? null : Number(to));
  return (
    <div class="with-button">
      <select id="inside" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
        <option value="">On the table itself</option>
        {others.map((pile) => <option key={pile.id} value={pile.id}>Inside {nameOf(pile)}</option>)}
      </select>
      <button type="button" class="link" onClick={keep}>Move</button>
    </div>
  );
}

interface Typed {
  text: string;
  begun: Begun;
}
/** What is too long to be kept when its panel closes, by its place: it stands there again when the panel is opened. */
const unsaved = new Map<string, Typed>();

interface SavedProps {
  place: string;
  label: string;
  value: string;
  longest: number;
  long?: boolean;
  changedAt: string;
  save(value: string, begun: Begun): void;
  /** It closes with a text that is too long to be kept. */
  unkept?(): void;
}

/** A field that saves a moment after the last letter, when left, and when its sheet closes. */
function Saved({ place, label, value, changedAt, longest, long, save, unkept }: SavedProps) {
  const before = unsaved.get(place);
  const [text, setText] = useState(before?.text ?? value);
  const typing = useRef<(Typed & { timer?: ReturnType<typeof setTimeout> }) | null>(before ?? null);
  const keep = () => {
    const { current } = typing;
    if (current === null || tooLong(current.text, longest) !== "") return;
    clearTimeout(current.timer);
    typing.current = null;
    unsaved.delete(place);
    latest.current(current.text, current.begun);
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => () => {
    keep();
    if (typing.current === null) return;
    unsaved.set(place, { text: typing.current.text, begun: typing.current.begun });
    unkept?.();
  }, []);
  useEffect(() => {
    if (typing.current === null) setText(value);
  }, [value]);
  const onInput = (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
    const { value: written } = event.currentTarget;
    setText(written);
    if (typing.current !== null) clearTimeout(typing.current.timer);
    const begun = typing.current?.begun ?? { value, changed_at: changedAt };
    typing.current = { text: written, begun, timer: setTimeout(keep, PAUSE_MS) };
  };
  const id = long === true ? "why-together" : "theme-name";
  const told = tooLong(text, longest);
  const common = { id, class: "words", value: text, onInput, onBlur: keep, "aria-describedby": told === "" ? undefined : `${id}-told` };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {long === true ? <textarea rows={5} {...common} /> : <input autocomplete="off" maxLength={longest} {...common} />}
      {told !== "" && <p class="ask" id={`${id}-told`} role="alert">{told}</p>}
    </div>
  );
}
