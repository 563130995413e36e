/*
 * What the reader knows: the frozen text, its turns and lines, and the notes and statements that rest on it.
 * Nothing here touches the page. Offsets are code points.
 */
import { PointText } from "../common/offsets";
import type { Span } from "./segments";
import type { Anchor, Item, NoteRecord, ReaderAnswer, StatementRecord, VersionRecord } from "./types";

export interface TurnPlace {
  /** Index of its first line, and of the line after its last. */
  from: number;
  to: number;
}

export class Book {
  readonly version: VersionRecord;
  readonly text: PointText;
  readonly turns: TurnPlace[];
  private readonly items = new Map<string, Item>();
  private readonly keys = new Map<string, string>();
  /** Keys of everything with an anchor in a turn. */
  private readonly overTurn: Set<string>[];
  /** `spansOver` as it was last asked for: a turn's lines are drawn one by one, each asking for the same. */
  private readonly spans = new Map<number, readonly Span[]>();
  private made = 0;

  constructor(answer: ReaderAnswer) {
    this.version = answer.version;
    this.text = new PointText(answer.version.text);
    this.turns = answer.version.turns.map(() => ({ from: 0, to: 0 }));
    answer.version.lines.forEach(([, , turn], index) => {
      const place = this.turns[turn]!;
      if (place.to === 0) place.from = index;
      place.to = index + 1;
    });
    this.overTurn = this.turns.map(() => new Set());
    for (const note of answer.notes) this.put(this.fromNote(note));
    for (const statement of answer.statements) this.put(this.fromStatement(statement));
  }

  get(key: string): Item | undefined {
    return this.items.get(key);
  }
  all(): Iterable<Item> {
    return this.items.values();
  }
  idOf(key: string): number | null {
    return this.items.get(key)?.id ?? null;
  }

  /** A key for something the server has not seen yet. */
  newKey(): string {
    this.made += 1;
    return `new${this.made}`;
  }
  keyFor(sort: Item["sort"], id: number): string {
    return this.keys.get(`${sort}${id}`) ?? `${sort === "note" ? "n" : "s"}${id}`;
  }

  fromNote(note: NoteRecord): Item {
    const { id, kind, anchors } = note;
    const key = this.keyFor("note", id);
    return { key, sort: "note", id, kind, text: note.body, anchors, notes: [], setAside: "", changedAt: note.changed_at };
  }
  fromStatement(statement: StatementRecord): Item {
    const { id, text, anchors } = statement;
    const notes = statement.notes.map((note) => this.keyFor("note", note));
    const key = this.keyFor("statement", id);
    const setAside = statement.set_aside;
    return { key, sort: "statement", id, kind: "untyped", text, anchors, notes, setAside, changedAt: statement.changed_at };
  }

  /** Adds or replaces an item; answers with the lines it covered before or covers now. */
  put(item: Item): Set<number> {
    const lines = this.take(item.key);
    this.items.set(item.key, item);
    if (item.id !== null) this.keys.set(`${item.sort}${item.id}`, item.key);
    for (const line of this.linesOf(item)) {
      const turn = this.turnOfLine(line);
      lines.add(line);
      this.overTurn[turn]!.add(item.key);
      this.spans.delete(turn);
    }
    return lines;
  }

  /** Removes an item; answers with the lines it covered. */
  take(key: string): Set<number> {
    const item = this.items.get(key);
    if (item === undefined) return new Set();
    this.items.delete(key);
    const lines = this.linesOf(item);
    for (const line of lines) {
      this.overTurn[this.turnOfLine(line)]!.delete(key);
      this.spans.delete(this.turnOfLine(line));
    }
    return lines;
  }

  /** Takes out an item that is the same as another, and lets what rests on it rest on that; answers with its lines. */
  merge(twin: string, key: string): Set<number> {
    for (const item of this.items.values()) {
      if (item.notes.includes(twin)) item.notes = item.notes.map((note) => (note === twin ? key : note));
    }
    return this.take(twin);
  }

  /** The anchors that lie on the version on screen, in the order of the text. */
  anchorsHere(item: Item): readonly Anchor[] {
    // Nearly every item has one anchor, and this is asked of each of thousands, several times.
    if (item.anchors.length === 1 && item.anchors[0]![0] === this.version.id) return item.anchors;
    return item.anchors.filter(([version]) => version === this.version.id).sort((one, other) => one[1] - other[1]);
  }
  linesOf(item: Item): Set<number> {
    const lines = new Set<number>();
    for (const [, start, end] of this.anchorsHere(item)) {
      const last = this.lineAt(Math.max(start, end - 1));
      for (let line = this.lineAt(start); line <= last; line += 1) lines.add(line);
    }
    return lines;
  }

  /** Index of the line that holds a place of the text, or the one before it where the place is between lines. */
  lineAt(place: number): number {
    const lines = this.version.lines;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle]![0] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  turnOfLine(line: number): number {
    return this.version.lines[line]![2];
  }
  lineText(line: number): string {
    const [start, end] = this.version.lines[line]!;
    return this.text.slice(start, end);
  }

  /** The line an item belongs to: where its first anchor begins. Null when none lies on this version. */
  homeLine(item: Item): number | null {
    const first = this.anchorsHere(item)[0];
    return first === undefined ? null : this.lineAt(first[1]);
  }
  /** First and last line of the passage an item belongs to; a far-off further anchor does not stretch it. */
  homeSpan(item: Item): [from: number, to: number] {
    let from = -1;
    let to = -1;
    for (const [, start, end] of this.anchorsHere(item)) {
      const first = this.lineAt(start);
      if (to !== -1 && first > to + 3) break;
      if (from === -1) from = first;
      to = Math.max(to, this.lineAt(Math.max(start, end - 1)));
    }
    return [from, to];
  }

  /** Spans over a turn, notes before statements, each in the order of the text. */
  spansOver(turn: number): readonly Span[] {
    const known = this.spans.get(turn);
    if (known !== undefined) return known;
    const spans: Span[] = [];
    for (const key of this.overTurn[turn]!) {
      const item = this.items.get(key)!;
      for (const [, start, end] of this.anchorsHere(item)) spans.push({ key, start, end });
    }
    spans.sort((one, other) => one.start - other.start || one.end - other.end);
    this.spans.set(turn, spans);
    return spans;
  }

  /** Items whose home is in a turn, in the order they stand in the margin. Set-aside statements stay in. */
  homeItems(turn: number, sort: Item["sort"]): Item[] {
    const found: { item: Item; start: number; end: number }[] = [];
    for (const key of this.overTurn[turn]!) {
      const item = this.items.get(key)!;
      const first = this.anchorsHere(item)[0];
      if (item.sort !== sort || first === undefined || this.turnOfLine(this.lineAt(first[1])) !== turn) continue;
      found.push({ item, start: first[1], end: first[2] });
    }
    found.sort((one, other) => one.start - other.start || one.end - other.end || order(one.item) - order(other.item));
    return found.map((each) => each.item);
  }

  /** The statements that rest on a note. */
  statementsOn(note: string): Item[] {
    return [...this.items.values()].filter((item) => item.sort === "statement" && item.notes.includes(note));
  }

  /** Whether a note rests on any word of a line. */
  isNoted(line: number): boolean {
    const [start, end] = this.version.lines[line]!;
    for (const span of this.spansOver(this.turnOfLine(line))) {
      if (span.start < end && span.end > start && this.items.get(span.key)?.sort === "note") return true;
    }
    return false;
  }
  /** The first line of the next stretch of the participant's words, after `line`, that no note rests on. */
  nextUnnoted(line: number): number | null {
    const { lines, turns } = this.version;
    const bare = (index: number) => turns[lines[index]![2]]![3] === "participant" && !this.isNoted(index);
    let index = line;
    while (index < lines.length && bare(index)) index += 1;
    while (index < lines.length && !bare(index)) index += 1;
    return index < lines.length ? index : null;
  }
}

/** New items stand after those the server knows. */
function order(item: Item): number {
  return item.id ?? Number.MAX_SAFE_INTEGER;
}

/** "209", "209 and 210", "209 to 212": lines as they are said. Indices begin at nought, numbers at one. */
export function saidLines(from: number, to: number): string {
  if (from === to) return `${from + 1}`;
  return to === from + 1 ? `${from + 1} and ${to + 1}` : `${from + 1} to ${to + 1}`;
}
/** "209" or "209–212": lines as they are written beside a statement. */
export function writtenLines(from: number, to: number): string {
  return from === to ? `${from + 1}` : `${from + 1}–${to + 1}`;
}
