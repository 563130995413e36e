/*
 * Every key of the reader in one table: what it does, and what the list of keys says of it. Letters never act while
 * words are being typed, nor with Ctrl, Alt or Meta unless the table says so.
 */
import { isTyping } from "../common/typing";

export interface KeyAct {
  /** As `combination()` names them: "d", "shift+arrowright", "ctrl+z". */
  on: string[];
  /** Keys as the list shows them; empty where another row's words cover this one. */
  shown: string[];
  says: string;
  /** False lets the browser have the key. */
  run(): boolean | void;
}

/** One name for a pressed combination. Command counts as Ctrl. Shift is named only where it changes no letter. */
export function combination(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const named = key.length > 1 || event.ctrlKey || event.metaKey;
  const shift = event.shiftKey && named ? "shift+" : "";
  const ctrl = event.ctrlKey || event.metaKey ? "ctrl+" : "";
  return `${ctrl}${event.altKey ? "alt+" : ""}${shift}${key}`;
}

/** Listens on the page. Keys pressed in menus, dialogues and fields are theirs. */
export function listen(table: readonly KeyAct[], isFree: () => boolean): void {
  const acts = new Map(table.flatMap((act) => act.on.map((name) => [name, act] as const)));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target) || !isFree()) return;
    const act = acts.get(combination(event));
    if (act === undefined) return;
    if (act.run() !== false) event.preventDefault();
  });
}
