/*
 * What the person at the table is doing right now: what is chosen, named, asked, opened, or held. None of it is kept;
 * what is kept goes through Acts to the server. Components read from here and are drawn again when it changes.
 */
import { ApiError, type Api } from "../common/api";
import { Acts } from "./acts";
import { Disagreements } from "./disagreeing";
import { Gestures } from "./gestures";
import { cardOf, lay, listOrder, themeOf } from "./model";
import { Sync } from "./sync";
import type { Rect, Scene } from "./geometry";
import type { Board, BoardConfig, Place } from "./types";

export type Side = "table" | "list";

export interface Asking {
  what: "move" | "aside";
  statements: number[];
  where: "list" | "over" | "tray";
  /** Where the focus was, to go back there. */
  back: string;
}

export interface Held {
  statement: number;
  /** Where it would lie if put down now. */
  places: Place[];
}

export type Panel = { kind: "passage"; statement: number } | { kind: "theme"; theme: number };

export interface Doing {
  chosen: ReadonlySet<number>;
  /** The pile or sub-theme that is chosen; cards and a pile are never chosen together. */
  pile: number | null;
  /** The one item of each side that Tab reaches: `c4` a card, `t5` a pile, `a9` set aside, `loose`, `aside`. */
  at: Record<Side, string>;
  naming: { theme: number; where: Side } | null;
  asking: Asking | null;
  panel: Panel | null;
  held: Held | null;
  /** Cards just dropped on each other: a pile is offered, not made. */
  offer: { statements: number[] } | null;
  bar: "new" | "this" | null;
  said: string;
  trouble: string;
  /** Another layout is on its way; nothing can be laid until it is here. */
  turning: boolean;
}

/** What the drawn table can tell: where all lies, and how to bring a place into view. */
export interface DrawnTable {
  scene(): Scene;
  /** The part of the table on screen, in table pixels. */
  inView(): Rect;
  show(rect: Rect): void;
  glide(): void;
}

export class Desk {
  readonly sync: Sync;
  readonly acts: Acts;
  readonly disagreements: Disagreements;
  doing: Doing = {
    chosen: new Set(), pile: null, at: { table: "", list: "loose" }, naming: null, asking: null, panel: null,
    held: null, offer: null, bar: null, said: "", trouble: "", turning: false,
  };
  table: DrawnTable | null = null;
  /** An item (`list:c4`) that gets the focus once it is drawn. */
  wantsFocus = "";
  private panelBack = "";
  private listeners = new Set<() => void>();

  constructor(
    first: Board,
    readonly api: Api,
    readonly config: BoardConfig,
  ) {
    const gestures = new Gestures(api, config.case);
    this.sync = new Sync(first, {
      changed: () => this.tell(),
      named: (passing, lasting) => this.renumber(passing, lasting),
      refused: (sentences) => this.set({ trouble: sentences, naming: null, asking: null, held: null, offer: null, turning: false }),
    }, (layout) => gestures.read(layout).catch((problem: unknown) => {
      // The layout shown may be gone; the one in use is always there.
      if (problem instanceof ApiError) return gestures.read(null);
      throw problem;
    }));
    this.acts = new Acts(this, gestures);
    this.disagreements = new Disagreements(`${first.case.study}.${first.case.id}`, config.draft_key);
    void this.disagreements.bringBack(first, (theme, field, words, seen) => this.acts.writeAgain(theme, field, words, seen));
  }

  /** The board with what is held shown where it would lie. */
  get board(): Board {
    const { held } = this.doing;
    return held === null ? this.sync.board : lay(this.sync.board, held.places);
  }

  get canWrite(): boolean {
    return this.sync.board.case.can_write && !this.doing.turning;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<Doing>): void {
    this.doing = { ...this.doing, ...change };
    this.tell();
  }

  say(said: string): void {
    // The same sentence twice is spoken twice only if the text differs.
    this.set({ said: said === this.doing.said ? `${said}\u00a0` : said });
  }

  choose(statement: number, add: boolean): void {
    const chosen = new Set(add ? this.doing.chosen : []);
    if (add && this.doing.chosen.has(statement)) chosen.delete(statement);
    else chosen.add(statement);
    this.set({ chosen, pile: null, offer: null, at: { ...this.doing.at, table: `c${statement}` } });
  }

  chooseAll(statements: Iterable<number>): void {
    this.set({ chosen: new Set(statements), pile: null, offer: null });
  }

  choosePile(theme: number): void {
    this.set({ chosen: new Set(), pile: theme, offer: null, at: { ...this.doing.at, table: `t${theme}` } });
  }

  letGo(): void {
    this.set({ chosen: new Set(), pile: null, offer: null, asking: null });
  }

  /** The cards a command means: those chosen, where the card at hand is one of them, else that card alone. */
  meant(statement: number): number[] {
    if (!this.doing.chosen.has(statement)) return [statement];
    return listOrder(this.board).filter((one) => this.doing.chosen.has(one));
  }

  /** Chosen cards in the order of the list. */
  chosenInOrder(): number[] {
    return listOrder(this.board).filter((one) => this.doing.chosen.has(one));
  }

  standOn(side: Side, key: string, focus = true): void {
    if (focus) this.wantsFocus = `${side}:${key}`;
    this.set({ at: { ...this.doing.at, [side]: key } });
  }

  ask(what: Asking["what"], statements: number[], where: Asking["where"]): void {
    if (statements.length === 0 || !this.canWrite) return;
    const first = `c${statements[0]}`;
    this.set({
      asking: { what, statements, where, back: focusedItem() || `list:${first}` },
      at: where === "list" ? { ...this.doing.at, list: first } : this.doing.at,
    });
  }

  stopAsking(): void {
    this.wantsFocus = this.doing.asking?.back ?? "";
    this.set({ asking: null });
  }

  open(panel: Panel): void {
    if (this.doing.panel === null) this.panelBack = focusedItem();
    this.set({ panel });
  }

  closePanel(): void {
    this.wantsFocus = this.panelBack;
    this.set({ panel: null });
  }

  name(theme: number, where: Side): void {
    if (this.canWrite) this.set({ naming: { theme, where } });
  }

  isThere(key: string): boolean {
    const id = Number(key.slice(1));
    if (key.startsWith("c")) return cardOf(this.board, id) !== undefined;
    if (key.startsWith("t")) return themeOf(this.board, id) !== undefined;
    if (key.startsWith("a") && key !== "aside") return this.board.set_aside.some((aside) => aside.statement === id);
    return key === "loose" || key === "aside";
  }

  private renumber(passing: number, lasting: number): void {
    const { naming, pile, panel, at } = this.doing;
    const key = (old: string) => (old === `t${passing}` ? `t${lasting}` : old);
    this.doing = {
      ...this.doing,
      naming: naming?.theme === passing ? { ...naming, theme: lasting } : naming,
      pile: pile === passing ? lasting : pile,
      panel: panel?.kind === "theme" && panel.theme === passing ? { ...panel, theme: lasting } : panel,
      at: { table: key(at.table), list: key(at.list) },
    };
    if (this.panelBack.endsWith(`:t${passing}`)) this.panelBack = this.panelBack.replace(`${passing}`, `${lasting}`);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The board item that has the focus, as `list:c4` or `table:t5`; empty where none has. */
export function focusedItem(): string {
  return document.activeElement?.closest<HTMLElement>("[data-at]")?.dataset["at"] ?? "";
}
