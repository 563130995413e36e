/* What a person can do at the table, each one gesture that is kept, and the sentence that says it was done. */
import { CARD_H, CARD_W, freeSpot, scattered, seeded, shuffled, widthOf, type Point, type Rect } from "./geometry";
import type { ApiError } from "../common/api";
import type { Desk, Side } from "./desk";
import type { Begun, Question } from "./disagreeing";
import type { Gestures } from "./gestures";
import { cardOf, cardsIn, nameOf, placesIn, placesLoose, themeOf, themesIn, type ThemeValues } from "./model";
import type { Gesture } from "./sync";
import type { BoardAnswer, Place } from "./types";

/** Where cards can be moved by name. */
export type Destination = { theme: number } | { under: number } | "loose" | "new";

const CARD = { w: CARD_W, h: CARD_H + 24 };
const SMALL_PILE = { w: widthOf(2), h: 190 };
/** What is longer is refused by the server: a pile’s name, and why a card was set aside. */
export const LONGEST_NAME = 300;
export const LONGEST_REASON = 2_000;

export class Acts {
  private passing = 0;

  constructor(
    private readonly desk: Desk,
    private readonly gestures: Gestures,
  ) {}

  private get board() {
    return this.desk.sync.board;
  }

  private take(gesture: Gesture, said: string): Promise<BoardAnswer | null> {
    this.desk.set({ trouble: "", offer: null });
    this.desk.say(said);
    return this.desk.sync.take(gesture);
  }

  /** Lays cards as told; nothing is sent where nothing moves. */
  place(places: readonly Place[], said: string): void {
    if (places.length > 0) void this.take(this.gestures.place(this.board.layout, places), said);
  }

  layIn(statements: readonly number[], theme: number, index?: number): void {
    const pile = themeOf(this.board, theme);
    if (pile === undefined) return;
    this.place(placesIn(this.board, statements, theme, index), `${howMany(statements)}Moved to ${nameOf(pile)}.`);
  }

  layLoose(spots: readonly { statement: number; x: number; y: number }[]): void {
    this.place(placesLoose(this.board, spots), `${howMany(spots)}Laid on the table, not in a pile.`);
  }

  /** Cards to a pile, a new sub-theme, a new pile, or out of any pile. */
  move(statements: readonly number[], to: Destination, side: Side): void {
    if (to === "new") this.gather(statements, side);
    else if (to === "loose") this.loosen(statements);
    else if ("under" in to) this.addSubTheme(to.under, statements, side);
    else this.layIn(statements, to.theme);
  }

  private loosen(statements: readonly number[]): void {
    const taken = this.taken();
    const bound = statements.filter((one) => (cardOf(this.board, one)?.theme ?? null) !== null);
    const spots = bound.map((statement) => {
      const spot = freeSpot(taken, CARD, this.corner());
      taken.push({ ...spot, ...CARD });
      return { statement, ...spot };
    });
    this.layLoose(spots);
    const first = spots[0];
    if (first !== undefined) this.desk.table?.show({ ...first, ...CARD });
  }

  /** A new pile of these cards (or none), near where the first of them lies; named at once, or left unnamed. */
  gather(statements: readonly number[], side: Side): void {
    const size = { ...SMALL_PILE, h: 60 + Math.ceil(Math.max(1, statements.length) / 2) * CARD.h };
    const first = statements.map((one) => cardOf(this.board, one)).find((card) => card?.theme === null);
    const near = first === undefined ? this.corner() : { x: first.x, y: Math.max(0, first.y - CARD_H / 3) };
    const spot = freeSpot(this.taken(new Set(statements)), size, near);
    this.make(null, statements, spot, side);
    this.desk.say(statements.length > 0 ? `${howMany(statements)}Gathered into a new pile.` : "New pile.");
    this.desk.table?.show({ ...spot, ...size });
  }

  addSubTheme(parent: number, statements: readonly number[], side: Side): void {
    const pile = themeOf(this.board, parent);
    if (pile === undefined || pile.parent !== null) return;
    if (pile.squared_up) this.change(parent, { squared_up: false }, "Spread out.");
    this.make(parent, statements, pile, side);
    this.desk.say(`New sub-theme in ${nameOf(pile)}.`);
  }

  private make(parent: number | null, statements: readonly number[], at: Point, side: Side): void {
    this.passing -= 1;
    const id = this.passing;
    void this.take(this.gestures.gather(this.board.layout, { id, parent, name: "", x: at.x, y: at.y, statements }), "");
    this.desk.set({ chosen: new Set(), pile: id, asking: null, naming: { theme: id, where: side } });
  }

  /** `begun` is the name as it stood when the new one was begun. */
  rename(theme: number, name: string, begun: Begun): void {
    const tidy = name.split(/\s+/).filter(Boolean).join(" ").slice(0, LONGEST_NAME);
    if (themeOf(this.board, this.desk.sync.known(theme))?.name === tidy) return;
    this.write(theme, "name", tidy, begun, tidy === "" ? "Left without a name." : `Named ${tidy}.`);
  }

  explain(theme: number, rationale: string, begun: Begun): void {
    this.write(theme, "rationale", rationale, begun, "");
  }

  /** Sends words for a pile; where somebody else changed the same ones meanwhile, both versions are shown. */
  private write(theme: number, field: "name" | "rationale", words: string, begun: Begun, said: string): void {
    const lasting = this.desk.sync.known(theme);
    const question: Question = {
      key: `theme ${lasting} ${field}`,
      what: field === "name" ? "a pile’s name" : "why a pile belongs together",
      mine: words,
      begun: begun.value,
      theirs: (current) => String(current[field] ?? ""),
      send: (settled, seen) => this.write(theme, field, settled, { value: begun.value, changed_at: seen }, said),
    };
    const clash = (problem: ApiError) => this.desk.disagreements.meet(question, problem);
    void this.take(this.gestures.change(theme, { [field]: words }, begun.changed_at, clash), said);
  }

  /** Asks again about words that waited for a choice when the table was left. */
  writeAgain(theme: number, field: "name" | "rationale", words: string, seen: string): void {
    this.write(theme, field, words, { value: words, changed_at: seen }, "Kept.");
  }

  change(theme: number, values: ThemeValues, said: string): void {
    void this.take(this.gestures.change(theme, values), said);
  }

  dissolve(theme: number): void {
    const pile = themeOf(this.board, theme);
    if (pile === undefined) return;
    this.desk.set({ pile: null, panel: null, naming: null });
    this.takeApart(theme, pile.changed_at, `${nameOf(pile)} is taken off the table. Its cards lie loose again.`);
  }

  private takeApart(theme: number, seen: string, said: string): void {
    const question: Question = {
      key: `theme ${theme}`,
      what: "a pile",
      mine: "Taken off the table.",
      begun: null,
      fixed: true,
      theirs: (current) => [current["name"], current["rationale"]].filter((words) => words !== "").join("\n\n"),
      send: (_, now) => this.takeApart(theme, now, said),
    };
    const clash = (problem: ApiError) => this.desk.disagreements.meet(question, problem);
    void this.take(this.gestures.dissolve(theme, seen, clash), said);
  }

  setAside(statements: readonly number[], reason: string): void {
    for (const statement of statements) this.layAside(statement, reason, cardOf(this.board, statement)?.changed_at ?? "");
    this.desk.letGo();
    this.desk.say(`${howMany(statements)}Set aside, with the reason.`);
  }

  private layAside(statement: number, reason: string, seen: string): void {
    const question: Question = {
      key: `card ${statement}`,
      what: "a card",
      mine: reason,
      begun: null,
      theirs: (current) => String(current["set_aside"] || current["text"] || ""),
      send: (words, now) => this.layAside(statement, words, now),
    };
    const clash = (problem: ApiError) => this.desk.disagreements.meet(question, problem);
    void this.take(this.gestures.setAside(this.board.layout, statement, reason, seen, clash), "");
  }

  /** Only the server knows where it lay, so the card shows once it has answered. */
  async takeBack(statement: number): Promise<void> {
    const answer = await this.take(this.gestures.takeBack(this.board.layout, statement), "");
    if (answer === null) return;
    this.desk.say("Taken back to the table.");
    this.desk.standOn("list", `c${statement}`);
  }

  /** Loose cards (or the loose ones among those chosen) in another order, so that the order of the telling lets go. */
  shuffle(seed: number): void {
    const { chosen } = this.desk.doing;
    const loose = cardsIn(this.board, null);
    const some = loose.filter((card) => chosen.has(card.statement));
    const cards = some.length > 1 ? some : loose;
    if (cards.length < 2) return this.desk.say("There are no loose cards to shuffle.");
    const random = seeded(seed);
    const moving = new Set(cards.map((card) => card.statement));
    const taken = this.taken(moving);
    const from = { x: Math.min(...cards.map((card) => card.x)), y: Math.min(...cards.map((card) => card.y)) };
    const across = Math.max(960, Math.ceil(Math.sqrt(cards.length * 1.6)) * 192);
    const spots = scattered(cards.length, taken, from, across, random);
    const slots = cards.map((card) => card.position);
    const places = shuffled(cards, random).map(({ statement }, n) => ({
      statement, theme: null, position: slots[n]!, ...(spots[n] ?? from),
    }));
    this.desk.table?.glide();
    this.place(places, `${howMany(places)}Shuffled.`);
  }

  async reverse(way: "undo" | "redo"): Promise<void> {
    this.desk.table?.glide();
    const answer = await this.take(this.gestures.reverse(this.board.layout, way), "");
    if (answer !== null) this.desk.say(`${way === "undo" ? "Undone." : "Done again."} ${answer.sentence ?? ""}`.trimEnd());
  }

  async showLayout(layout: number): Promise<void> {
    if (layout === this.board.layout) return;
    this.desk.letGo();
    this.desk.set({ turning: true, panel: null, naming: null });
    const answer = await this.take(this.gestures.show(layout), "");
    this.desk.set({ turning: false });
    const shown = answer?.layouts.find((one) => one.id === layout);
    if (shown !== undefined) this.desk.say(`The table as laid out in ${shown.name}.`);
  }

  async makeLayout(name: string, copyOf: number | null): Promise<void> {
    this.desk.set({ turning: true, bar: null });
    const answer = await this.take(this.gestures.makeLayout(this.board.layouts, name, copyOf), "");
    this.desk.set({ turning: false });
    if (answer !== null) this.desk.say(`New layout ${name}.`);
  }

  renameLayout(layout: number, name: string, begun: Begun): void {
    const question: Question = {
      key: `layout ${layout}`,
      what: "a layout’s name",
      mine: name,
      begun: begun.value,
      theirs: (current) => String(current["name"] ?? ""),
      send: (words, seen) => this.renameLayout(layout, words, { value: begun.value, changed_at: seen }),
    };
    const clash = (problem: ApiError) => this.desk.disagreements.meet(question, problem);
    void this.take(this.gestures.changeLayout(layout, { name }, begun.changed_at, clash), `Layout named ${name}.`);
  }

  useLayout(layout: number): void {
    void this.take(this.gestures.changeLayout(layout, { in_use: true }), "This layout is in use now.");
  }

  takeOutLayout(layout: number): void {
    this.desk.set({ bar: null });
    void this.take(this.gestures.takeOutLayout(layout), "The layout is taken out. Undo brings it back.");
  }

  /** Where something of that size covers nothing, near the corner that is in view. */
  freePlace(size: { w: number; h: number }): Point {
    return freeSpot(this.taken(), size, this.corner());
  }

  /** Lays a whole pile inside another as its sub-theme, or lets it stand on its own. */
  nest(theme: number, parent: number | null, at?: Point): void {
    const pile = themeOf(this.board, theme);
    const into = parent === null ? undefined : themeOf(this.board, parent);
    if (pile === undefined || themesIn(this.board, theme).length > 0) return;
    const spot = parent === null ? (at ?? this.freePlace(SMALL_PILE)) : pile;
    const said = into === undefined ? "Stands on its own now." : `Laid inside ${nameOf(into)} as a sub-theme.`;
    this.change(theme, { parent, x: spot.x, y: spot.y, squared_up: false }, said);
  }

  private taken(without: ReadonlySet<number> = new Set()): Rect[] {
    const scene = this.desk.table?.scene();
    if (scene === undefined) return [];
    const loose = scene.loose.filter((spot) => !without.has(spot.statement));
    return [...scene.piles, ...loose].map((spot) => spot.rect);
  }

  private corner(): Point {
    const view = this.desk.table?.inView();
    return { x: Math.max(40, (view?.x ?? 0) + 40), y: Math.max(32, (view?.y ?? 0) + 32) };
  }
}

function howMany(some: readonly unknown[]): string {
  return some.length > 1 ? `${some.length} cards. ` : "";
}
