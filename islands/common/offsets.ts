/*
 * The one place where the browser's UTF-16 units meet the server's code points.
 * Anchors count code points; JavaScript strings count units. They differ only past U+FFFF (emoji, some scripts).
 */

/** Two units that make one character. */
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** A text that answers in code points. Building costs one pass; asking costs a binary search over astral characters. */
export class PointText {
  readonly text: string;
  /** Length in code points. */
  readonly length: number;
  /** Code point index of every character that takes two units, ascending. */
  private readonly wide: number[] = [];

  constructor(text: string) {
    this.text = text;
    for (const pair of text.matchAll(PAIRS)) this.wide.push(pair.index - this.wide.length);
    this.length = text.length - this.wide.length;
  }

  /** Code point offset to unit offset, clamped to the text. */
  toUnits(point: number): number {
    const inside = Math.min(Math.max(point, 0), this.length);
    return inside + countBelow(this.wide, (index) => this.wide[index]! < inside);
  }

  /** Unit offset to code point offset, clamped; an offset inside a pair falls back to the pair's start. */
  toPoints(unit: number): number {
    const inside = Math.min(Math.max(unit, 0), this.text.length);
    const passed = countBelow(this.wide, (index) => this.wide[index]! + index + 2 <= inside);
    const next = this.wide[passed];
    const splits = next !== undefined && next + passed + 1 === inside;
    return inside - passed - (splits ? 1 : 0);
  }

  /** The characters of `[start, end)` in code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }
}

/** How many leading indices satisfy a test that is true up to a point and false after. */
function countBelow(list: readonly number[], test: (index: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
