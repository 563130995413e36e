/* The keys of the group page. Letters and digits never act while something is being typed. */
import { isTyping } from "../common/typing";
import type { Acts } from "./acts";
import { askWhere, heldIn, STANCES } from "./place";

/** Listen for the page's keys; those that change something only where `writes`. */
export function listenToKeys(acts: Acts, writes: boolean): void {
  document.addEventListener("keydown", (event) => {
    if (isTyping(event.target) || document.querySelector("dialog[open], #keys:popover-open") !== null) return;
    const done = event.ctrlKey || event.metaKey ? writes && history(event, acts) : !event.altKey && plain(event, acts, writes);
    if (done) event.preventDefault();
  });
}

function history(event: KeyboardEvent, acts: Acts): boolean {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  void (key === "y" || event.shiftKey ? acts.redo() : acts.undo());
  return true;
}

function plain(event: KeyboardEvent, acts: Acts, writes: boolean): boolean {
  switch (event.key) {
    case "ArrowDown":
      return walk(event.target, 1);
    case "ArrowUp":
      return walk(event.target, -1);
    case "ArrowRight":
      return intoChain(event.target);
    case "ArrowLeft":
      return backOut(event.target);
    default:
      return writes && change(event, acts);
  }
}

function change(event: KeyboardEvent, acts: Acts): boolean {
  const held = heldIn(event.target) ?? (event.target === document.body ? heldIn(current()) : null);
  if (held === null) return false;
  const stance = STANCES[Number(event.key) - 1];
  if (stance !== undefined && held.contribution !== null) void acts.stance(held.contribution, stance, held.begun);
  else if (event.key === "m") askWhere(held, null, acts);
  else return false;
  return true;
}

/** The contribution that is walked back to the voice. */
function current(): HTMLElement | null {
  return document.querySelector<HTMLElement>(".con[aria-current]");
}

/** Where one step leads among things in a row: from none to `start`, and never past either end. */
export function stepped(here: number, step: number, length: number, start: number): number {
  if (length === 0) return -1;
  return here < 0 ? Math.max(0, start) : Math.max(0, Math.min(length - 1, here + step));
}

function walk(target: EventTarget | null, step: number): boolean {
  const from = target instanceof HTMLElement ? target.closest<HTMLElement>(".con") : null;
  if (from === null && target !== document.body) return false;
  const rows = [...document.querySelectorAll<HTMLElement>(".con")];
  const now = current();
  const next = rows[stepped(from ? rows.indexOf(from) : -1, step, rows.length, now ? rows.indexOf(now) : 0)];
  next?.focus();
  return next !== undefined;
}

function intoChain(target: EventTarget | null): boolean {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>(".con") : null;
  if (row === null) return false;
  row.click();
  document.getElementById("chain")?.focus();
  return true;
}

function backOut(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest("#chain") === null) return false;
  current()?.focus();
  return true;
}
