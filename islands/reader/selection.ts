/*
 * The words a person has chosen, by mouse, by touch or by keys: always the browser's own selection, so that it is
 * painted, copied and spoken as anywhere else. Read off the page as code points on the frozen text.
 */
import type { Book } from "./book";
import type { Screen } from "./screen";
import { trimmed, WordChoice, wordAfter, wordBefore, type Stretch } from "./words";

/** Chosen words, `[start, end)` in code points. */
export interface Chosen {
  start: number;
  end: number;
}

export class Selection {
  chosen: Chosen | null = null;
  /** Set while words are being chosen with keys. */
  words: WordChoice | null = null;

  constructor(
    private readonly book: Book,
    private readonly screen: Screen,
    private readonly changed: () => void,
  ) {
    document.addEventListener("selectionchange", () => this.read());
  }

  /** Begins choosing with keys: the first word of a line. */
  beginAt(line: number): void {
    const [start] = this.book.version.lines[line]!;
    const word = wordAfter(this.book.text.text, this.book.text.toUnits(start));
    if (word !== null) this.show(WordChoice.at(word));
  }
  step(by: 1 | -1, extend: boolean): void {
    const words = this.words ?? this.fromMouse();
    if (words !== null) this.show(words.step(this.book.text.text, by, extend));
  }
  /** Takes the moving end a line on or back: to that line's last word going on, its first going back. */
  stepLine(by: 1 | -1, extend: boolean): void {
    const words = this.words ?? this.fromMouse();
    if (words === null) return;
    const line = this.book.lineAt(this.book.text.toPoints(words.moving.start)) + by;
    const place = this.book.version.lines[line];
    if (place === undefined) return;
    const text = this.book.text;
    const last = by === 1 && extend;
    const word = last ? wordBefore(text.text, text.toUnits(place[1])) : wordAfter(text.text, text.toUnits(place[0]));
    this.show(words.to(word, extend));
  }
  clear(): void {
    this.words = null;
    document.getSelection()?.removeAllRanges();
    this.chosen = null;
    this.changed();
  }
  quote(): string {
    return this.chosen === null ? "" : this.book.text.slice(this.chosen.start, this.chosen.end);
  }

  /** A range of the page over a stretch of the text given in units; null where it has not been drawn. */
  rangeOver(stretch: Stretch): Range | null {
    const from = this.placeOf(stretch.start, false);
    const to = this.placeOf(stretch.end, true);
    if (from === null || to === null) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  private show(words: WordChoice): void {
    const { start, end } = words.stretch;
    for (const place of [start, end]) this.screen.ensure(this.book.turnOfLine(this.book.lineAt(this.book.text.toPoints(place))));
    const range = this.rangeOver({ start, end });
    if (range === null) return;
    this.words = words;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    if (words.backwards) document.getSelection()?.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
    else document.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    this.lineElement(words.moving.start)?.scrollIntoView({ block: "nearest" });
    // The browser tells of the change later; the next key may come sooner.
    this.read();
  }
  private lineElement(unit: number): HTMLElement | null {
    return this.screen.line(this.book.lineAt(this.book.text.toPoints(unit)));
  }
  private fromMouse(): WordChoice | null {
    if (this.chosen === null) return null;
    const { text } = this.book;
    const first = wordAfter(text.text, text.toUnits(this.chosen.start));
    const last = wordBefore(text.text, text.toUnits(this.chosen.end));
    return first === null || last === null ? null : WordChoice.at(first).to(last, true);
  }

  private read(): void {
    const before = this.chosen;
    this.chosen = this.onPage();
    const { words } = this;
    if (words !== null && this.chosen?.start !== this.book.text.toPoints(words.stretch.start)) this.words = null;
    else if (words !== null && this.chosen?.end !== this.book.text.toPoints(words.stretch.end)) this.words = null;
    if (before !== null || this.chosen !== null) this.changed();
  }
  private onPage(): Chosen | null {
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!this.screen.root.contains(range.startContainer) && !this.screen.root.contains(range.endContainer)) return null;
    if (isInMargin(range.startContainer)) return null;
    const start = this.unitAt(range.startContainer, range.startOffset) ?? this.edge(range, "first");
    const end = this.unitAt(range.endContainer, range.endOffset) ?? this.edge(range, "last");
    if (start === null || end === null) return null;
    const words = trimmed(this.book.text.text, { start, end });
    if (words === null) return null;
    return { start: this.book.text.toPoints(words.start), end: this.book.text.toPoints(words.end) };
  }

  /** The unit offset in the text of a place on the page; null outside the words of a line. */
  private unitAt(node: Node, offset: number): number | null {
    const words = wordsAround(node);
    if (words === null) return null;
    const range = document.createRange();
    range.setStart(words, 0);
    range.setEnd(node, offset);
    const [start, end] = this.lineUnits(words);
    return Math.min(start + range.toString().length, end);
  }
  /** Where a selection's end lies outside the words, the nearest words inside it count. */
  private edge(range: Range, which: "first" | "last"): number | null {
    const inside = [...this.screen.root.querySelectorAll(".tx")].filter((words) => range.intersectsNode(words));
    const words = which === "first" ? inside[0] : inside.at(-1);
    if (words === undefined) return null;
    return this.lineUnits(words)[which === "first" ? 0 : 1];
  }
  private lineUnits(words: Element): [start: number, end: number] {
    const line = this.book.version.lines[Number((words.parentElement as HTMLElement).dataset["line"])]!;
    return [this.book.text.toUnits(line[0]), this.book.text.toUnits(line[1])];
  }

  private placeOf(unit: number, ending: boolean): [Node, number] | null {
    const point = this.book.text.toPoints(unit);
    const line = this.book.lineAt(ending ? Math.max(0, point - 1) : point);
    const words = this.screen.line(line)?.querySelector(".tx");
    if (!words) return null;
    let left = unit - this.lineUnits(words)[0];
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const length = (node as Text).length;
      if (left < length || (ending && left <= length)) return [node, left];
      left -= length;
    }
    return [words, words.childNodes.length];
  }
}

function wordsAround(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(".tx") ?? null;
}
function isInMargin(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(".margin") !== null && element !== null;
}
