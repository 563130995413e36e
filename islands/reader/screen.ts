/*
 * The transcript on the page. Every turn has its place from the start; its words are filled in when it comes near the
 * screen, or soon after the first picture, and its margins only when near. Far turns cost the browser nothing to lay out.
 */
import { h } from "../common/dom";
import type { Book } from "./book";
import { drawCard } from "./cards";
import { Light } from "./light";
import { fillLine, fillTurn } from "./lines";
import { Placing } from "./placing";
import type { Sort } from "./types";

const NEAR = "900px 0px";
// Nobody notices an answer within 100 ms; and each slice is followed by a picture, which costs as much as many lines.
const SLICE_MS = 80;
const FIRST_MS = 60;
const CARDS_A_FRAME = 40;

export interface ScreenRule {
  canWrite: boolean;
  /** "Statements on lines…" and "Notes on lines…" begin so. */
  names: Record<Sort, string>;
  isTicked(key: string): boolean;
  /** Whether the editor holds this card, which is then not redrawn. */
  isEdited(key: string): boolean;
  /** Lines or margins near the screen were drawn anew. */
  drawn(): void;
}

export class Screen {
  readonly light: Light;
  readonly placing: Placing;
  private readonly turns: HTMLElement[] = [];
  private readonly filled = new Set<number>();
  /** Turns whose margins lie as they should under the present measure. */
  private readonly placed = new Set<number>();
  readonly near = new Set<number>();
  private readonly cards = new Map<string, HTMLLIElement>();
  private readonly coming = new Set<number>();
  private frame: number | null = null;
  private readonly watch: IntersectionObserver;

  constructor(
    readonly book: Book,
    readonly root: HTMLElement,
    private readonly rule: ScreenRule,
  ) {
    this.light = new Light(book, this);
    this.placing = new Placing(book, { card: (key) => this.card(key), list: (turn, sort) => this.list(turn, sort), isPinned: rule.isEdited });
    this.watch = new IntersectionObserver((entries) => this.moved(entries), { rootMargin: NEAR });
  }

  /** Puts every turn in its place, then fills the far ones once the near ones are painted. */
  build(): void {
    const all = document.createDocumentFragment();
    this.book.version.turns.forEach(([, , speaker, role], index) => {
      const { from, to } = this.book.turns[index]!;
      const words = h("div", { class: "words" });
      words.style.setProperty("--rows", `${to - from}`);
      const name = `${speaker}, line ${from + 1}`;
      const turn = h("section", { class: role === "participant" ? "turn" : "turn ask", role: "group", "aria-label": name, "data-turn": index }, words);
      this.turns.push(turn);
      all.append(turn);
    });
    this.root.append(all);
    for (const turn of this.turns) this.watch.observe(turn);
    // As much as a frame bears goes into the first picture: one picture costs less than two.
    const turn = this.fillFor(FIRST_MS, 0);
    requestAnimationFrame(() => setTimeout(() => this.fillOn(turn)));
  }

  /** Draws the margins of what is on the screen, so that the first picture has them and no second one is needed. */
  drawSeen(): void {
    const seen = new Set<number>();
    for (const [turn, element] of this.turns.entries()) {
      const { top, bottom } = element.getBoundingClientRect();
      if (top >= innerHeight) break;
      if (bottom > 0) seen.add(turn);
    }
    for (const turn of seen) {
      this.fill(turn);
      this.near.add(turn);
    }
    this.layOut(seen);
    this.rule.drawn();
  }

  line(line: number): HTMLElement | null {
    const turn = this.book.turnOfLine(line);
    if (!this.filled.has(turn)) return null;
    return this.turns[turn]!.querySelector<HTMLElement>(`[data-line="${line}"]`);
  }
  card(key: string): HTMLLIElement | null {
    return this.cards.get(key) ?? null;
  }
  list(turn: number, sort: Sort): HTMLElement | null {
    return this.turns[turn]?.querySelector<HTMLElement>(sort === "note" ? ".notes" : ".stmts") ?? null;
  }

  /** Makes sure a turn can be focused and measured now, wherever it is. */
  ensure(turn: number): void {
    this.fill(turn);
    this.near.add(turn);
    this.turns[turn]!.classList.remove("far");
    this.layOut(new Set([turn]));
  }
  /** For paper, everything is near. */
  drawAll(): void {
    this.turns.forEach((_, turn) => this.fill(turn));
    this.turns.forEach((turn, index) => {
      this.near.add(index);
      turn.classList.remove("far");
    });
    this.layOut(this.near);
  }
  /** The card of an item, drawn and out of any fold. */
  ensureCard(key: string): HTMLLIElement | null {
    const item = this.book.get(key);
    const line = item === undefined ? null : this.book.homeLine(item);
    if (item === undefined || line === null) return null;
    const turn = this.book.turnOfLine(line);
    this.ensure(turn);
    const card = this.card(key);
    if (card?.hidden === true) this.placing.open(turn, item.sort);
    return card;
  }

  /** Redraws lines and the margins of their turns, after a change. */
  update(lines: ReadonlySet<number>, keys: readonly string[]): void {
    const turns = new Set<number>();
    for (const line of lines) {
      const element = this.line(line);
      if (element !== null) fillLine(element, this.book, line, this.litWords());
      turns.add(this.book.turnOfLine(line));
    }
    for (const key of keys) {
      this.placing.forget(key);
      if (this.book.get(key) === undefined) this.dropCard(key);
    }
    for (const turn of turns) if (!this.near.has(turn)) this.placed.delete(turn);
    const drawn = new Set([...turns].filter((turn) => this.near.has(turn)));
    for (const turn of drawn) this.drawMargin(turn);
    this.placing.place(drawn);
    this.light.refresh();
    this.rule.drawn();
  }
  /** Lays the margins near the screen anew, when a card changed its height or the page its measure. */
  settle(anew = false): void {
    // Those that wait for their frame are not drawn yet, and must not count as if they were.
    if (anew) for (const turn of this.placed) if (!this.near.has(turn)) this.placed.delete(turn);
    this.placing.place(this.near);
    this.root.style.setProperty("--reach", this.placing.narrow ? "0px" : `${this.placing.reach}px`);
  }

  private litWords(): Set<string> {
    return new Set([...this.light.lit].filter((key) => this.light.lightsWords(key)));
  }
  private dropCard(key: string): void {
    this.cards.get(key)?.remove();
    this.cards.delete(key);
  }

  private moved(entries: IntersectionObserverEntry[]): void {
    const seen = new Set<number>();
    for (const entry of entries) {
      const turn = Number((entry.target as HTMLElement).dataset["turn"]);
      if (entry.isIntersecting) {
        this.fill(turn);
        this.near.add(turn);
        const { top, bottom } = entry.boundingClientRect;
        if (bottom > 0 && top < innerHeight) seen.add(turn);
        else this.coming.add(turn);
      } else if (this.near.has(turn) && !this.holdsFocus(turn)) {
        this.near.delete(turn);
      }
      // Laid out beside the text, far cards may vanish at no cost; beneath it, they hold the page's height.
      this.turns[turn]!.classList.toggle("far", !this.near.has(turn));
    }
    this.layOut(seen);
    if (seen.size > 0) this.rule.drawn();
    if (this.coming.size > 0) this.layOutComing();
  }
  /** Margins not yet on screen are drawn a few cards a frame, so that fast scrolling never waits for them. */
  private layOutComing(): void {
    if (this.frame !== null) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      const some = new Set<number>();
      let cards = 0;
      for (const turn of this.coming) {
        this.coming.delete(turn);
        if (!this.near.has(turn) || this.placed.has(turn)) continue;
        some.add(turn);
        cards += this.book.homeItems(turn, "note").length + this.book.homeItems(turn, "statement").length;
        if (cards >= CARDS_A_FRAME) break;
      }
      this.layOut(some);
      this.rule.drawn();
      if (this.coming.size > 0) this.layOutComing();
    });
  }
  private layOut(turns: ReadonlySet<number>): void {
    const fresh = new Set([...turns].filter((turn) => !this.placed.has(turn)));
    for (const turn of fresh) {
      this.drawMargin(turn);
      this.placed.add(turn);
    }
    this.placing.place(fresh);
  }
  private holdsFocus(turn: number): boolean {
    return this.turns[turn]!.contains(document.activeElement);
  }

  private fill(turn: number): void {
    if (this.filled.has(turn)) return;
    this.filled.add(turn);
    fillTurn(this.turns[turn]!.querySelector(".words")!, this.book, turn, this.litWords());
  }
  /**
   * Fills turn after turn, a slice a task: what a person does and the next picture come between two slices. Idle
   * callbacks would wait longer than they work, since drawing the margins leaves few idle moments.
   */
  private fillOn(from: number): void {
    const turn = this.fillFor(SLICE_MS, from);
    if (turn < this.turns.length) setTimeout(() => this.fillOn(turn));
  }
  /** Fills turns for so many milliseconds; answers with the first one that is left. */
  private fillFor(milliseconds: number, from: number): number {
    const until = performance.now() + milliseconds;
    let turn = from;
    while (turn < this.turns.length && performance.now() < until) this.fill(turn++);
    return turn;
  }

  /** Draws the cards of a turn in order, keeping those that are there and the one being edited as it is. */
  private drawMargin(turn: number): void {
    const statements = this.book.homeItems(turn, "statement");
    const notes = this.book.homeItems(turn, "note");
    let margin = this.turns[turn]!.querySelector<HTMLElement>(".margin");
    if (statements.length + notes.length === 0) {
      margin?.remove();
      return;
    }
    if (margin === null) {
      margin = h("div", { class: "margin" });
      this.turns[turn]!.append(margin);
    }
    this.drawList(margin, turn, "statement", statements.map((item) => item.key));
    this.drawList(margin, turn, "note", notes.map((item) => item.key));
  }
  private drawList(margin: HTMLElement, turn: number, sort: Sort, keys: string[]): void {
    let list = margin.querySelector<HTMLElement>(sort === "note" ? ".notes" : ".stmts");
    if (keys.length === 0) {
      list?.remove();
      return;
    }
    if (list === null) {
      const line = this.book.turns[turn]!.from + 1;
      list = h("ul", { class: sort === "note" ? "notes" : "stmts", "aria-label": `${this.rule.names[sort]} from line ${line}` });
      if (sort === "note") margin.append(list);
      else margin.prepend(list);
    }
    for (const old of list.querySelectorAll(".fold")) old.remove();
    keys.forEach((key, index) => {
      const card = this.cards.get(key) ?? h("li");
      const known = this.cards.has(key);
      this.cards.set(key, card);
      if (!this.rule.isEdited(key) || !known) {
        drawCard(card, this.book, this.book.get(key)!, this.rule.isTicked(key), this.rule.canWrite);
        card.classList.toggle("on", this.light.lit.has(key));
      }
      if (list.children[index] !== card) list.insertBefore(card, list.children[index] ?? null);
    });
  }
}
