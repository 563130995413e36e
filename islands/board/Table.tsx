/* The table top: one layer that the camera moves, with piles, loose cards, and above them what is carried. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Camera } from "./camera";
import { Card } from "./Card";
import { run } from "./commands";
import type { Desk } from "./desk";
import { Drag } from "./drag";
import { centre, nextIn, type Point } from "./geometry";
import { commandFor, type Command } from "./keys";
import { Lift } from "./lift";
import { cardOf, cardsIn, themeOf, themesIn } from "./model";
import { Over } from "./Over";
import { Pile } from "./Pile";
import { everyRect, measure, standing } from "./scene";
import type { Board } from "./types";

const WAYS: Partial<Record<Command, Point>> = { up: { x: 0, y: -1 }, down: { x: 0, y: 1 }, left: { x: -1, y: 0 }, right: { x: 1, y: 0 } };
/** One arrow press carries this far, in table pixels; with Shift, five times. */
const STEP = 24;
const GLIDE_MS = 320;

export function Table({ desk }: { desk: Desk }) {
  const frame = useRef<HTMLElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const hands = useRef<{ camera: Camera; carry: Carry } | null>(null);
  const [zoom, setZoom] = useState(1);
  useEffect(() => {
    const camera = new Camera(frame.current!, layer.current!, setZoom);
    hands.current = { camera, carry: new Carry(desk, camera) };
    desk.table = {
      scene: () => measure(camera),
      inView: () => camera.inView(),
      show: (rect) => camera.show(rect),
      glide: () => glide(layer.current!),
    };
    const first = standing(camera)[0];
    if (first !== undefined) camera.show(first.rect);
    return new Drag(desk, camera).listen();
  }, [desk]);

  const { board } = desk;
  const stop = tabStop(desk, board);
  const onKey = (event: KeyboardEvent) => hands.current !== null && keyOnTable(desk, hands.current, event);
  const onFocus = (event: FocusEvent) => {
    const item = (event.target as Element).closest<HTMLElement>("[data-at]");
    if (item === null || hands.current === null) return;
    const key = item.dataset["at"]!.replace("table:", "");
    if (key !== desk.doing.at.table) desk.standOn("table", key, false);
    if (item.matches(":focus-visible")) hands.current.camera.show(hands.current.camera.rectOf(item));
  };
  return (
    <section class="table-top" aria-label="Table top" ref={frame} onKeyDown={onKey} onFocusIn={onFocus}>
      <div class="layer" ref={layer}>
        {themesIn(board, null).map((pile) => (
          <Pile key={desk.sync.face(pile.id)} desk={desk} board={board} pile={pile} stop={stop} />
        ))}
        <ul class="loose" data-loose aria-label="Not in a pile">
          {cardsIn(board, null).map((card) => (
            <Card
              key={card.statement}
              desk={desk}
              card={card}
              loose
              chosen={desk.doing.chosen.has(card.statement)}
              stop={stop === `c${card.statement}`}
            />
          ))}
        </ul>
        <Above />
      </div>
      {board.cards.length === 0 && board.themes.length === 0 && <Empty desk={desk} />}
      <Over desk={desk} zoom={zoom} camera={() => hands.current?.camera ?? null} />
    </section>
  );
}

/** Where ghosts and hints are put by Lift and Drag; drawn once and then left alone. */
function Above() {
  return <div class="above" aria-hidden="true" />;
}

function Empty({ desk }: { desk: Desk }) {
  const { words, case: one } = desk.board;
  return (
    <div class="empty over">
      <p>
        Here {one.pseudonym}’s {words["statements"]} become cards, to be moved about until some lie together. There are none
        yet: they are written in the transcript’s margin.
      </p>
      <p><a href={desk.config.reader}>Open the transcript</a></p>
      <p><a class="small" href="/help/tutorial/first-study#10-lay-them-on-the-table">How the table is used</a></p>
    </div>
  );
}

function tabStop(desk: Desk, board: Board): string {
  const { table } = desk.doing.at;
  if ((table.startsWith("c") || table.startsWith("t")) && desk.isThere(table) && !isBeneath(board, table)) return table;
  const pile = themesIn(board, null)[0];
  if (pile !== undefined) return `t${pile.id}`;
  const loose = cardsIn(board, null)[0];
  return loose === undefined ? "" : `c${loose.statement}`;
}

/** Whether an item is hidden in a squared-up pile. */
function isBeneath(board: Board, key: string): boolean {
  const id = Number(key.slice(1));
  const theme = key.startsWith("t") ? themeOf(board, id) : themeOf(board, cardOf(board, id)?.theme ?? 0);
  if (theme === undefined) return false;
  const pile = theme.parent === null ? theme : themeOf(board, theme.parent);
  if (pile === undefined || !pile.squared_up) return false;
  return key.startsWith("t") ? theme !== pile : cardsIn(board, pile.id)[0]?.statement !== id;
}

/** Something picked up by Enter and carried by the arrows. */
class Carry {
  private lift: Lift | null = null;
  private at: Point = { x: 0, y: 0 };

  constructor(
    private readonly desk: Desk,
    private readonly camera: Camera,
  ) {}

  get held(): boolean {
    return this.lift !== null;
  }

  pickUp(key: string): void {
    const item = standing(this.camera).find((one) => one.key === key);
    if (item === undefined || !this.desk.canWrite) return;
    const id = Number(key.slice(1));
    this.at = centre(item.rect);
    const carried = key.startsWith("t") ? { kind: "pile" as const, theme: id } : { kind: "cards" as const, statements: this.desk.meant(id) };
    this.lift = new Lift(this.desk, this.camera, carried, this.at);
    this.desk.say("Picked up. The arrows carry, Enter puts down, Escape puts back.");
  }

  by(way: Point, far: boolean): void {
    const step = far ? STEP * 5 : STEP;
    this.at = { x: Math.max(0, this.at.x + way.x * step), y: Math.max(0, this.at.y + way.y * step) };
    this.lift?.moveTo(this.at, null);
    this.camera.show({ x: this.at.x - 90, y: this.at.y - 70, w: 180, h: 140 });
  }

  end(keep: boolean): void {
    const { lift } = this;
    this.lift = null;
    if (keep) lift?.drop();
    else {
      lift?.cancel();
      this.desk.say("Put back.");
    }
  }
}

function keyOnTable(desk: Desk, hands: { camera: Camera; carry: Carry }, event: KeyboardEvent): void {
  const { camera, carry } = hands;
  const command = commandFor(event);
  if (command === null || (event.target as Element).closest("button, a") !== null) return;
  const key = desk.doing.at.table || tabStop(desk, desk.board);
  if (actOnTable(desk, camera, carry, key, command, event.shiftKey)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function actOnTable(desk: Desk, camera: Camera, carry: Carry, key: string, command: Command, far: boolean): boolean {
  const way = WAYS[command];
  if (carry.held) {
    if (way !== undefined) carry.by(way, far);
    else if (command === "enter" || command === "leave") {
      carry.end(command === "enter");
      if (desk.doing.asking === null) desk.standOn("table", key);
    }
    return true;
  }
  if (way !== undefined && far) camera.panBy(-way.x * 80, -way.y * 80);
  else if (way !== undefined) step(desk, camera, key, way);
  else if (command === "enter") carry.pickUp(key);
  else if (command === "nearer" || command === "farther") camera.zoomBy(command === "nearer" ? 1.25 : 0.8);
  else if (command === "whole") camera.fit(everyRect(desk.table?.scene()));
  else return run(desk, "table", key, command);
  return true;
}

function step(desk: Desk, camera: Camera, key: string, way: Point): void {
  const all = standing(camera);
  const here = all.find((one) => one.key === key) ?? all[0];
  const next = here === undefined ? undefined : nextIn(all, here.rect, way);
  if (next !== undefined) desk.standOn("table", next.key);
}

/** Lets cards glide to their new places for a moment; dragging itself never glides. */
function glide(layer: HTMLElement): void {
  layer.classList.add("glide");
  setTimeout(() => layer.classList.remove("glide"), GLIDE_MS);
}
