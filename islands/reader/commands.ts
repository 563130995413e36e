/* The reader's keys and its menu, each naming what the reader does. */
import type { KeyAct } from "./keys";
import type { Reader } from "./reader";
import type { Tool } from "./tools";
import type { Kind } from "./types";

export function keyTable(reader: Reader): KeyAct[] {
  const kind = (key: string, is: Kind, shown: string[] = [], says = ""): KeyAct => ({ on: [key], shown, says, run: () => reader.kind(is) });
  return [
    { on: ["arrowup"], shown: ["↑", "↓"], says: "Line by line; in a margin, card by card", run: () => reader.up(-1, false) },
    { on: ["arrowdown"], shown: [], says: "", run: () => reader.up(1, false) },
    { on: ["arrowleft"], shown: ["←", "→"], says: "Into a margin, and back", run: () => reader.side(-1, false) },
    { on: ["arrowright"], shown: [], says: "", run: () => reader.side(1, false) },
    { on: ["enter"], shown: ["Enter"], says: "On a line: choose words. On a card: edit in place, or open “+3”", run: () => reader.enter() },
    { on: ["shift+arrowright"], shown: ["Shift", "→"], says: "Choose a word more, or fewer with ←", run: () => reader.side(1, true) },
    { on: ["shift+arrowleft"], shown: [], says: "", run: () => reader.side(-1, true) },
    { on: ["shift+arrowdown"], shown: ["Shift", "↓"], says: "Choose a line more, or fewer with ↑", run: () => reader.up(1, true) },
    { on: ["shift+arrowup"], shown: [], says: "", run: () => reader.up(-1, true) },
    kind("d", "descriptive", ["d", "l", "c", "n"], "Words chosen: start a note of that kind. On a note: change its kind"),
    kind("l", "linguistic"),
    kind("c", "conceptual"),
    kind("n", "untyped"),
    { on: ["t"], shown: ["t"], says: "Choose this note for a statement", run: () => reader.tick() },
    { on: ["s"], shown: ["s"], says: "Write a statement from the chosen notes, or from the chosen words", run: () => reader.statement() },
    { on: ["m"], shown: ["m"], says: "Move this card to other words", run: () => reader.anchor("move") },
    { on: ["a"], shown: ["a"], says: "Add further words to this card", run: () => reader.anchor("add") },
    { on: ["delete", "backspace"], shown: ["Delete"], says: "Delete this card", run: () => reader.remove() },
    { on: ["escape"], shown: ["Esc"], says: "Leave the words; again, back to the line", run: () => reader.leave() },
    { on: ["w"], shown: ["w"], says: "Read whole, without the margins", run: () => reader.readWhole() },
    { on: ["g", "ctrl+g"], shown: ["g"], says: "Go to a line", run: () => reader.jump() },
    { on: ["/"], shown: ["/"], says: "Find in this transcript", run: () => reader.openFind() },
    { on: ["u"], shown: ["u"], says: "Next stretch without a note", run: () => reader.nextUnnoted() },
    { on: ["ctrl+z"], shown: ["Ctrl", "Z"], says: "Undo", run: () => reader.retrace("undo") },
    { on: ["ctrl+shift+z", "ctrl+y"], shown: ["Ctrl", "Shift", "Z"], says: "Redo", run: () => reader.retrace("redo") },
    // The list itself is opened by the script every page shares.
    { on: [], shown: ["?"], says: "This list", run: () => false },
  ];
}

export function toolList(reader: Reader): Tool[] {
  return [
    { label: "Find in this transcript", key: "/", run: () => reader.openFind() },
    { label: "Go to a line", key: "g", run: () => reader.jump() },
    { label: "Next stretch without a note", key: "u", run: () => reader.nextUnnoted() },
    { label: "Show stretches without a note", key: "", run: () => reader.toggleUnnoted(), isOn: () => reader.showsUnnoted },
    { label: "Notes on the left", key: "", run: () => reader.swapSides(), isOn: () => reader.swapped },
    ...(reader.canWrite
      ? [
          { label: "Write a statement from chosen notes", key: "s", run: () => void reader.statement() },
          { label: "Undo", key: "Ctrl Z", run: () => reader.retrace("undo") },
          { label: "Redo", key: "Ctrl Shift Z", run: () => reader.retrace("redo") },
        ]
      : []),
  ];
}
