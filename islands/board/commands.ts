/* Commands that mean the same on the table and in the list, for the item that has the focus. */
import type { Desk, Side } from "./desk";
import type { Command } from "./keys";

/** Does what the key asks of an item (`c4`, `t5`, `a9`, `loose`); false where it means nothing here. */
export function run(desk: Desk, side: Side, key: string, command: Command): boolean {
  if (command === "undo" || command === "redo") {
    if (desk.canWrite) void desk.acts.reverse(command);
    return true;
  }
  if (command === "all") {
    desk.chooseAll(desk.board.cards.map((card) => card.statement));
    return true;
  }
  if (command === "leave") return leave(desk);
  if (command === "new" && desk.canWrite) {
    desk.acts.gather([], side);
    return true;
  }
  if (command === "gather") return gather(desk, side, key);
  const id = Number(key.slice(1));
  if (key.startsWith("c")) return onCard(desk, side, id, command);
  if (key.startsWith("t")) return onPile(desk, side, id, command);
  if (key !== "aside" && key.startsWith("a")) return onAside(desk, id, command);
  return false;
}

function gather(desk: Desk, side: Side, key: string): boolean {
  const chosen = desk.chosenInOrder();
  const cards = chosen.length > 0 ? chosen : key.startsWith("c") ? [Number(key.slice(1))] : [];
  if (!desk.canWrite || cards.length === 0) return false;
  desk.acts.gather(cards, side);
  return true;
}

function leave(desk: Desk): boolean {
  const { asking, panel, chosen, pile, bar } = desk.doing;
  if (asking !== null) desk.stopAsking();
  else if (panel !== null) desk.closePanel();
  else if (chosen.size > 0 || pile !== null) desk.letGo();
  else if (bar !== null) desk.set({ bar: null });
  else return false;
  return true;
}

function onCard(desk: Desk, side: Side, statement: number, command: Command): boolean {
  const where = side === "list" ? "list" : "over";
  if (command === "open") desk.open({ kind: "passage", statement });
  else if (command === "choose") {
    desk.choose(statement, true);
    desk.say(desk.doing.chosen.has(statement) ? "Chosen." : "Let go.");
  } else if (command === "move") desk.ask("move", desk.meant(statement), where);
  else if (command === "aside") desk.ask("aside", desk.meant(statement), where);
  else return false;
  return true;
}

function onPile(desk: Desk, side: Side, theme: number, command: Command): boolean {
  if (command === "rename") desk.name(theme, side);
  else if (command === "open" || command === "move") desk.open({ kind: "theme", theme });
  else if (command === "choose") desk.choosePile(theme);
  else if (command === "dissolve" && desk.canWrite) {
    desk.standOn(side, "loose");
    desk.acts.dissolve(theme);
  } else return false;
  return true;
}

function onAside(desk: Desk, statement: number, command: Command): boolean {
  if (command === "open") desk.open({ kind: "passage", statement });
  else if (command === "aside" && desk.canWrite) {
    void desk.acts.takeBack(statement);
  } else return false;
  return true;
}
