/* Measures the drawn table: one pass over what lies there, at the start of a gesture. */
import type { Camera } from "./camera";
import type { CardSpot, PileSpot, Rect, Scene, Section } from "./geometry";

export function measure(camera: Camera): Scene {
  const { layer } = camera;
  const piles: PileSpot[] = [...layer.querySelectorAll<HTMLElement>("[data-pile]")].map((pile) => {
    const sections: Section[] = [...pile.querySelectorAll<HTMLElement>("[data-section]")].map((section) => ({
      theme: Number(section.dataset["section"]),
      rect: camera.rectOf(section),
      cards: cardsOf(camera, section),
    }));
    return { theme: Number(pile.dataset["pile"]), rect: camera.rectOf(pile), sections };
  });
  const loose = layer.querySelector<HTMLElement>("[data-loose]");
  return { piles, loose: loose === null ? [] : cardsOf(camera, loose) };
}

function cardsOf(camera: Camera, within: HTMLElement): CardSpot[] {
  return [...within.querySelectorAll<HTMLElement>("[data-card]")].map((card) => ({
    statement: Number(card.dataset["card"]),
    rect: camera.rectOf(card),
  }));
}

/** Everything on the table that the focus can stand on. */
export function standing(camera: Camera): { key: string; rect: Rect }[] {
  return [...camera.layer.querySelectorAll<HTMLElement>("[data-at]")].map((element) => ({
    key: (element.dataset["at"] ?? "").replace("table:", ""),
    rect: camera.rectOf(element),
  }));
}

/** Rectangles of all that lies on the table; none before it is drawn. */
export function everyRect(scene: Scene | undefined): Rect[] {
  return scene === undefined ? [] : [...scene.piles, ...scene.loose].map((spot) => spot.rect);
}
