/* The same table as a list: a tree in which every command works by key, and every change shows at once. */
import { Component } from "preact";
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
      <ul class="tree" role="tree" aria-labelledby="as-list" aria-multiselectable="true" onKeyDown={(event) => keyInList(desk, event)}>
        {loose.length > 0 && (
          <li role="treeitem" aria-level={1} aria-expanded="true" aria-labelledby="li-loose" data-at="list:loose" tabIndex={stop === "loose" ? 0 : -1}>
            <span class="pt" id="li-loose">Not in a pile</span>
            <Rows desk={desk} cards={loose} level={2} stop={stop} />
          </li>
        )}
        {themesIn(board, null).map((pile) => (
          <Branch key={desk.sync.face(pile.id)} desk={desk} theme={pile} level={1} stop={stop} />
        ))}
        {board.set_aside.length > 0 && (
          <li role="treeitem" aria-level={1} aria-expanded="true" aria-labelledby="li-aside" data-at="list:aside" tabIndex={stop === "aside" ? 0 : -1}>
            <span class="pt" id="li-aside">Set aside</span>
            <ul role="group">
              {board.set_aside.map((aside) => <AsideRow key={aside.statement} desk={desk} aside={aside} stop={stop} />)}
            </ul>
          </li>
        )}
      </ul>
      <p class="onward"><a href={desk.config.case_page}>The case summary and sign-off are on {board.case.pseudonym}’s page</a></p>
    </aside>
  );
}

function firstKey(desk: Desk): string {
  const { board } = desk;
  if (cardsIn(board, null).length > 0) return "loose";
  const pile = themesIn(board, null)[0];
  return pile === undefined ? "aside" : `t${pile.id}`;
}

function Branch({ desk, theme, level, stop }: { desk: Desk; theme: Theme; level: number; stop: string }) {
  const { board, doing } = desk;
  const key = `t${theme.id}`;
  const naming = doing.naming?.where === "list" && doing.naming.theme === theme.id;
  const cards = cardsIn(board, theme.id);
  const subs = themesIn(board, theme.id);
  const look = `${level === 1 ? "pt" : "sub"}${doing.pile === theme.id ? " sel" : ""}`;
  return (
    <li
      role="treeitem"
      aria-level={level}
      aria-expanded={cards.length + subs.length > 0 ? "true" : undefined}
      aria-selected={doing.pile === theme.id}
      aria-labelledby={`li-${key}`}
      data-at={`list:${key}`}
      tabIndex={stop === key ? 0 : -1}
    >
      <span class={look} id={`li-${key}`} onClick={() => pressPile(desk, theme)} onDblClick={() => desk.name(theme.id, "list")}>
        {naming ? <NameInput desk={desk} theme={theme} side="list" /> : nameOf(theme)}
      </span>
      <Rows desk={desk} cards={cards} level={level + 1} stop={stop}>
        {subs.map((sub) => <Branch key={desk.sync.face(sub.id)} desk={desk} theme={sub} level={level + 1} stop={stop} />)}
      </Rows>
    </li>
  );
}

function pressPile(desk: Desk, theme: Theme): void {
  desk.choosePile(theme.id);
  desk.standOn("list", `t${theme.id}`);
}

function Rows({ desk, cards, level, stop, children }: { desk: Desk; cards: Card[]; level: number; stop: string; children?: preact.ComponentChildren }) {
  if (cards.length === 0 && (children === undefined || (Array.isArray(children) && children.length === 0))) return null;
  const { asking, held, chosen } = desk.doing;
  return (
    <ul role="group">
      {cards.map((card) => (
        <Row
          key={card.statement}
          desk={desk}
          card={card}
          level={level}
          chosen={chosen.has(card.statement)}
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
  level: number;
  chosen: boolean;
  held: boolean;
  asking: AskingValue | null;
  stop: boolean;
}

class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const now = this.props;
    return (
      now.card !== next.card || now.level !== next.level || now.chosen !== next.chosen || now.held !== next.held ||
      now.asking !== null || next.asking !== null || now.stop !== next.stop
    );
  }

  override render({ desk, card, level, chosen, held, asking, stop }: RowProps) {
    const key = `c${card.statement}`;
    const press = (event: MouseEvent) => {
      desk.choose(card.statement, event.shiftKey || event.ctrlKey || event.metaKey);
      desk.standOn("list", key);
    };
    return (
      <li role="treeitem" aria-level={level} aria-selected={chosen} aria-labelledby={`li-${key}`} data-at={`list:${key}`} tabIndex={stop ? 0 : -1}>
        <div class={`row-card${chosen || asking !== null ? " sel" : ""}${held ? " held" : ""}`}>
          <span id={`li-${key}`} onClick={press} onDblClick={() => desk.open({ kind: "passage", statement: card.statement })}>
            {card.text}
            <span class="vh">, {whereTold(card)}{held ? ", picked up" : ""}</span>
          </span>
          {asking !== null && <Asking desk={desk} asking={asking} />}
          {chosen && asking === null && desk.doing.chosen.size === 1 && <RowActs desk={desk} card={card} />}
        </div>
      </li>
    );
  }
}

/** What can be done with the one chosen card, for hands on a mouse or a screen; the keys do the same. */
function RowActs({ desk, card }: { desk: Desk; card: Card }) {
  return (
    <div class="row-acts">
      {desk.canWrite && <button type="button" class="link" tabIndex={-1} onClick={() => desk.ask("move", [card.statement], "list")}>Move to…</button>}
      <button type="button" class="link" tabIndex={-1} onClick={() => desk.open({ kind: "passage", statement: card.statement })}>{whereTold(card)}</button>
      {desk.canWrite && <button type="button" class="link" tabIndex={-1} onClick={() => desk.ask("aside", [card.statement], "list")}>Set aside</button>}
    </div>
  );
}

function AsideRow({ desk, aside, stop }: { desk: Desk; aside: Aside; stop: string }) {
  const key = `a${aside.statement}`;
  return (
    <li role="treeitem" aria-level={2} aria-labelledby={`li-${key}`} data-at={`list:${key}`} tabIndex={stop === key ? 0 : -1}>
      <div class="row-card quiet" onClick={() => desk.standOn("list", key)}>
        <span id={`li-${key}`}>{aside.text}<span class="vh">. Reason: {aside.reason}</span></span>
      </div>
    </li>
  );
}

function keyInList(desk: Desk, event: KeyboardEvent): void {
  const command = commandFor(event);
  const item = (event.target as Element).closest<HTMLElement>("[data-at]");
  if (command === null || item === null || (event.target as Element).closest("button, form") !== null) return;
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
  if (command === "enter" && key.startsWith("c")) {
    carryInList(desk, 0, Number(key.slice(1)));
    return true;
  }
  if (command === "enter" && key.startsWith("t")) return run(desk, "list", key, "open");
  return run(desk, "list", key, command);
}

/** The item an arrow leads to, null where there is none, undefined for keys that do not move. */
function neighbour(item: HTMLElement, command: Command): string | null | undefined {
  const all = [...item.closest("[role=tree]")!.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const here = all.indexOf(item);
  const keyOf = (element: HTMLElement | null | undefined) => element?.dataset["at"]?.replace("list:", "") ?? null;
  if (command === "up") return keyOf(all[here - 1]);
  if (command === "down") return keyOf(all[here + 1]);
  if (command === "first") return keyOf(all[0]);
  if (command === "last") return keyOf(all.at(-1));
  if (command === "left") return keyOf(item.parentElement?.closest<HTMLElement>("[role=treeitem]"));
  if (command === "right") return keyOf(item.querySelector<HTMLElement>("[role=treeitem]"));
  return undefined;
}
