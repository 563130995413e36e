/* What lies over the table's lower edge: what can be done with what is chosen, the offer of a pile, and the zoom. */
import { Asking } from "./Asking";
import type { Camera } from "./camera";
import type { Desk } from "./desk";
import { nameOf, themeOf, themesIn } from "./model";
import { everyRect } from "./scene";
import type { Theme } from "./types";
import { cardsInWords } from "./words";

export function Over({ desk, zoom, camera }: { desk: Desk; zoom: number; camera: () => Camera | null }) {
  return (
    <div class="over foot">
      <Chosen desk={desk} />
      <div class="zoom" role="group" aria-label="Zoom">
        <button type="button" class="link" onClick={() => camera()?.zoomBy(0.8)}>Smaller</button>
        <span class="num">{Math.round(zoom * 100)} %</span>
        <button type="button" class="link" onClick={() => camera()?.zoomBy(1.25)}>Larger</button>
        <button type="button" class="link" onClick={() => camera()?.fit(everyRect(desk.table?.scene()))}>Show all</button>
      </div>
    </div>
  );
}

function Chosen({ desk }: { desk: Desk }) {
  const { asking, offer, pile: chosenPile } = desk.doing;
  if (asking?.where === "over") return <div class="chosen-bar"><Asking desk={desk} asking={asking} /></div>;
  if (offer !== null) return <Offer desk={desk} statements={offer.statements} />;
  const pile = chosenPile === null ? undefined : themeOf(desk.board, chosenPile);
  if (pile !== undefined) return <PileActs desk={desk} pile={pile} />;
  const chosen = desk.chosenInOrder();
  return chosen.length > 0 ? <CardActs desk={desk} chosen={chosen} /> : <span />;
}

function Act({ label, act }: { label: string; act: () => void }) {
  return <button type="button" class="link" onClick={act}>{label}</button>;
}

function Offer({ desk, statements }: { desk: Desk; statements: number[] }) {
  return (
    <div class="chosen-bar" role="group" aria-label="A new pile">
      <span class="quiet">These lie on each other.</span>
      <Act label="Make a pile of them" act={() => desk.acts.gather(statements, "table")} />
      <Act label="Leave them so" act={() => desk.letGo()} />
    </div>
  );
}

function CardActs({ desk, chosen }: { desk: Desk; chosen: number[] }) {
  const one = chosen.length === 1 ? chosen[0] : undefined;
  return (
    <div class="chosen-bar" role="group" aria-label="Chosen cards">
      <span class="quiet">{cardsInWords(chosen.length)} chosen</span>
      {one !== undefined && <Act label="Open passage" act={() => desk.open({ kind: "passage", statement: one })} />}
      {desk.canWrite && (
        <>
          <Act label="Move to…" act={() => desk.ask("move", chosen, "over")} />
          <Act label="Gather into a new pile" act={() => desk.acts.gather(chosen, "table")} />
          <Act label="Set aside" act={() => desk.ask("aside", chosen, "over")} />
        </>
      )}
      <Act label="Let go" act={() => desk.letGo()} />
    </div>
  );
}

function PileActs({ desk, pile }: { desk: Desk; pile: Theme }) {
  const { acts } = desk;
  const square = pile.squared_up ? "Spread out" : "Square up";
  const squared = () => acts.change(pile.id, { squared_up: !pile.squared_up }, pile.squared_up ? "Spread out." : "Squared up.");
  const hasSubs = themesIn(desk.board, pile.id).length > 0;
  return (
    <div class="chosen-bar" role="group" aria-label={nameOf(pile)}>
      <span class="quiet pile-name">{nameOf(pile)}</span>
      {desk.canWrite && <Act label={pile.name === "" ? "Name it" : "Rename"} act={() => desk.name(pile.id, "table")} />}
      <Act label="What joins them" act={() => desk.open({ kind: "theme", theme: pile.id })} />
      {desk.canWrite && (
        <>
          {pile.parent === null && <Act label="New sub-theme" act={() => acts.addSubTheme(pile.id, [], "table")} />}
          {pile.parent === null && <Act label={square} act={squared} />}
          {pile.parent !== null && !hasSubs && <Act label="Let it stand on its own" act={() => acts.nest(pile.id, null)} />}
          <Act label="Take apart" act={() => acts.dissolve(pile.id)} />
        </>
      )}
      <Act label="Let go" act={() => desk.letGo()} />
    </div>
  );
}
