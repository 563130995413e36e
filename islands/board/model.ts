/*
 * A board as a value: every gesture is a function from one board to the next. The same functions draw a gesture before
 * the server has answered, and again over each answer, so table and list can never disagree.
 */
import type { Board, Card, Place, Theme } from "./types";

/** The server keeps cards on the table between 0 and this, in table pixels. */
export const TABLE_END = 20_000;

const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;

/** Cards of one pile or sub-theme, or the loose ones (null), in the order they lie. */
export function cardsIn(board: Board, theme: number | null): Card[] {
  return board.cards.filter((card) => card.theme === theme).sort((a, b) => byPosition(a, b) || a.statement - b.statement);
}

/** Piles that lie on the table itself (null), or the sub-themes of one. */
export function themesIn(board: Board, parent: number | null): Theme[] {
  return board.themes.filter((theme) => theme.parent === parent).sort((a, b) => byPosition(a, b) || a.id - b.id);
}

export function themeOf(board: Board, id: number): Theme | undefined {
  return board.themes.find((theme) => theme.id === id);
}

export function cardOf(board: Board, statement: number): Card | undefined {
  return board.cards.find((card) => card.statement === statement);
}

/** What a pile is called, named or not. */
export function nameOf(theme: Theme): string {
  return theme.name || (theme.parent === null ? "Unnamed pile" : "Unnamed sub-theme");
}

/** Statements in the order the list shows them: loose, then pile by pile, each with its sub-themes. */
export function listOrder(board: Board): number[] {
  const piles = themesIn(board, null).flatMap((pile) => [pile.id, ...themesIn(board, pile.id).map((sub) => sub.id)]);
  return [null, ...piles].flatMap((theme) => cardsIn(board, theme).map((card) => card.statement));
}

/** Lays cards as told; cards not on the board are passed over. */
export function lay(board: Board, places: readonly Place[]): Board {
  const wanted = new Map(places.map((place) => [place.statement, place]));
  return { ...board, cards: board.cards.map((card) => ({ ...card, ...wanted.get(card.statement) })) };
}

/**
 * The places that put `statements` into `theme` (null: loose) at `index` (default: last), in the order given.
 * Only cards that must move or be renumbered are told, so the trail names no card that stayed.
 */
export function placesIn(board: Board, statements: readonly number[], theme: number | null, index = Infinity): Place[] {
  const moving = new Set(statements);
  const staying = cardsIn(board, theme);
  const before = staying.slice(0, index).filter((card) => !moving.has(card.statement));
  const after = staying.slice(index).filter((card) => !moving.has(card.statement));
  const moved = statements.map((statement) => cardOf(board, statement)).filter((card) => card !== undefined);
  return [...before, ...moved, ...after]
    .map((card, position) => ({ card, position }))
    .filter(({ card, position }) => card.theme !== theme || card.position !== position)
    .map(({ card, position }) => ({ statement: card.statement, theme, x: card.x, y: card.y, position }));
}

/** The places that let cards lie loose at spots of the table; what lay loose before keeps its place in the order. */
export function placesLoose(board: Board, spots: readonly { statement: number; x: number; y: number }[]): Place[] {
  let last = Math.max(-1, ...cardsIn(board, null).map((card) => card.position));
  return spots.flatMap(({ statement, x, y }) => {
    const card = cardOf(board, statement);
    if (card === undefined) return [];
    const position = card.theme === null ? card.position : (last += 1);
    return [{ statement, theme: null, x: onTable(x), y: onTable(y), position }];
  });
}

export function onTable(pixels: number): number {
  return Math.max(0, Math.min(TABLE_END, Math.round(pixels)));
}

export interface NewTheme {
  id: number;
  parent: number | null;
  name: string;
  x: number;
  y: number;
  statements: readonly number[];
}

/** A new pile, sub-theme or theme, with cards already in it. */
export function gather(board: Board, made: NewTheme): Board {
  const { id, parent, name, x, y, statements } = made;
  const theme: Theme = {
    id, parent, name, x: onTable(x), y: onTable(y), connection: "", rationale: "", squared_up: false,
    position: Math.max(-1, ...board.themes.map((other) => other.position)) + 1, changed_at: "",
  };
  const grown = { ...board, themes: [...board.themes, theme] };
  return lay(grown, placesIn(grown, statements, id));
}

export type ThemeValues = Partial<Omit<Theme, "id" | "changed_at">>;

export function changeTheme(board: Board, id: number, values: ThemeValues): Board {
  return { ...board, themes: board.themes.map((theme) => (theme.id === id ? { ...theme, ...values } : theme)) };
}

/** Takes a pile and its sub-themes off the table; their cards lie loose, fanned out where the pile lay. */
export function dissolve(board: Board, id: number): Board {
  const pile = themeOf(board, id);
  if (pile === undefined) return board;
  const gone = [id, ...themesIn(board, id).map((sub) => sub.id)];
  const freed = gone.flatMap((theme) => cardsIn(board, theme));
  const spots = freed.map(({ statement }, n) => ({ statement, x: pile.x + 24 * (n % 8), y: pile.y + 24 * (n % 8) }));
  const freer = lay(board, placesLoose(board, spots));
  return { ...freer, themes: board.themes.filter((theme) => !gone.includes(theme.id)) };
}

export function setAside(board: Board, statement: number, reason: string): Board {
  const card = cardOf(board, statement);
  if (card === undefined) return board;
  const { text, lines, first_line, interview, changed_at } = card;
  return {
    ...board,
    cards: board.cards.filter((other) => other !== card),
    set_aside: [...board.set_aside, { statement, text, lines, first_line, interview, changed_at, reason }],
  };
}

/** A fresh board that keeps the very objects that did not change, so that only what changed is drawn again. */
export function settle(old: Board, fresh: Board): Board {
  return {
    ...fresh,
    themes: keepSame(old.themes, fresh.themes, (theme) => theme.id),
    cards: keepSame(old.cards, fresh.cards, (card) => card.statement),
    set_aside: keepSame(old.set_aside, fresh.set_aside, (aside) => aside.statement),
  };
}

function keepSame<T extends object>(old: readonly T[], fresh: readonly T[], key: (one: T) => number): T[] {
  const known = new Map(old.map((one) => [key(one), one]));
  return fresh.map((one) => {
    const before = known.get(key(one));
    return before !== undefined && sameValues(before, one) ? before : one;
  });
}

function sameValues<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((name) => a[name] === b[name]);
}
