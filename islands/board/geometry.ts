/*
 * Where things lie and what is under the hand, as plain numbers: no document, no events.
 * Everything is in table pixels; the camera turns them into pixels of the screen.
 */

export interface Point {
  x: number;
  y: number;
}
export interface Rect extends Point {
  w: number;
  h: number;
}

export const CARD_W = 170;
export const CARD_H = 114;
export const GAP = 8;
/** How far round a pile letting go still lays a card in it; the dashed outline is drawn there. */
export const NEAR = 14;
export const ZOOM_MIN = 0.25;
export const ZOOM_MAX = 2;

/** A pile's rows are at most this wide, so that large piles grow downwards and stay readable. */
const MOST_COLUMNS = 5;

/** How many cards lie side by side in a pile whose own cards and sub-themes hold these numbers. */
export function columnsFor(sections: readonly number[]): number {
  const largest = Math.max(0, ...sections);
  if (sections.length > 1) return Math.min(MOST_COLUMNS, Math.max(2, Math.min(largest, 3), Math.ceil(Math.sqrt(largest))));
  if (largest <= 4) return 2;
  return Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(largest)));
}

export function widthOf(columns: number): number {
  return columns * (CARD_W + GAP) - GAP;
}

export function holds(rect: Rect, point: Point, margin = 0): boolean {
  return (
    point.x >= rect.x - margin && point.x <= rect.x + rect.w + margin &&
    point.y >= rect.y - margin && point.y <= rect.y + rect.h + margin
  );
}

export function meets(a: Rect, b: Rect, margin = 0): boolean {
  return a.x < b.x + b.w + margin && b.x < a.x + a.w + margin && a.y < b.y + b.h + margin && b.y < a.y + a.h + margin;
}

export function between(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) };
}

export function centre(rect: Rect): Point {
  return { x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 };
}

/** The smallest rectangle round all; null for none. */
export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.w));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.h));
  return { x, y, w: right - x, h: bottom - y };
}

export interface CardSpot {
  statement: number;
  rect: Rect;
}
export interface Section {
  theme: number;
  rect: Rect;
  cards: CardSpot[];
}
export interface PileSpot {
  theme: number;
  rect: Rect;
  /** The pile's own cards first, then each sub-theme. */
  sections: Section[];
}
/** All that lies on a table, measured once at the start of a gesture. */
export interface Scene {
  piles: PileSpot[];
  loose: CardSpot[];
}

export type Target =
  | { kind: "pile"; pile: PileSpot; section: Section; index: number }
  | { kind: "card"; statement: number }
  | { kind: "table" };

/** What lies under a point for cards being carried: a pile (and where in it), a loose card, or the bare table. */
export function targetAt(scene: Scene, point: Point, carried: ReadonlySet<number>): Target {
  const pile = nearestPile(scene.piles, point);
  if (pile !== undefined) {
    const section = nearestSection(pile, point);
    return { kind: "pile", pile, section, index: indexAt(section.cards, point, carried) };
  }
  const under = scene.loose.findLast((spot) => !carried.has(spot.statement) && holds(spot.rect, point));
  return under === undefined ? { kind: "table" } : { kind: "card", statement: under.statement };
}

/** The pile under a point, itself before its surroundings. */
export function nearestPile(piles: readonly PileSpot[], point: Point): PileSpot | undefined {
  return piles.findLast((pile) => holds(pile.rect, point)) ?? piles.findLast((pile) => holds(pile.rect, point, NEAR));
}

function nearestSection(pile: PileSpot, point: Point): Section {
  const away = (section: Section) =>
    Math.max(section.rect.y - point.y, point.y - (section.rect.y + section.rect.h), 0);
  return pile.sections.reduce((best, section) => (away(section) < away(best) ? section : best));
}

/** Where among a section's cards one let go here would lie, counted as the section stands, carried cards and all. */
export function indexAt(cards: readonly CardSpot[], point: Point, carried: ReadonlySet<number>): number {
  const next = cards.findIndex(({ statement, rect }) => {
    if (carried.has(statement)) return false;
    const earlierRow = point.y < rect.y - GAP / 2;
    const sameRow = point.y <= rect.y + rect.h + GAP / 2;
    return earlierRow || (sameRow && point.x < rect.x + rect.w / 2);
  });
  return next < 0 ? cards.length : next;
}

/** The place nearest to `from`, looking outwards in rings, where something of this size covers nothing. */
export function freeSpot(taken: readonly Rect[], size: { w: number; h: number }, from: Point): Point {
  const step = { x: (CARD_W + GAP) / 2, y: (CARD_H + GAP) / 2 };
  for (let ring = 0; ring < 80; ring += 1) {
    for (let row = -ring; row <= ring; row += 1) {
      const whole = Math.abs(row) === ring;
      for (let column = -ring; column <= ring; column += whole ? 1 : 2 * ring) {
        const spot = { x: Math.round(from.x + column * step.x), y: Math.round(from.y + row * step.y) };
        const free = spot.x >= 0 && spot.y >= 0 && !taken.some((rect) => meets({ ...spot, ...size }, rect, GAP * 2));
        if (free) return spot;
      }
    }
  }
  return from;
}

/** A small seeded generator (mulberry32), so that one seed always shuffles alike and tests can tell. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order (Fisher and Yates). */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Spots for shuffled cards: loose rows from `from`, each card a little askew, covering none of `taken`. */
export function scattered(count: number, taken: readonly Rect[], from: Point, across: number, random: () => number): Point[] {
  const cell = { w: CARD_W + 22, h: CARD_H + 40 };
  const columns = Math.max(1, Math.floor(across / cell.w));
  const spots: Point[] = [];
  for (let n = 0; spots.length < count && n < count + 4000; n += 1) {
    const x = from.x + (n % columns) * cell.w;
    const y = from.y + Math.floor(n / columns) * cell.h;
    if (taken.some((rect) => meets({ x, y, ...cell }, rect))) continue;
    spots.push({ x: Math.round(x + random() * (cell.w - CARD_W)), y: Math.round(y + random() * (cell.h - CARD_H - 14)) });
  }
  return spots;
}

/**
 * The nearest thing in a direction, as the eye goes: what lies within the cone ahead before what lies off to the side,
 * and straight before askew.
 */
export function nextIn<T extends { rect: Rect }>(all: readonly T[], from: Rect, way: Point): T | undefined {
  const start = centre(from);
  let best: T | undefined;
  let least = Infinity;
  for (const thing of all) {
    const to = centre(thing.rect);
    const along = (to.x - start.x) * way.x + (to.y - start.y) * way.y;
    if (along <= 4) continue;
    const aside = Math.abs((to.x - start.x) * way.y) + Math.abs((to.y - start.y) * way.x);
    const far = along + 2 * aside + (aside > 2 * along ? OUT_OF_SIGHT : 0);
    if (far < least) [best, least] = [thing, far];
  }
  return best;
}

/** Added to what lies outside the cone ahead: taken only where nothing lies within it. */
const OUT_OF_SIGHT = 1e6;
