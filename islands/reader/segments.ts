/*
 * Overlapping anchors become runs that do not overlap, one line at a time, so that a highlight is plain elements
 * inside the line: printable, readable aloud, safe under a strict content policy and cheap to redraw.
 */

/** Part of the text that something rests on, `[start, end)`. */
export interface Span {
  key: string;
  start: number;
  end: number;
}

/** A stretch of one line with the keys of everything that covers all of it, in the spans' order. */
export interface Run {
  start: number;
  end: number;
  keys: string[];
}

/**
 * Cuts `[start, end)` wherever a span begins or ends inside it.
 *
 * The runs cover the line exactly and in order; neighbours always differ in their keys. An empty line has no runs.
 */
export function sweep(start: number, end: number, spans: readonly Span[]): Run[] {
  if (end <= start) return [];
  const inside = spans.filter((span) => span.start < end && span.end > start && span.end > span.start);
  if (inside.length === 0) return [{ start, end, keys: [] }];
  const cuts = [start, end];
  for (const span of inside) {
    if (span.start > start) cuts.push(span.start);
    if (span.end < end) cuts.push(span.end);
  }
  cuts.sort((one, other) => one - other);
  const repeated = inside.length > 1 && new Set(inside.map((span) => span.key)).size < inside.length;
  const runs: Run[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const from = cuts[index]!;
    const to = cuts[index + 1]!;
    if (from === to) continue;
    const keys = keysOver(inside, from, to, repeated);
    const last = runs.at(-1);
    if (last !== undefined && sameKeys(last.keys, keys)) last.end = to;
    else runs.push({ start: from, end: to, keys });
  }
  return runs;
}

/** `repeated` is whether a key stands in several of the spans, which is seldom and costs a look through the keys. */
function keysOver(spans: readonly Span[], from: number, to: number, repeated: boolean): string[] {
  const keys: string[] = [];
  for (const span of spans) {
    if (span.start > from || span.end < to) continue;
    if (!repeated || !keys.includes(span.key)) keys.push(span.key);
  }
  return keys;
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

/** Where a line holds what was heard but not said: "(pause)", "(laughs)". Unit offsets `[start, end)` in the line. */
export function asides(line: string): [start: number, end: number][] {
  if (!line.includes("(")) return [];
  return [...line.matchAll(/\([^()\n]{1,40}\)/g)].map((found) => [found.index, found.index + found[0].length]);
}
