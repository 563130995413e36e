/*
 * Two versions of one thing: what was written here, and what somebody else kept meanwhile. A dialogue shows both, and
 * one is kept, or a third made from the two. Closed without a choice it waits in a line of its own, and nothing is
 * saved; the words stay where the island keeps them.
 */
import { button, h } from "./dom";

export interface Versions {
  /** What it is, as it stands in a sentence: "this note". */
  what: string;
  mine: string;
  theirs: string;
  /** Whose hand the other version is, empty where the trail does not say, and when it was kept. */
  by: string;
  at: string;
  /** Mine is an act or a choice from a list, with no words to go on writing. */
  fixed?: boolean;
}

export interface Choices {
  /** Keep mine, as it was last written. */
  keep(words: string): void;
  take(): void;
  /** Where the keyboard goes once a choice was made, or put off. */
  leave?(): void;
}

export class Clashes {
  /** The clashes that wait for a choice; the island puts it where its messages stand. */
  readonly element = h("div", { class: "message clashes", role: "region", "aria-label": "Two versions", hidden: true });
  private readonly waiting = new Map<string, { versions: Versions; choices: Choices; line: HTMLElement }>();
  private dialog: HTMLDialogElement | null = null;

  /** `changed` hears what waits, whenever it changes, so that it can be kept with the drafts. */
  constructor(private readonly changed: (waiting: ReadonlyMap<string, Versions>) => void = () => undefined) {}

  /** Shows both versions and asks; one that waits under the same key gives way. `open` false lets it wait at once. */
  ask(key: string, versions: Versions, choices: Choices, open = true): void {
    this.waiting.get(key)?.line.remove();
    const compare = button("Compare them", () => this.show(key), "btn plain");
    const line = h("p", {}, `There are two versions of ${versions.what}. `, compare);
    this.waiting.set(key, { versions, choices, line });
    this.element.append(line);
    this.tell();
    if (open && this.dialog === null) this.show(key);
  }

  private show(key: string): void {
    const found = this.waiting.get(key);
    if (found === undefined) return;
    const { versions, choices } = found;
    const done = (words: string | null) => {
      this.settle(key);
      dialog.close();
      if (words === null) choices.take();
      else choices.keep(words);
    };
    const { dialog, box } = draw(versions, done);
    const typing = document.activeElement;
    const caret = typing instanceof HTMLTextAreaElement || typing instanceof HTMLInputElement ? typing.selectionStart : null;
    dialog.addEventListener("close", () => {
      // Put off: what was written on here is mine still.
      if (box !== null && this.waiting.get(key) === found) found.versions = { ...versions, mine: box.value };
      dialog.remove();
      this.dialog = null;
      this.tell();
      choices.leave?.();
    });
    document.body.append(dialog);
    this.dialog = dialog;
    dialog.showModal();
    // Somebody may be in mid-word: the box takes the caret over, and no letter goes astray.
    box?.focus();
    if (box !== null && caret !== null) box.setSelectionRange(caret, caret);
  }

  private settle(key: string): void {
    this.waiting.get(key)?.line.remove();
    this.waiting.delete(key);
    this.tell();
  }
  private tell(): void {
    this.element.hidden = this.waiting.size === 0;
    this.changed(new Map([...this.waiting].map(([key, { versions }]) => [key, versions])));
  }
}

function draw(versions: Versions, done: (words: string | null) => void): { dialog: HTMLDialogElement; box: HTMLTextAreaElement | null } {
  const { what, mine, theirs, fixed } = versions;
  const box = fixed === true ? null : h("textarea", { id: "clash-mine", class: "words", rows: 6, spellcheck: "true" });
  if (box !== null) box.value = mine;
  const side = box === null ? [h("h3", {}, "Yours"), h("blockquote", {}, mine)] : [h("label", { for: "clash-mine" }, "Yours"), box];
  const both = () => {
    if (box === null) return;
    box.value = [box.value, theirs].filter((words) => words.trim() !== "").join("\n\n");
    box.focus();
  };
  const dialog = h(
    "dialog",
    { class: "clash", "aria-labelledby": "clash-heading", "aria-describedby": "clash-told" },
    h("h2", { id: "clash-heading" }, `Two versions of ${what}`),
    h("p", { id: "clash-told" }, toldOf(versions)),
    h(
      "div",
      { class: "sides" },
      h("div", { class: "mine" }, ...side),
      h("div", { class: "theirs" }, h("h3", {}, "The other"), h("blockquote", { tabindex: 0, "aria-label": "The other" }, theirs === "" ? "(no words)" : theirs)),
    ),
    h(
      "p",
      { class: "actions" },
      button("Keep yours", () => done(box === null ? mine : box.value), "btn"),
      button("Take the other", () => done(null), "btn plain"),
      box !== null && button("Put both in yours", both),
    ),
    h("p", { class: "help" }, "Nothing is saved until you choose. Esc leaves it for later."),
  );
  return { dialog, box };
}

/** "Changed in another window by Alice, at 14:02, while you had it open." */
export function toldOf({ by, at }: Pick<Versions, "by" | "at">, now: Date = new Date()): string {
  const time = new Date(at);
  const who = by === "" ? "" : ` by ${by}`;
  if (Number.isNaN(time.getTime())) return `Changed in another window${who}, while you had it open.`;
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(time);
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(time);
  const when = time.toDateString() === now.toDateString() ? `at ${clock}` : `on ${day} at ${clock}`;
  return `Changed in another window${who}, ${when}, while you had it open.`;
}
