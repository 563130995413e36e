/*
 * Writing in place: a card opens into a box with its words, its kind, and everything that can be done with it,
 * for those who use a mouse or a finger. One box is open at a time.
 */
import { button, h } from "../common/dom";
import type { Screen } from "./screen";
import { KIND_NAMES, type Item, type Kind } from "./types";

export interface EditorActs {
  typed(key: string, text: string): void;
  kind(key: string, kind: Kind): void;
  /** The box closed; `focus` says whether the keyboard should go back to the card. */
  closed(key: string, focus: boolean): void;
  move(key: string): void;
  add(key: string): void;
  statement(key: string): void;
  /** Lets a statement rest on the chosen notes as well. */
  rest(key: string): void;
  remove(key: string): void;
}

const KIND_KEYS: [string, Kind][] = [
  ["d", "descriptive"],
  ["l", "linguistic"],
  ["c", "conceptual"],
  ["n", "untyped"],
];

export class Editor {
  key: string | null = null;
  private box: HTMLLIElement | null = null;
  private area: HTMLTextAreaElement | null = null;
  private listening = new AbortController();

  constructor(
    private readonly screen: Screen,
    private readonly acts: EditorActs,
    private readonly restsOn: (item: Item) => string,
  ) {}

  open(item: Item, label: string): void {
    if (this.key === item.key) return this.area?.focus();
    this.close(false);
    this.key = item.key;
    const card = this.screen.ensureCard(item.key);
    if (card === null) {
      this.key = null;
      return;
    }
    this.box = card;
    const area = h("textarea", { rows: 1, "aria-label": label, spellcheck: "true", class: "body" });
    area.value = item.text;
    this.area = area;
    card.replaceChildren(area, ...(item.sort === "note" ? [this.kinds(item)] : [this.rests(item)]), this.more(item));
    card.classList.add("edit");
    area.addEventListener("input", () => {
      this.grow();
      this.acts.typed(item.key, area.value);
    });
    this.listening = new AbortController();
    card.addEventListener("keydown", (event) => this.pressed(event), { signal: this.listening.signal });
    card.addEventListener("focusout", (event) => this.left(event), { signal: this.listening.signal });
    // Pressing a kind or an act must not take the caret out of the words first.
    const hold = (event: Event) => {
      if (event.target !== area) event.preventDefault();
    };
    card.addEventListener("mousedown", hold, { signal: this.listening.signal });
    this.grow();
    area.focus({ preventScroll: true });
    area.setSelectionRange(area.value.length, area.value.length);
    card.scrollIntoView({ block: "nearest" });
  }

  close(focus: boolean): void {
    const { key, box } = this;
    if (key === null || box === null) return;
    this.key = this.box = this.area = null;
    this.listening.abort();
    box.classList.remove("edit");
    this.acts.closed(key, focus);
  }
  /** The open box shows a kind that was set another way. */
  showKind(kind: Kind): void {
    const radio = this.box?.querySelector<HTMLInputElement>(`input[value="${kind}"]`);
    if (radio) radio.checked = true;
  }

  /** The box is as tall as its words; what lies below moves down. */
  private grow(): void {
    const area = this.area;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
    this.screen.placing.forget(this.key!);
    const item = this.screen.book.get(this.key!);
    const line = item && this.screen.book.homeLine(item);
    if (line !== null && line !== undefined) this.screen.placing.place(new Set([this.screen.book.turnOfLine(line)]));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const done = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    this.close(true);
  }
  private left(event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    // Another window in front is not leaving; the words stay open.
    if (to === null && !document.hasFocus()) return;
    if (this.box?.contains(to)) return;
    const { key } = this;
    // A press on the box's own empty parts gives focus to nothing.
    requestAnimationFrame(() => {
      if (this.key === key && !this.box?.contains(document.activeElement)) this.close(false);
    });
  }

  private kinds(item: Item): HTMLElement {
    const legend = h("legend", { class: "vh" }, "Kind of note");
    const labels = KIND_KEYS.map(([key, kind]) => {
      const radio = h("input", { type: "radio", name: `kind-${item.key}`, value: kind });
      radio.checked = item.kind === kind;
      radio.addEventListener("change", () => this.acts.kind(item.key, kind));
      return h("label", { class: key }, radio, h("kbd", { "aria-hidden": "true" }, key), h("span", {}, KIND_NAMES[kind]));
    });
    return h("fieldset", { class: "kinds" }, legend, ...labels, h("span", { class: "how" }, "Esc, then a key, sets the kind"));
  }
  private rests(item: Item): HTMLElement {
    return h("p", { class: "how" }, this.restsOn(item));
  }
  private more(item: Item): HTMLElement {
    const act = (label: string, run: (key: string) => void) => button(label, () => run(item.key), "link");
    return h(
      "div",
      { class: "acts" },
      act("Done", () => this.close(true)),
      item.sort === "note"
        ? act("Statement", (key) => this.acts.statement(key))
        : act("Add chosen notes", (key) => this.acts.rest(key)),
      act("Move", (key) => this.acts.move(key)),
      act("Add words", (key) => this.acts.add(key)),
      act("Delete", (key) => this.acts.remove(key)),
    );
  }
}
