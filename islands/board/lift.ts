/*
 * Something held above the table, by a pointer or by the arrow keys: what it would be laid on, and laying it down.
 * What is carried is shown as a copy that moves by transform; the board itself stays still until it is let go.
 */
import type { Camera } from "./camera";
import type { Desk } from "./desk";
import { holds, nearestPile, targetAt, type PileSpot, type Point, type Rect, type Scene, type Target } from "./geometry";
import { nameOf, themeOf, themesIn } from "./model";
import { measure } from "./scene";

export type Carried = { kind: "cards"; statements: number[] } | { kind: "pile"; theme: number };

type Under = Target | { kind: "tray" } | { kind: "nest"; pile: PileSpot };

interface Ghost {
  key: number;
  from: Rect;
  element: HTMLElement;
  original: HTMLElement;
}

export class Lift {
  private readonly scene: Scene;
  private readonly ghosts: Ghost[];
  private readonly hint = document.createElement("p");
  private readonly mark = document.createElement("div");
  private readonly tray: DOMRect | undefined;
  private readonly carriedCards: ReadonlySet<number>;
  private under: Under = { kind: "table" };
  private lit: Element | null = null;
  private moved: Point = { x: 0, y: 0 };

  constructor(
    private readonly desk: Desk,
    private readonly camera: Camera,
    private readonly carried: Carried,
    private readonly grabbed: Point,
  ) {
    this.scene = measure(camera);
    this.carriedCards = new Set(carried.kind === "cards" ? carried.statements : []);
    this.tray = document.querySelector(".board .tray")?.getBoundingClientRect();
    this.ghosts = this.makeGhosts();
    this.hint.className = "hint";
    this.mark.className = "slot";
    this.hint.hidden = this.mark.hidden = true;
    this.above.append(this.mark, ...this.ghosts.map((ghost) => ghost.element), this.hint);
    this.moveTo(grabbed, null);
  }

  private get above(): HTMLElement {
    return this.camera.layer.querySelector<HTMLElement>(".above")!;
  }

  /** Moves what is carried so that the point it was grabbed by is here; `client` is the pointer, if there is one. */
  moveTo(point: Point, client: Point | null): void {
    this.moved = { x: point.x - this.grabbed.x, y: point.y - this.grabbed.y };
    for (const { from, element } of this.ghosts) {
      element.style.transform = `translate(${from.x + this.moved.x}px, ${from.y + this.moved.y}px) rotate(var(--tilt))`;
    }
    const before = describe(this.desk, this.under);
    this.under = this.lookUnder(point, client);
    this.light();
    const now = describe(this.desk, this.under);
    if (client === null && now !== before) this.desk.say(now);
  }

  /** Lays down what is carried, where it is now. */
  drop(): void {
    const { under, carried } = this;
    this.cancel();
    if (carried.kind === "pile") this.dropPile(carried.theme);
    else if (under.kind === "pile") this.dropIn(carried.statements, under);
    else if (under.kind === "tray") this.desk.ask("aside", carried.statements, "tray");
    else this.dropLoose(carried.statements);
  }

  /** Puts everything back as it was. */
  cancel(): void {
    for (const { element, original } of this.ghosts) {
      element.remove();
      original.classList.remove("lifted");
    }
    this.hint.remove();
    this.mark.remove();
    this.lit?.classList.remove("lay-here");
  }

  /** Into the row where it was let go; under a squared-up pile, whose rows are not seen, beneath all the others. */
  private dropIn(statements: number[], { pile, section, index }: Under & { kind: "pile" }): void {
    const squared = themeOf(this.desk.board, pile.theme)?.squared_up === true;
    this.desk.acts.layIn(statements, section.theme, squared ? undefined : index);
  }

  private dropPile(theme: number): void {
    const ghost = this.ghosts[0];
    if (ghost === undefined) return;
    const at = { x: Math.max(0, Math.round(ghost.from.x + this.moved.x)), y: Math.max(0, Math.round(ghost.from.y + this.moved.y)) };
    const pile = themeOf(this.desk.board, theme);
    if (this.under.kind === "nest") this.desk.acts.nest(theme, this.under.pile.theme);
    else if (pile !== undefined && pile.parent !== null) this.isHome(pile.parent) || this.desk.acts.nest(theme, null, at);
    else this.desk.acts.change(theme, at, "The pile is moved.");
  }

  /** A sub-theme let go over its own theme stays where it was. */
  private isHome(parent: number): boolean {
    const home = this.scene.piles.find((pile) => pile.theme === parent);
    const point = { x: this.grabbed.x + this.moved.x, y: this.grabbed.y + this.moved.y };
    return home !== undefined && holds(home.rect, point);
  }

  private dropLoose(statements: number[]): void {
    const spots = this.ghosts.map(({ key, from }) => ({ statement: key, x: from.x + this.moved.x, y: from.y + this.moved.y }));
    const { under } = this;
    this.desk.acts.layLoose(spots);
    if (under.kind === "card") this.desk.set({ offer: { statements: [under.statement, ...statements] } });
  }

  private lookUnder(point: Point, client: Point | null): Under {
    if (this.carried.kind === "pile") return this.pileUnder(point, this.carried.theme);
    const tray = this.tray;
    if (client !== null && tray !== undefined && client.y > tray.top && client.x > tray.left && client.x < tray.right) {
      return { kind: "tray" };
    }
    return targetAt(this.scene, point, this.carriedCards);
  }

  private pileUnder(point: Point, theme: number): Under {
    const { board } = this.desk;
    const home = themeOf(board, theme)?.parent ?? null;
    const others = this.scene.piles.filter((pile) => pile.theme !== theme && pile.theme !== home);
    const pile = themesIn(board, theme).length > 0 ? undefined : nearestPile(others, point);
    return pile !== undefined && holds(pile.rect, point) ? { kind: "nest", pile } : { kind: "table" };
  }

  private light(): void {
    const { under } = this;
    const lit = this.elementOf(under);
    if (lit !== this.lit) {
      this.lit?.classList.remove("lay-here");
      lit?.classList.add("lay-here");
      this.lit = lit;
    }
    const pile = under.kind === "pile" || under.kind === "nest" ? under.pile : null;
    this.hint.hidden = pile === null;
    this.mark.hidden = under.kind !== "pile" || pile?.sections.length === 0;
    if (pile === null) return;
    const them = this.carriedCards.size > 1 ? "them" : "it";
    this.hint.textContent = under.kind === "nest" ? "Let go to lay it inside" : `Let go to lay ${them} here`;
    const { x, y } = this.besidePile(pile.rect);
    this.hint.style.transform = `translate(${x}px, ${y}px)`;
    if (under.kind === "pile") this.placeMark(under);
  }

  /** Right of a pile, or beneath it where the screen ends there. */
  private besidePile({ x, y, w, h }: Rect): Point {
    const view = this.camera.inView();
    const right = x + w + 20;
    return right + 110 < view.x + view.w ? { x: right, y: y + h / 2 } : { x, y: y + h + 18 };
  }

  private placeMark(under: Under & { kind: "pile" }): void {
    const { cards, rect } = under.section;
    const next = cards[under.index];
    const last = cards.at(-1);
    const at = next ? { ...next.rect, x: next.rect.x - 5 } : last ? { ...last.rect, x: last.rect.x + last.rect.w + 3 } : { ...rect, x: rect.x - 5 };
    this.mark.style.transform = `translate(${at.x}px, ${at.y}px)`;
    this.mark.style.height = `${at.h}px`;
  }

  private elementOf(under: Under): Element | null {
    const { layer } = this.camera;
    if (under.kind === "pile" || under.kind === "nest") return layer.querySelector(`[data-pile="${under.pile.theme}"]`);
    if (under.kind === "tray") return document.querySelector(".board .tray");
    if (under.kind === "card") return layer.querySelector(`[data-loose] [data-card="${under.statement}"]`);
    return null;
  }

  private makeGhosts(): Ghost[] {
    const { layer } = this.camera;
    const { carried } = this;
    const keys = carried.kind === "cards" ? carried.statements : [carried.theme];
    return keys.flatMap((key) => {
      const original = layer.querySelector<HTMLElement>(
        carried.kind === "cards" ? `[data-card="${key}"]` : `[data-pile="${key}"], [data-section="${key}"]`,
      );
      if (original === null) return [];
      const from = this.camera.rectOf(original);
      return [{ key, from, original, element: ghostOf(original, from, carried.kind) }];
    });
  }
}

function ghostOf(original: HTMLElement, from: Rect, kind: Carried["kind"]): HTMLElement {
  const copy = original.cloneNode(true) as HTMLElement;
  for (const one of [copy, ...copy.querySelectorAll<HTMLElement>("*")]) {
    for (const name of ["id", "tabindex", "data-at", "data-card", "data-pile", "data-section"]) one.removeAttribute(name);
  }
  original.classList.add("lifted");
  copy.classList.add("held", kind === "cards" ? "card-held" : "pile-held");
  copy.inert = true;
  copy.style.width = `${from.w}px`;
  copy.style.height = `${from.h}px`;
  return copy;
}

/** What lies under, said for those who do not see it. */
function describe(desk: Desk, under: Under): string {
  if (under.kind === "tray") return "Over set aside.";
  if (under.kind === "card") return "Over another card.";
  if (under.kind === "table") return "Over the bare table.";
  const theme = themeOf(desk.board, under.kind === "pile" ? under.section.theme : under.pile.theme);
  return theme === undefined ? "" : `Over ${nameOf(theme)}.`;
}
