/*
 * Pointers on the table: mouse, touch and pen alike. On a card or a pile, a drag carries it; on the bare table it moves
 * the table, or with Shift draws a band round cards. Two fingers move and zoom. No library, no native drag and drop.
 */
import type { Camera } from "./camera";
import type { Desk } from "./desk";
import { between, meets, type Point } from "./geometry";
import { Lift, type Carried } from "./lift";
import { measure } from "./scene";

/** A press becomes a drag after this many screen pixels; a finger trembles more than a mouse. */
const STILL = { mouse: 4, touch: 8 };
const EDGE = 36;
const EDGE_STEP = 9;

interface Press {
  id: number;
  start: Point;
  touch: boolean;
  add: boolean;
  card: number | null;
  theme: number | null;
  onLink: boolean;
  pan: boolean;
}

type Mode =
  | { kind: "idle" }
  | { kind: "press"; press: Press }
  | { kind: "pan"; last: Point }
  | { kind: "band"; from: Point; before: ReadonlySet<number>; box: HTMLElement }
  | { kind: "lift"; lift: Lift; client: Point; frame: number }
  | { kind: "pinch"; apart: number; middle: Point };

export class Drag {
  private mode: Mode = { kind: "idle" };
  private readonly pointers = new Map<number, Point>();
  private suppressClick = false;

  constructor(
    private readonly desk: Desk,
    private readonly camera: Camera,
  ) {}

  /** Listens on the table; the answer stops listening. */
  listen(): () => void {
    const { frame } = this.camera;
    const stop = new AbortController();
    const on = { signal: stop.signal };
    frame.addEventListener("pointerdown", (event) => this.down(event), on);
    frame.addEventListener("pointermove", (event) => this.move(event), on);
    frame.addEventListener("pointerup", (event) => this.up(event), on);
    frame.addEventListener("pointercancel", (event) => this.leave(event), on);
    frame.addEventListener("click", (event) => this.click(event), { ...on, capture: true });
    frame.addEventListener("wheel", (event) => this.wheel(event), { ...on, passive: false });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event), { ...on, capture: true });
    return () => stop.abort();
  }

  private down(event: PointerEvent): void {
    const target = event.target as Element;
    if (target.closest("button, input, select, textarea, form, .over") || event.button > 1) return;
    const at = { x: event.clientX, y: event.clientY };
    this.pointers.set(event.pointerId, at);
    this.suppressClick = false;
    if (this.pointers.size === 2) return this.startPinch();
    if (this.pointers.size > 2) return;
    const card = target.closest<HTMLElement>("[data-card]");
    const theme = target.closest<HTMLElement>("[data-sub], [data-pile]");
    this.mode = {
      kind: "press",
      press: {
        id: event.pointerId,
        start: at,
        touch: event.pointerType === "touch",
        add: event.shiftKey || event.ctrlKey || event.metaKey || event.pointerType === "touch",
        card: card === null ? null : Number(card.dataset["card"]),
        theme: card !== null || theme === null ? null : Number(theme.dataset["sub"] ?? theme.dataset["pile"]),
        onLink: target.closest("a") !== null,
        pan: event.button === 1,
      },
    };
  }

  private move(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, at);
    const { mode } = this;
    if (mode.kind === "press") this.perhapsStart(mode.press, at, event);
    else if (mode.kind === "pan") {
      this.camera.panBy(at.x - mode.last.x, at.y - mode.last.y);
      mode.last = at;
    } else if (mode.kind === "lift") {
      mode.client = at;
      mode.lift.moveTo(this.camera.toTable(at.x, at.y), at);
    } else if (mode.kind === "band") this.drawBand(mode, at);
    else if (mode.kind === "pinch") this.pinch(mode);
  }

  private perhapsStart(press: Press, at: Point, event: PointerEvent): void {
    const still = press.touch ? STILL.touch : STILL.mouse;
    if (Math.hypot(at.x - press.start.x, at.y - press.start.y) < still) return;
    this.camera.frame.setPointerCapture(press.id);
    this.suppressClick = true;
    const grabbed = this.camera.toTable(press.start.x, press.start.y);
    const carried = press.pan ? null : this.carriedBy(press);
    if (carried !== null) {
      this.desk.set({ offer: null });
      this.mode = { kind: "lift", lift: new Lift(this.desk, this.camera, carried, grabbed), client: at, frame: 0 };
      this.followEdge();
      this.move(event);
    } else if (event.shiftKey && press.card === null && press.theme === null) {
      const box = document.createElement("div");
      box.className = "band";
      this.camera.layer.querySelector(".above")?.append(box);
      this.mode = { kind: "band", from: grabbed, before: this.desk.doing.chosen, box };
    } else {
      this.mode = { kind: "pan", last: at };
      this.camera.frame.classList.add("panning");
    }
  }

  private carriedBy(press: Press): Carried | null {
    if (!this.desk.canWrite) return null;
    if (press.card !== null) return { kind: "cards", statements: this.desk.meant(press.card) };
    return press.theme === null ? null : { kind: "pile", theme: press.theme };
  }

  private up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    const { mode } = this;
    this.rest();
    if (mode.kind === "lift") mode.lift.drop();
    else if (mode.kind === "press") this.tap(mode.press);
    else if (mode.kind === "pinch") this.suppressClick = true;
  }

  private tap(press: Press): void {
    if (press.onLink) return;
    if (press.card !== null) this.desk.choose(press.card, press.add);
    else if (press.theme !== null) this.desk.choosePile(press.theme);
    else this.desk.letGo();
  }

  private leave(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.mode.kind === "lift") this.mode.lift.cancel();
    this.rest();
  }

  private escape(event: KeyboardEvent): void {
    if (this.mode.kind !== "lift") return;
    event.stopPropagation();
    this.mode.lift.cancel();
    this.rest();
  }

  private rest(): void {
    if (this.mode.kind === "lift") cancelAnimationFrame(this.mode.frame);
    if (this.mode.kind === "band") this.mode.box.remove();
    this.camera.frame.classList.remove("panning");
    this.mode = { kind: "idle" };
  }

  /** A drag that ends over a link must not follow it. */
  private click(event: MouseEvent): void {
    if (!this.suppressClick) return;
    event.preventDefault();
    event.stopPropagation();
    this.suppressClick = false;
  }

  private drawBand(mode: Mode & { kind: "band" }, at: Point): void {
    const band = between(mode.from, this.camera.toTable(at.x, at.y));
    mode.box.style.transform = `translate(${band.x}px, ${band.y}px)`;
    mode.box.style.width = `${band.w}px`;
    mode.box.style.height = `${band.h}px`;
    const scene = measure(this.camera);
    const all = [...scene.loose, ...scene.piles.flatMap((pile) => pile.sections.flatMap((section) => section.cards))];
    const within = all.filter(({ rect }) => meets(rect, band)).map(({ statement }) => statement);
    this.desk.chooseAll([...mode.before, ...within]);
  }

  /** Near the edge of the table, what is carried draws the table along. */
  private followEdge(): void {
    const { mode } = this;
    if (mode.kind !== "lift") return;
    const { left, top, right, bottom } = this.camera.frame.getBoundingClientRect();
    const { x, y } = mode.client;
    const push = (at: number, low: number, high: number) => (at < low + EDGE && at > low - EDGE ? EDGE_STEP : at > high - EDGE && at < high ? -EDGE_STEP : 0);
    const dx = push(x, left, right);
    const dy = push(y, top, bottom);
    if (dx !== 0 || dy !== 0) {
      this.camera.panBy(dx, dy);
      mode.lift.moveTo(this.camera.toTable(x, y), mode.client);
    }
    mode.frame = requestAnimationFrame(() => this.followEdge());
  }

  private startPinch(): void {
    if (this.mode.kind === "lift") this.mode.lift.cancel();
    this.rest();
    const [a, b] = [...this.pointers.values()] as [Point, Point];
    this.mode = { kind: "pinch", apart: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  }

  private pinch(mode: Mode & { kind: "pinch" }): void {
    const [a, b] = [...this.pointers.values()];
    if (a === undefined || b === undefined) return;
    const apart = Math.hypot(a.x - b.x, a.y - b.y);
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    this.camera.panBy(middle.x - mode.middle.x, middle.y - mode.middle.y);
    this.camera.zoomAt(middle.x, middle.y, this.camera.scale * (apart / Math.max(1, mode.apart)));
    Object.assign(mode, { apart, middle });
  }

  private wheel(event: WheelEvent): void {
    if ((event.target as Element).closest(".over")) return;
    event.preventDefault();
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      this.camera.zoomAt(event.clientX, event.clientY, this.camera.scale * Math.exp(-event.deltaY * step * 0.0022));
    } else if (event.shiftKey && event.deltaX === 0) this.camera.panBy(-event.deltaY * step, 0);
    else this.camera.panBy(-event.deltaX * step, -event.deltaY * step);
  }
}
