/* A card picked up in the list and carried by the arrows, place by place, through every pile; sent once it is put down. */
import { CARD_H, CARD_W } from "./geometry";
import type { Desk } from "./desk";
import { cardOf, cardsIn, nameOf, placesIn, themeOf, themesIn } from "./model";
import type { Board, Place } from "./types";

/** Piles and sub-themes in the order of the list, loose cards first. */
function stations(board: Board): (number | null)[] {
  return [null, ...themesIn(board, null).flatMap((pile) => [pile.id, ...themesIn(board, pile.id).map((sub) => sub.id)])];
}

/** The places that put a card at `index` among the other cards of `theme`. */
export function placesAt(board: Board, statement: number, theme: number | null, index: number): Place[] {
  const lying = cardsIn(board, theme);
  const next = lying.filter((card) => card.statement !== statement)[index];
  return placesIn(board, [statement], theme, next === undefined ? undefined : lying.indexOf(next));
}

/** Where a card would lie one place up (-1) or down (1) the list: pile and index; null past the ends. */
export function oneFurther(board: Board, statement: number, step: -1 | 1): { theme: number | null; index: number } | null {
  const card = cardOf(board, statement);
  if (card === undefined) return null;
  const here = cardsIn(board, card.theme);
  const index = here.findIndex((other) => other.statement === statement) + step;
  if (index >= 0 && index < here.length) return { theme: card.theme, index };
  const all = stations(board);
  const theme = all[all.indexOf(card.theme) + step];
  if (theme === undefined) return null;
  return { theme, index: step > 0 ? 0 : cardsIn(board, theme).length };
}

/** Picks a card up (step 0) or carries it one place. */
export function carryInList(desk: Desk, step: -1 | 0 | 1, statement = desk.doing.held?.statement): void {
  if (statement === undefined || !desk.canWrite) return;
  if (step === 0) {
    desk.set({ held: { statement, places: [] } });
    return desk.say("Picked up. Up and down carry, Enter puts down, Escape puts back.");
  }
  const to = oneFurther(desk.board, statement, step);
  if (to === null) return;
  desk.set({ held: { statement, places: placesAt(desk.sync.board, statement, to.theme, to.index) } });
  desk.standOn("list", `c${statement}`);
  const count = cardsIn(desk.board, to.theme).length;
  desk.say(`${to.index + 1} of ${count}, ${stationName(desk.board, to.theme)}.`);
}

export function putDown(desk: Desk): void {
  const { held } = desk.doing;
  if (held === null) return;
  const to = cardOf(desk.board, held.statement)?.theme ?? null;
  const from = cardOf(desk.sync.board, held.statement)?.theme ?? null;
  const places = to === null && from !== null ? held.places.map((place) => (place.statement === held.statement ? { ...place, ...desk.acts.freePlace({ w: CARD_W, h: CARD_H }) } : place)) : held.places;
  desk.set({ held: null });
  desk.standOn("list", `c${held.statement}`);
  desk.acts.place(places, to === from ? "Put down." : `Moved to ${stationName(desk.board, to)}.`);
}

export function putBack(desk: Desk): void {
  const { held } = desk.doing;
  desk.set({ held: null });
  if (held !== null) desk.standOn("list", `c${held.statement}`);
  desk.say("Put back.");
}

function stationName(board: Board, theme: number | null): string {
  const found = theme === null ? undefined : themeOf(board, theme);
  return found === undefined ? "not in a pile" : nameOf(found);
}
