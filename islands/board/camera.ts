/*
 * The eye over the table: where it looks and from how near. Moves one layer by transform, outside any component, so
 * that panning draws nothing again.
 */
import { around, ZOOM_MAX, ZOOM_MIN, type Point, type Rect } from "./geometry";

/** How far beyond the table's corner one may look, in screen pixels. */
const MARGIN = 160;
const AIR = 32;
/** The strip along the table's lower edge, which covers what lies under it. */
const FOOT = 40;

export class Camera {
  x = 0;
  y = 0;
  scale = 1;

  constructor(
    readonly frame: HTMLElement,
    readonly layer: HTMLElement,
    private readonly zoomed: (scale: number) => void,
  ) {}

  /** A point of the screen as a point of the table. */
  toTable(clientX: number, clientY: number): Point {
    const frame = this.frame.getBoundingClientRect();
    return { x: (clientX - frame.left - this.x) / this.scale, y: (clientY - frame.top - this.y) / this.scale };
  }

  rectOf(element: Element): Rect {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { ...this.toTable(left, top), w: width / this.scale, h: height / this.scale };
  }

  inView(): Rect {
    const { clientWidth, clientHeight } = this.frame;
    const height = clientHeight - FOOT;
    return { x: -this.x / this.scale, y: -this.y / this.scale, w: clientWidth / this.scale, h: height / this.scale };
  }

  panBy(dx: number, dy: number): void {
    this.look(this.x + dx, this.y + dy, this.scale);
  }

  /** Nearer or farther, keeping what lies under a point of the screen where it is. */
  zoomAt(clientX: number, clientY: number, scale: number): void {
    const next = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, scale));
    const fixed = this.toTable(clientX, clientY);
    const frame = this.frame.getBoundingClientRect();
    this.look(clientX - frame.left - fixed.x * next, clientY - frame.top - fixed.y * next, next);
  }

  zoomBy(factor: number): void {
    const frame = this.frame.getBoundingClientRect();
    this.zoomAt(frame.left + frame.width / 2, frame.top + frame.height / 2, this.scale * factor);
  }

  home(): void {
    this.look(0, 0, 1);
  }

  /** All of it on screen, as near as that allows, but never larger than life. */
  fit(rects: readonly Rect[]): void {
    const all = around(rects);
    if (all === null) return this.home();
    const { clientWidth, clientHeight } = this.frame;
    const near = Math.min((clientWidth - 2 * AIR) / all.w, (clientHeight - FOOT - 2 * AIR) / all.h, 1);
    const scale = Math.max(ZOOM_MIN, near);
    this.look(AIR - all.x * scale, AIR - all.y * scale, scale);
  }

  /** The least move that brings a rectangle into view, its corner first. */
  show(rect: Rect): void {
    const view = this.inView();
    const air = AIR / this.scale;
    const step = (at: number, size: number, from: number, room: number) => {
      if (at - air < from) return from - (at - air);
      if (at + size + air > from + room) return Math.max(from + room - (at + size + air), from - (at - air));
      return 0;
    };
    const dx = step(rect.x, rect.w, view.x, view.w);
    const dy = step(rect.y, rect.h, view.y, view.h);
    if (dx !== 0 || dy !== 0) this.panBy(dx * this.scale, dy * this.scale);
  }

  private look(x: number, y: number, scale: number): void {
    const rescaled = scale !== this.scale;
    this.scale = scale;
    this.x = Math.min(MARGIN, Math.round(x));
    this.y = Math.min(MARGIN, Math.round(y));
    this.layer.style.transform = `translate(${this.x}px, ${this.y}px) scale(${scale})`;
    if (rescaled) this.zoomed(scale);
  }
}
