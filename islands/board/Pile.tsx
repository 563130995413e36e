/* A pile: its name, its own cards in rows, then each sub-theme with its cards. Rows are laid out by the browser. */
import { Card } from "./Card";
import type { Desk } from "./desk";
import { columnsFor, widthOf } from "./geometry";
import { cardsIn, nameOf, themesIn } from "./model";
import { NameInput } from "./NameInput";
import type { Board, Card as CardValue, Theme } from "./types";
import { inWords } from "./words";

interface PileProps {
  desk: Desk;
  board: Board;
  pile: Theme;
  stop: string;
}

export function Pile({ desk, board, pile, stop }: PileProps) {
  const own = cardsIn(board, pile.id);
  const subs = themesIn(board, pile.id).map((theme) => ({ theme, cards: cardsIn(board, theme.id) }));
  const all = [...own, ...subs.flatMap(({ cards }) => cards)];
  const columns = columnsFor([own.length, ...subs.map(({ cards }) => cards.length)]);
  const place = { transform: `translate(${pile.x}px, ${pile.y}px)`, width: `${widthOf(columns)}px` };
  const chosen = desk.doing.pile === pile.id;
  const squared = pile.squared_up && all.length > 1;
  return (
    <section role="group" class={chosen ? "pile chosen" : "pile"} style={place} data-pile={pile.id} aria-labelledby={`pile-${pile.id}`}>
      <Title desk={desk} theme={pile} stop={stop} />
      {squared ? (
        <Squared desk={desk} pile={pile} cards={all} stop={stop} />
      ) : (
        <>
          <Cards desk={desk} theme={pile.id} cards={own} stop={stop} bare={subs.length === 0} />
          {subs.map(({ theme, cards }) => (
            <div class={desk.doing.pile === theme.id ? "sub-pile chosen" : "sub-pile"} key={desk.sync.face(theme.id)} data-section={theme.id}>
              <Title desk={desk} theme={theme} stop={stop} />
              <Cards desk={desk} theme={null} cards={cards} stop={stop} bare />
            </div>
          ))}
        </>
      )}
    </section>
  );
}

function Title({ desk, theme, stop }: { desk: Desk; theme: Theme; stop: string }) {
  const { naming } = desk.doing;
  const Heading = theme.parent === null ? "h2" : "h3";
  if (naming?.where === "table" && naming.theme === theme.id) {
    return (
      <Heading id={`pile-${theme.id}`}>
        <NameInput desk={desk} theme={theme} side="table" />
      </Heading>
    );
  }
  const key = `t${theme.id}`;
  return (
    <Heading
      id={`pile-${theme.id}`}
      class={theme.name === "" ? "unnamed" : undefined}
      data-at={`table:${key}`}
      data-sub={theme.parent === null ? undefined : theme.id}
      tabIndex={stop === key ? 0 : -1}
      onDblClick={() => desk.name(theme.id, "table")}
    >
      {nameOf(theme)}
    </Heading>
  );
}

interface CardsProps {
  desk: Desk;
  /** The pile whose own cards these are; null inside a sub-theme, which is the section itself. */
  theme: number | null;
  cards: CardValue[];
  stop: string;
  /** Whether an empty row says that it is empty. */
  bare: boolean;
}

function Cards({ desk, theme, cards, stop, bare }: CardsProps) {
  if (cards.length === 0) {
    return bare ? <p class="none" data-section={theme ?? undefined}>Nothing lies here yet</p> : <div class="no-row" data-section={theme ?? undefined} />;
  }
  return (
    <ul class="row" data-section={theme ?? undefined}>
      {cards.map((card) => (
        <Card
          key={card.statement}
          desk={desk}
          card={card}
          loose={false}
          chosen={desk.doing.chosen.has(card.statement)}
          stop={stop === `c${card.statement}`}
        />
      ))}
    </ul>
  );
}

function Squared({ desk, pile, cards, stop }: { desk: Desk; pile: Theme; cards: CardValue[]; stop: string }) {
  const beneath = cards.length - 1;
  const lie = beneath === 1 ? "One more lies beneath." : `${inWords(beneath)} more lie beneath.`;
  return (
    <div class="squared">
      <div class="stack">
        <span class="under" aria-hidden="true" />
        {beneath > 1 && <span class="under" aria-hidden="true" />}
        <Cards desk={desk} theme={pile.id} cards={cards.slice(0, 1)} stop={stop} bare={false} />
      </div>
      <p class="beside-stack">
        Squared up. {lie}
        <br />
        {desk.canWrite && (
          <button type="button" class="link" onClick={() => desk.acts.change(pile.id, { squared_up: false }, "Spread out.")}>
            Spread out
          </button>
        )}
      </p>
    </div>
  );
}
