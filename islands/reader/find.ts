/*
 * Finding words in this transcript. Case and accents make no difference. Hits are painted without touching the
 * elements, and only near the screen, because every painted range costs the browser a little at each layout.
 */
import { button, h } from "../common/dom";
import type { Book } from "./book";
import type { Screen } from "./screen";
import type { Selection } from "./selection";
import type { Stretch } from "./words";

/** A text without case and accents, and for each of its units the unit of the original it came from. */
export function folded(text: string): { text: string; from: number[] } {
  const letters: string[] = [];
  const from: number[] = [];
  let unit = 0;
  for (const letter of text) {
    const plain = letter === "’" ? "'" : letter.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
    letters.push(plain.replace(/\s/gu, " "));
    for (let index = 0; index < plain.length; index += 1) from.push(unit);
    unit += letter.length;
  }
  from.push(unit);
  return { text: letters.join(""), from };
}

/** Where a phrase stands in a folded text, in units of the original, in order and without overlaps. */
export function hitsOf(phrase: string, within: { text: string; from: number[] }): Stretch[] {
  const wanted = folded(phrase.trim()).text;
  const hits: Stretch[] = [];
  if (wanted === "") return hits;
  for (let place = within.text.indexOf(wanted); place !== -1; place = within.text.indexOf(wanted, place + wanted.length)) {
    hits.push({ start: within.from[place]!, end: within.from[place + wanted.length]! });
  }
  return hits;
}

export class Find {
  readonly element: HTMLElement;
  private readonly field = h("input", { type: "search", "aria-label": "Find in this transcript", autocomplete: "off" });
  private readonly count = h("span", { class: "count", role: "status" });
  private text: { text: string; from: number[] } | null = null;
  private hits: Stretch[] = [];
  private at = -1;

  constructor(
    private readonly book: Book,
    private readonly screen: Screen,
    private readonly selection: Selection,
    private readonly back: (line: number | null) => void,
  ) {
    const step = (label: string, by: 1 | -1) => button(label, () => this.step(by), "link");
    this.element = h("div", { class: "find", role: "search", hidden: true });
    this.element.append(this.field, this.count, step("Previous", -1), step("Next", 1), button("Close", () => this.close(), "link"));
    this.field.addEventListener("input", () => this.search());
    this.element.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.field) this.step(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }
  open(): void {
    this.element.hidden = false;
    this.field.focus();
    this.field.select();
    this.paint();
  }
  close(): void {
    this.element.hidden = true;
    this.paint();
    const hit = this.hits[this.at];
    this.back(hit === undefined ? null : this.lineOf(hit));
  }

  /** Paints the hits near the screen anew; lines there were redrawn, or others came near. */
  paint(): void {
    if (typeof Highlight === "undefined" || !("highlights" in CSS)) return;
    if (!this.isOpen || this.hits.length === 0) {
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-now");
      return;
    }
    const near = this.hits.filter((hit, index) => index !== this.at && this.screen.near.has(this.book.turnOfLine(this.lineOf(hit))));
    const ranges = (hits: Stretch[]) => hits.map((hit) => this.selection.rangeOver(hit)).filter((range) => range !== null);
    CSS.highlights.set("found", new Highlight(...ranges(near)));
    const now = this.hits[this.at];
    CSS.highlights.set("found-now", new Highlight(...ranges(now === undefined ? [] : [now])));
  }

  private search(): void {
    this.text ??= folded(this.book.text.text);
    const line = this.hits[this.at] === undefined ? 0 : this.lineOf(this.hits[this.at]!);
    this.hits = hitsOf(this.field.value, this.text);
    this.at = this.hits.findIndex((hit) => this.lineOf(hit) >= line);
    if (this.at === -1 && this.hits.length > 0) this.at = 0;
    this.show();
  }
  private step(by: 1 | -1): void {
    if (this.hits.length === 0) return;
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    this.show();
  }
  private show(): void {
    const hit = this.hits[this.at];
    if (this.field.value.trim() === "") this.count.textContent = "";
    else if (hit === undefined) this.count.textContent = "Not in this transcript";
    else this.count.textContent = `${this.at + 1} of ${this.hits.length}, line ${this.lineOf(hit) + 1}`;
    if (hit !== undefined) {
      const line = this.lineOf(hit);
      this.screen.ensure(this.book.turnOfLine(line));
      this.screen.line(line)?.scrollIntoView({ block: "center" });
    }
    this.paint();
  }
  private lineOf(hit: Stretch): number {
    return this.book.lineAt(this.book.text.toPoints(hit.start));
  }
}
