/*
 * A small bar beside chosen words, for those who do not use keys: Note and Statement need no precision. With a
 * mouse it lies under the words; with a finger it stays at the foot of the screen, clear of the system's own handles.
 */
import { button, h } from "../common/dom";
import type { Kind } from "./types";

export interface BarActs {
  note(kind: Kind): void;
  statement(): void;
  confirm(): void;
  cancel(): void;
}

export class Bar {
  readonly element: HTMLElement;
  private pressing = false;
  /** Whether the end of a press is waited for: a drag tells of its choice at every word. */
  private waiting = false;
  private offered: "choices" | "move" | "add" | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly acts: BarActs,
  ) {
    this.element = h("div", { class: "bar", role: "toolbar", "aria-label": "Chosen words", hidden: true });
    // Pressing the bar must not let go of the chosen words.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("keydown", (event) => this.move(event));
    root.append(this.element);
    root.addEventListener("pointerdown", () => (this.pressing = true));
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (this.pressing = false));
  }

  /** Shows the bar for words at these places of the window, or hides it. `awaited` is what the words are wanted for. */
  show(place: DOMRect | null, awaited: "move" | "add" | null, afterPress: () => void): void {
    if (place === null) {
      this.element.hidden = true;
      return;
    }
    const touch = matchMedia("(pointer: coarse)").matches;
    if (this.pressing && !touch) {
      if (!this.waiting) document.addEventListener("pointerup", () => this.released(afterPress), { once: true });
      this.waiting = true;
      return;
    }
    this.offer(awaited);
    this.element.hidden = false;
    this.element.classList.toggle("foot", touch);
    if (touch) return;
    const base = this.root.getBoundingClientRect();
    const left = Math.min(place.left, innerWidth - this.element.offsetWidth - 16);
    this.element.style.left = `${Math.max(16, left) - base.left}px`;
    this.element.style.top = `${place.bottom - base.top + 8}px`;
  }
  focus(): boolean {
    this.element.querySelector("button")?.focus();
    return !this.element.hidden;
  }

  private released(afterPress: () => void): void {
    this.waiting = false;
    requestAnimationFrame(afterPress);
  }

  /** Made anew only for other choices: the keyboard may already be on one of these. */
  private offer(awaited: "move" | "add" | null): void {
    const offered = awaited ?? "choices";
    if (offered === this.offered) return;
    this.offered = offered;
    this.element.replaceChildren(...(awaited === null ? this.choices() : this.confirmation(awaited)));
  }
  private choices(): HTMLElement[] {
    const key = (name: string, label: string, act: () => void, kind = "") => {
      const made = button("", act, `choice-btn ${kind}`);
      made.append(h("span", {}, label), h("kbd", { "aria-hidden": "true" }, name));
      return made;
    };
    return [
      key("n", "Note", () => this.acts.note("untyped"), "first"),
      key("d", "Descriptive", () => this.acts.note("descriptive")),
      key("l", "Linguistic", () => this.acts.note("linguistic"), "l"),
      key("c", "Conceptual", () => this.acts.note("conceptual"), "c"),
      key("s", "Statement", () => this.acts.statement(), "first"),
    ];
  }
  private confirmation(awaited: "move" | "add"): HTMLElement[] {
    return [
      button(awaited === "move" ? "Move here" : "Add these words", () => this.acts.confirm(), "choice-btn first"),
      button("Leave as it was", () => this.acts.cancel(), "choice-btn"),
    ];
  }
  private move(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const all = [...this.element.querySelectorAll("button")];
    const next = all.indexOf(document.activeElement as HTMLButtonElement) + step;
    all[(next + all.length) % all.length]?.focus();
    event.preventDefault();
  }
}
