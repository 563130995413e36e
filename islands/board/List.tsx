/*
 * The same table as a list: plain nested lists of buttons, so that a screen reader reads it as it reads any page, and
 * every command also works by key. One button takes Tab; the arrows go on from there.
 */
import { Component, type ComponentChildren } from "preact";
import { Asking } from "./Asking";
import { run } from "./commands";
import { whereTold } from "./Card";
import type { Asking as AskingValue, Desk } from "./desk";
import { carryInList, putBack, putDown } from "./held";
import { commandFor, type Command } from "./keys";
import { cardsIn, nameOf, themesIn } from "./model";
import { NameInput } from "./NameInput";
import type { Aside, Card, Theme } from "./types";

export function List({ desk }: { desk: Desk }) {
  const { board } = desk;
  const loose = cardsIn(board, null);
  const { list } = desk.doing.at;
  const stop = desk.isThere(list) && !(list === "loose" && loose.length === 0) ? list : firstKey(desk);
  return (
    <aside class="list" aria-labelledby="as-list">
      <h2 id="as-list">The same table, as a list</h2>
      <p>Everything the table can do, by keyboard. Changes show in both at once.</p>
      <ul class="outline" onKeyDown={(event) => keyInList(desk, event)}>
        {loose.length > 0 && (
          <Group desk={desk} at="loose" name="Not in a pile" stop={stop}>
            <Rows desk={desk} cards={loose} stop={stop} />
          </Group>
        )}
        {themesIn(board, null).map((pile) => (
          <Branch key={desk.sync.face(pile.id)} desk={desk} theme={pile} stop={stop} />
        ))}
        {board.set_aside.length > 0 && (
          <Group desk={desk} at="aside" name="Set aside" stop={stop}>
            <ul>
              {board.set_aside.map((aside) => <AsideRow key={aside.statement} desk={desk} aside={aside} stop={stop} />)}
            </ul>
          </Group>
        )}
      </ul>
      <p class="onward"><a href={desk.config.case_page}>The case summary and sign-off are on {board.case.pseudonym}’s page</a></p>
    </aside>
  );
}

interface GroupProps {
  desk: Desk;
  at: string;
  name: string;
  stop: string;
  children: ComponentChildren;
}

function Group({ desk, at, name, stop, children }: GroupProps) {
  return (
    <li>
      <button type="button" class="pt" data-at={`list:${at}`} tabIndex={stop === at ? 0 : -1} onClick={() => desk.standOn("list", at)}>
        {name}
      </button>
      {children}
    </li>
  );
}

function firstKey(desk: Desk): string {
  const { board } = desk;
  if (cardsIn(board, null).length > 0) return "loose";
  const pile = themesIn(board, null)[0];
  return pile === undefined ? "aside" : `t${pile.id}`;
}

function Branch({ desk, theme, stop }: { desk: Desk; theme: Theme; stop: string }) {
  const { board, doing } = desk;
  const key = `t${theme.id}`;
  const chosen = doing.pile === theme.id;
  const look = `${theme.parent === null ? "pt" : "sub-pile"}${chosen ? " sel" : ""}`;
  const press = () => {
    desk.choosePile(theme.id);
    desk.standOn("list", key);
  };
  return (
    <li>
      {doing.naming?.where === "list" && doing.naming.theme === theme.id ? (
        <NameInput desk={desk} theme={theme} side="list" />
      ) : (
        <button
          type="button"
          class={look}
          aria-pressed={chosen}
          data-at={`list:${key}`}
          tabIndex={stop === key ? 0 : -1}
          onClick={press}
          onDblClick={() => desk.name(theme.id, "list")}
        >
          {nameOf(theme)}
        </button>
      )}
      <Rows desk={desk} cards={cardsIn(board, theme.id)} stop={stop}>
        {themesIn(board, theme.id).map((sub) => <Branch key={desk.sync.face(sub.id)} desk={desk} theme={sub} stop={stop} />)}
      </Rows>
    </li>
  );
}

function Rows({ desk, cards, stop, children = [] }: { desk: Desk; cards: Card[]; stop: string; children?: ComponentChildren[] }) {
  if (cards.length + children.length === 0) return null;
  const { asking, held, chosen } = desk.doing;
  return (
    <ul>
      {cards.map((card) => (
        <Row
          key={card.statement}
          desk={desk}
          card={card}
          chosen={chosen.has(card.statement)}
          alone={chosen.size === 1 && chosen.has(card.statement)}
          held={held?.statement === card.statement}
          asking={asking?.where === "list" && asking.statements[0] === card.statement ? asking : null}
          stop={stop === `c${card.statement}`}
        />
      ))}
      {children}
    </ul>
  );
}

interface RowProps {
  desk: Desk;
  card: Card;
  chosen: boolean;
  /** Whether it is the only one chosen, and so shows what can be done with it. */
  alone: boolean;
  held: boolean;
  asking: AskingValue | null;
  stop: boolean;
}

class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const now = this.props;
    return (
      now.card !== next.card || now.chosen !== next.chosen || now.alone !== next.alone || now.held !== next.held ||
      now.asking !== null || next.asking !== null || now.stop !== next.stop
    );
  }

  override render({ desk, card, chosen, alone, held, asking, stop }: RowProps) {
    const key = `c${card.statement}`;
    const press = (event: MouseEvent) => {
      // A click without a pointer is Space, or a screen reader's: it adds, since there is no Shift to hold.
      desk.choose(card.statement, event.detail === 0 || event.shiftKey || event.ctrlKey || event.metaKey);
      desk.standOn("list", key);
    };
    return (
      <li class={`row-card${chosen || asking !== null ? " sel" : ""}${held ? " held" : ""}`}>
        <button
          type="button"
          aria-pressed={chosen}
          data-at={`list:${key}`}
          tabIndex={stop ? 0 : -1}
          onClick={press}
          onDblClick={() => desk.open({ kind: "passage", statement: card.statement })}
        >
          {card.text}
          <span class="vh">, {whereTold(card)}{held ? ", picked up" : ""}</span>
        </button>
        {asking !== null && <Asking desk={desk} asking={asking} />}
        {alone && asking === null && <RowActs desk={desk} card={card} />}
      </li>
    );
  }
}

/** What can be done with the one chosen card, for hands on a mouse or a screen; the keys do the same. */
function RowActs({ desk, card }: { desk: Desk; card: Card }) {
  return (
    <div class="row-acts">
      {desk.canWrite && <button type="button" class="link" onClick={() => desk.ask("move", [card.statement], "list")}>Move to…</button>}
      <button type="button" class="link" onClick={() => desk.open({ kind: "passage", statement: card.statement })}>{whereTold(card)}</button>
      {desk.canWrite && <button type="button" class="link" onClick={() => desk.ask("aside", [card.statement], "list")}>Set aside</button>}
    </div>
  );
}

function AsideRow({ desk, aside, stop }: { desk: Desk; aside: Aside; stop: string }) {
  const key = `a${aside.statement}`;
  return (
    <li class="row-card quiet">
      <button type="button" data-at={`list:${key}`} tabIndex={stop === key ? 0 : -1} onClick={() => desk.standOn("list", key)}>
        {aside.text}
        <span class="vh">. Reason: {aside.reason}</span>
      </button>
    </li>
  );
}

function keyInList(desk: Desk, event: KeyboardEvent): void {
  const command = commandFor(event);
  const item = (event.target as Element).closest<HTMLElement>("[data-at]");
  if (command === null || item === null) return;
  const key = item.dataset["at"]!.replace("list:", "");
  const done = desk.doing.held !== null ? keyWhileHeld(desk, command) : keyOnItem(desk, item, key, command);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function keyWhileHeld(desk: Desk, command: Command): boolean {
  if (command === "up" || command === "down") carryInList(desk, command === "up" ? -1 : 1);
  else if (command === "enter") putDown(desk);
  else if (command === "leave") putBack(desk);
  return true;
}

function keyOnItem(desk: Desk, item: HTMLElement, key: string, command: Command): boolean {
  const next = neighbour(item, command);
  if (next !== undefined) {
    if (next !== null) desk.standOn("list", next);
    return true;
  }
  // Space is the button's own press.
  if (command === "choose") return false;
  if (command === "enter" && key.startsWith("c")) {
    carryInList(desk, 0, Number(key.slice(1)));
    return true;
  }
  if (command === "enter" && key.startsWith("t")) return run(desk, "list", key, "open");
  return run(desk, "list", key, command);
}

/** The item an arrow leads to, null where there is none, undefined for keys that do not move. */
function neighbour(item: HTMLElement, command: Command): string | null | undefined {
  const all = [...item.closest(".outline")!.querySelectorAll<HTMLElement>("[data-at]")];
  const here = all.indexOf(item);
  const keyOf = (element: HTMLElement | null | undefined) => element?.dataset["at"]?.replace("list:", "") ?? null;
  if (command === "up") return keyOf(all[here - 1]);
  if (command === "down") return keyOf(all[here + 1]);
  if (command === "first") return keyOf(all[0]);
  if (command === "last") return keyOf(all.at(-1));
  const own = item.closest("li");
  if (command === "left") return keyOf(own?.parentElement?.closest("li")?.querySelector<HTMLElement>("[data-at]"));
  if (command === "right") return keyOf(own?.querySelector<HTMLElement>("ul [data-at]"));
  return undefined;
}
