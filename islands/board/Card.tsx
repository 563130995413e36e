/* A statement as a card. Drawn again only when something of its own changed: a table may hold six hundred. */
import { Component } from "preact";
import type { Desk } from "./desk";
import type { Aside, Card as CardValue } from "./types";

/** "lines 213–216", with the interview where there is more than the first. */
export function whereTold(told: { lines: string; interview: number }): string {
  const lines = `${/^\d+$/.test(told.lines) ? "line" : "lines"} ${told.lines}`;
  return told.interview > 1 ? `interview ${told.interview}, ${lines}` : lines;
}

/** Address of the passage in the transcript. */
export function addressOf(desk: Desk, told: { interview: number; first_line: number }): string {
  return `${desk.config.reader}?interview=${told.interview}#L${told.first_line}`;
}

/** The link to the lines; a plain click opens the passage beside the table, any other follows the link. */
export function LinesLink({ desk, told, tab }: { desk: Desk; told: CardValue | Aside; tab: boolean }) {
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    desk.open({ kind: "passage", statement: told.statement });
  };
  return (
    <a href={addressOf(desk, told)} draggable={false} tabIndex={tab ? 0 : -1} onClick={open}>
      {whereTold(told)}
    </a>
  );
}

interface CardProps {
  desk: Desk;
  card: CardValue;
  loose: boolean;
  chosen: boolean;
  /** Whether Tab stops here. */
  stop: boolean;
}

export class Card extends Component<CardProps> {
  override shouldComponentUpdate(next: CardProps): boolean {
    const now = this.props;
    return now.card !== next.card || now.loose !== next.loose || now.chosen !== next.chosen || now.stop !== next.stop;
  }

  override render({ desk, card, loose, chosen, stop }: CardProps) {
    const style = loose ? { transform: `translate(${card.x}px, ${card.y}px)` } : undefined;
    return (
      <li
        class={chosen ? "card chosen" : "card"}
        style={style}
        data-card={card.statement}
        data-at={`table:c${card.statement}`}
        tabIndex={stop ? 0 : -1}
        onDblClick={() => desk.open({ kind: "passage", statement: card.statement })}
      >
        <span class="text">{card.text}</span>
        {chosen && <span class="vh">, chosen</span>}
        <LinesLink desk={desk} told={card} tab={false} />
      </li>
    );
  }
}
