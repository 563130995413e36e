/*
 * Pointing: whatever is pointed at, or worked on, lights up together with its words and what is joined to it,
 * either way. Only classes change, on the few elements concerned.
 */
import type { Book } from "./book";
import { keysUnder } from "./lines";

export interface Lightable {
  card(key: string): HTMLElement | null;
  line(line: number): HTMLElement | null;
}

export class Light {
  /** What is lit now. Redrawn lines read it. */
  readonly lit = new Set<string>();
  private pointed: string[] = [];
  private held: string[] = [];

  constructor(
    private readonly book: Book,
    private readonly page: Lightable,
  ) {}

  point(keys: string[]): void {
    if (keys.length === this.pointed.length && keys.every((key, index) => key === this.pointed[index])) return;
    this.pointed = keys;
    this.refresh();
  }
  /** What is being worked on stays lit when the pointer leaves. */
  hold(keys: string[]): void {
    this.held = keys;
    this.refresh();
  }

  refresh(): void {
    const wanted = new Set<string>();
    for (const key of [...this.pointed, ...this.held]) this.joined(key).forEach((each) => wanted.add(each));
    const changed = [...this.lit].filter((key) => !wanted.has(key)).concat([...wanted].filter((key) => !this.lit.has(key)));
    this.lit.clear();
    wanted.forEach((key) => this.lit.add(key));
    for (const key of changed) this.show(key);
  }

  private joined(key: string): string[] {
    const item = this.book.get(key);
    if (item === undefined) return [];
    return item.sort === "statement" ? [key, ...item.notes] : [key, ...this.book.statementsOn(key).map((each) => each.key)];
  }

  private show(key: string): void {
    this.page.card(key)?.classList.toggle("on", this.lit.has(key));
    const item = this.book.get(key);
    if (item === undefined) return;
    for (const line of this.book.linesOf(item)) {
      for (const segment of this.page.line(line)?.querySelectorAll<HTMLElement>(".seg") ?? []) {
        // A statement's light lies on its own words only where it has been pointed at itself.
        segment.classList.toggle("on", keysUnder(this.book, segment).some((each) => this.lightsWords(each)));
      }
    }
  }

  /** A note's statement lights its card, not all the statement's other words. */
  lightsWords(key: string): boolean {
    if (!this.lit.has(key)) return false;
    if (this.pointed.includes(key) || this.held.includes(key)) return true;
    return this.book.get(key)?.sort === "note";
  }
}
