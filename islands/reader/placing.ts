/*
 * Lays the cards of the turns near the screen beside their lines. Reads all heights first and writes after, so the
 * browser lays out once. What overflows one turn pushes the next, as far as it reaches and no further.
 */
import { button, h } from "../common/dom";
import { saidLines, type Book } from "./book";
import { flow, lanes, type Card, type Flow, type Fold } from "./margins";
import type { Item, Sort } from "./types";

const SORTS: readonly Sort[] = ["statement", "note"];
const GAP = 8;
const FOLD_HEIGHT = 28;
const TURN_GAP = 15;
/** Cards are set 4 px down so that their smaller type shares the line's baseline. */
const BASELINE = 4;
/** With the margins beneath the text there is no line to drift from; a long stack folds after this many. */
const STACK = 8;

export interface PlacingPage {
  card(key: string): HTMLElement | null;
  list(turn: number, sort: Sort): HTMLElement | null;
  isPinned(key: string): boolean;
}

export class Placing {
  lead = 30;
  narrow = false;
  private readonly tops: number[] = [];
  private readonly bottoms: Record<Sort, Map<number, number>> = { note: new Map(), statement: new Map() };
  private readonly heights = new Map<string, number>();
  private readonly opened = new Set<string>();

  constructor(
    private readonly book: Book,
    private readonly page: PlacingPage,
  ) {}

  /** Takes the measures of the page anew: type size or window changed. */
  measure(lead: number, narrow: boolean): void {
    this.lead = lead;
    this.narrow = narrow;
    this.heights.clear();
    this.bottoms.note.clear();
    this.bottoms.statement.clear();
    let top = 0;
    this.book.turns.forEach((turn, index) => {
      this.tops[index] = top;
      top += (turn.to - turn.from) * lead + TURN_GAP;
    });
  }
  forget(key: string): void {
    this.heights.delete(key);
  }
  /** Pixels from the top of the first turn to the top of a line. */
  lineTop(line: number): number {
    const turn = this.book.turnOfLine(line);
    return this.tops[turn]! + (line - this.book.turns[turn]!.from) * this.lead;
  }
  open(turn: number, sort: Sort): void {
    this.opened.add(`${sort}${turn}`);
    this.place(new Set([turn]));
  }
  /** How far down the lowest card reaches. */
  get reach(): number {
    return Math.max(0, ...this.bottoms.note.values(), ...this.bottoms.statement.values());
  }

  place(turns: ReadonlySet<number>): void {
    const order = [...turns].sort((one, other) => one - other);
    if (!this.narrow) this.readHeights(order.flatMap((turn) => SORTS.flatMap((sort) => this.book.homeItems(turn, sort))));
    for (const sort of SORTS) {
      for (const turn of order) {
        if (this.narrow) this.stack(turn, sort, this.book.homeItems(turn, sort));
        else this.flowFrom(turn, sort, turns);
      }
    }
  }

  private readHeights(items: Item[]): void {
    const fresh = items.filter((item) => !this.heights.has(item.key) || this.page.isPinned(item.key));
    for (const item of fresh) this.page.card(item.key)?.removeAttribute("hidden");
    for (const item of fresh) {
      const card = this.page.card(item.key);
      if (card !== null) this.heights.set(item.key, card.offsetHeight);
    }
  }

  /** Lays out a turn and, while what it pushes down has changed, the turns after it that were not asked for. */
  private flowFrom(first: number, sort: Sort, asked: ReadonlySet<number>): void {
    for (let turn = first; turn < this.book.turns.length; turn += 1) {
      if (turn !== first && (asked.has(turn) || !this.bottoms[sort].has(turn))) return;
      const before = this.bottoms[sort].get(turn);
      const result = this.flowTurn(turn, sort);
      this.bottoms[sort].set(turn, result.bottom);
      if (before === result.bottom) return;
    }
  }

  private flowTurn(turn: number, sort: Sort): Flow {
    const items = this.book.homeItems(turn, sort);
    const cards: Card[] = items.map((item) => ({
      key: item.key,
      top: this.lineTop(this.book.homeLine(item)!) + BASELINE,
      height: this.heights.get(item.key) ?? this.lead,
      pinned: this.page.isPinned(item.key),
    }));
    const from = this.bottoms[sort].get(turn - 1) ?? -GAP;
    const rule = { gap: GAP, maxDrift: 2 * this.lead, foldHeight: FOLD_HEIGHT, open: this.opened.has(`${sort}${turn}`) };
    const result = flow(cards, from, rule);
    for (const placed of result.placed) {
      const card = this.page.card(placed.key);
      if (card === null) continue;
      card.hidden = false;
      card.style.setProperty("--y", `${placed.y - this.tops[turn]!}px`);
      card.style.setProperty("--drift", `${placed.drift}px`);
      card.classList.toggle("pushed", placed.drift > this.lead / 2);
    }
    if (sort === "statement") this.bracket(items);
    this.showFolds(turn, sort, result.folds);
    return result;
  }

  /** A bracket spans the lines a statement rests on, across turns where need be. */
  private bracket(items: Item[]): void {
    const spans = items.map((item) => {
      const [from, to] = this.book.homeSpan(item);
      return { from: this.lineTop(from), to: this.lineTop(to) + this.lead };
    });
    lanes(spans).forEach((lane, index) => {
      const card = this.page.card(items[index]!.key);
      card?.style.setProperty("--span", `${spans[index]!.to - spans[index]!.from - 10}px`);
      card?.style.setProperty("--lane", `${lane}`);
    });
  }

  private stack(turn: number, sort: Sort, items: Item[]): void {
    const open = this.opened.has(`${sort}${turn}`) || items.length <= STACK + 1;
    const folded = open ? [] : items.slice(STACK).filter((item) => !this.page.isPinned(item.key));
    for (const item of items) {
      const card = this.page.card(item.key);
      if (card !== null) card.hidden = false;
    }
    this.showFolds(turn, sort, folded.length === 0 ? [] : [{ keys: folded.map((item) => item.key), y: 0 }]);
  }

  private showFolds(turn: number, sort: Sort, folds: Fold[]): void {
    const list = this.page.list(turn, sort);
    if (list === null) return;
    for (const old of list.querySelectorAll(".fold")) old.remove();
    for (const fold of folds) {
      for (const key of fold.keys) this.page.card(key)?.setAttribute("hidden", "");
      const element = h("li", { class: "fold" }, this.foldButton(turn, sort, fold));
      element.style.setProperty("--y", `${fold.y - this.tops[turn]!}px`);
      this.page.card(fold.keys[0]!)?.before(element);
    }
  }

  private foldButton(turn: number, sort: Sort, fold: Fold): HTMLButtonElement {
    const lines = fold.keys.map((key) => this.book.homeLine(this.book.get(key)!)!);
    const from = Math.min(...lines);
    const to = Math.max(...lines);
    const where = `on line${from === to ? "" : "s"} ${saidLines(from, to)}`;
    const more = button("", () => this.open(turn, sort), "more");
    more.tabIndex = -1;
    more.append(h("span", {}, `+${fold.keys.length}`), ` ${where}`);
    return more;
  }
}
