/*
 * Moving through the page by keys. One thing in the transcript is a tab stop at a time: a line or a card. Up and
 * down go along lines or along a margin; left and right go into a margin and back, as they lie on the page.
 */
import type { Book } from "./book";
import type { Screen } from "./screen";
import type { Sort } from "./types";

export type Place = { line: number } | { key: string };

export class Walk {
  place: Place = { line: 0 };
  private stop: HTMLElement | null = null;

  constructor(
    private readonly book: Book,
    private readonly screen: Screen,
    /** Which sort lies to the left at present. */
    private readonly leftSort: () => Sort,
    private readonly arrived: (place: Place) => void,
  ) {}

  /** The line one is on, or whose card one is on. */
  get line(): number {
    if ("line" in this.place) return this.place.line;
    const item = this.book.get(this.place.key);
    return (item && this.book.homeLine(item)) ?? 0;
  }
  get key(): string | null {
    return "key" in this.place && this.book.get(this.place.key) !== undefined ? this.place.key : null;
  }

  toLine(line: number, focus = true): void {
    const inside = Math.min(Math.max(line, 0), this.book.version.lines.length - 1);
    this.screen.ensure(this.book.turnOfLine(inside));
    const link = this.screen.line(inside)?.querySelector<HTMLElement>(".no");
    if (link) this.arrive({ line: inside }, link, focus);
  }
  toCard(key: string, focus = true): void {
    const button = this.screen.ensureCard(key)?.querySelector<HTMLElement>(".card-btn");
    if (button) this.arrive({ key }, button, focus);
  }
  /** Focus came another way, by a press or by Tab. */
  notice(element: HTMLElement): void {
    const key = element.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const line = element.closest<HTMLElement>("[data-line]")?.dataset["line"];
    if (key !== undefined && element.matches(".card-btn")) this.arrive({ key }, element, false);
    else if (line !== undefined && element.matches(".no")) this.arrive({ line: Number(line) }, element, false);
  }

  /** A redrawn card or line takes over the tab stop of the one it replaces. */
  mend(): void {
    if (this.stop?.isConnected === true) return;
    const key = this.key;
    if (key !== null && this.screen.card(key)?.querySelector(".card-btn")) this.toCard(key, false);
    else this.toLine(this.line, false);
  }

  /** Up (-1) or down (1). */
  along(by: 1 | -1): void {
    const key = this.key;
    if (key === null) return this.toLine(this.line + by);
    const sort = this.book.get(key)!.sort;
    const next = this.nextCard(sort, key, by);
    if (next !== null) this.toCard(next);
  }
  /** Left (-1) or right (1): into the margin on that side, or back to the line. */
  across(by: 1 | -1): boolean {
    const left = this.leftSort();
    const right: Sort = left === "note" ? "statement" : "note";
    const side = by === -1 ? left : right;
    const key = this.key;
    if (key === null) {
      const card = this.nearestCard(side, this.line);
      if (card !== null) this.toCard(card);
      return card !== null;
    }
    if (this.book.get(key)!.sort !== side) this.toLine(this.line);
    return true;
  }

  private arrive(place: Place, element: HTMLElement, focus: boolean): void {
    if (this.stop !== element) {
      this.stop?.setAttribute("tabindex", "-1");
      element.setAttribute("tabindex", "0");
      this.stop = element;
    }
    this.place = place;
    if (focus) {
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest" });
    }
    this.arrived(place);
  }

  private nextCard(sort: Sort, key: string, by: 1 | -1): string | null {
    let turn = this.book.turnOfLine(this.line);
    const here = this.book.homeItems(turn, sort);
    const beside = here[here.findIndex((item) => item.key === key) + by];
    if (beside !== undefined) return beside.key;
    for (turn += by; turn >= 0 && turn < this.book.turns.length; turn += by) {
      const items = this.book.homeItems(turn, sort);
      const item = by === 1 ? items[0] : items.at(-1);
      if (item !== undefined) return item.key;
    }
    return null;
  }
  /** The card level with a line: the last at or above it in its turn, else the first below, else the nearest turn's. */
  private nearestCard(sort: Sort, line: number): string | null {
    const home = this.book.turnOfLine(line);
    const items = this.book.homeItems(home, sort);
    const above = items.filter((item) => this.book.homeLine(item)! <= line);
    const level = above.filter((item) => this.book.homeLine(item) === this.book.homeLine(above.at(-1)!))[0];
    const found = level ?? items[0];
    if (found !== undefined) return found.key;
    for (let away = 1; away < this.book.turns.length; away += 1) {
      for (const turn of [home + away, home - away]) {
        const item = this.book.turns[turn] === undefined ? undefined : this.book.homeItems(turn, sort)[0];
        if (item !== undefined) return item.key;
      }
    }
    return null;
  }
}
