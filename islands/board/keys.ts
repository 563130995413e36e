/* Keys of the board. Letters are commands only where no words are typed. */
import { isTyping } from "../common/typing";

export type Command =
  | "move" | "gather" | "rename" | "open" | "aside" | "new" | "choose" | "enter" | "dissolve" | "leave"
  | "up" | "down" | "left" | "right" | "first" | "last" | "undo" | "redo" | "nearer" | "farther" | "all" | "whole";

const PLAIN: Record<string, Command> = {
  m: "move", g: "gather", r: "rename", o: "open", x: "aside", n: "new", " ": "choose", Enter: "enter",
  Delete: "dissolve", Escape: "leave", ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
  Home: "first", End: "last", "+": "nearer", "=": "nearer", "-": "farther", "0": "whole", F2: "rename",
};

/** What a key press means; null where it means nothing here. */
export function commandFor(event: KeyboardEvent): Command | null {
  if (isTyping(event.target) || event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    if (key === "y") return "redo";
    return key === "a" ? "all" : null;
  }
  return PLAIN[key] ?? null;
}

/** Every key with what it does, for the list that `?` opens. */
export const KEY_LIST: readonly [string[], string][] = [
  [["↑", "↓", "←", "→"], "Card by card, in the list or on the table"],
  [["Space"], "Choose; again, let go"],
  [["Enter"], "Pick up; the arrows carry; again, put down. On a pile in the list: about it"],
  [["m"], "Move to a pile"],
  [["g"], "Gather the chosen cards into a new pile"],
  [["n"], "New pile"],
  [["r"], "Rename a pile"],
  [["o"], "Open the passage of a card, or what is written about a pile"],
  [["x"], "Set aside, with a reason; take back what is set aside"],
  [["Delete"], "Take a pile off the table; its cards lie loose again"],
  [["+", "−", "0"], "Nearer, farther, all of the table"],
  [["Shift", "drag"], "Draw a line round cards to choose them"],
  [["Ctrl", "A"], "Choose all cards"],
  [["Ctrl", "Z"], "Undo"],
  [["Ctrl", "Shift", "Z"], "Redo"],
  [["Esc"], "Leave, or put back what is held"],
];
