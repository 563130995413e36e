import { describe, expect, test } from "vitest";
import { aBoard } from "./fixtures/board";
import { placesAt, oneFurther } from "./held";
import { cardOf, cardsIn, dissolve, gather, lay, listOrder, nameOf, placesIn, placesLoose, setAside, settle, themeOf, themesIn, TABLE_END } from "./model";

const inPile = (board: ReturnType<typeof aBoard>, theme: number | null) => cardsIn(board, theme).map((card) => card.statement);

describe("laying cards", () => {
  test("a card laid between others is told with only those that must make room", () => {
    const board = aBoard();
    const places = placesIn(board, [14], 1, 1);
    expect(places.map((place) => [place.statement, place.position])).toEqual([[14, 1], [11, 2], [12, 3]]);
    expect(inPile(lay(board, places), 1)).toEqual([10, 14, 11, 12]);
  });

  test("a card already in the pile can be moved to its end or its beginning", () => {
    const board = aBoard();
    expect(inPile(lay(board, placesIn(board, [10], 1, 3)), 1)).toEqual([11, 12, 10]);
    expect(inPile(lay(board, placesIn(board, [12], 1, 0)), 1)).toEqual([12, 10, 11]);
  });

  test("nothing is told where nothing moves", () => {
    expect(placesIn(aBoard(), [12], 1)).toEqual([]);
  });

  test("every order of three cards can be reached, and none is lost or doubled", () => {
    for (const moved of [10, 11, 12]) {
      for (let index = 0; index <= 3; index += 1) {
        const board = aBoard();
        const after = lay(board, placesIn(board, [moved], 1, index));
        expect([...inPile(after, 1)].sort()).toEqual([10, 11, 12]);
        expect(cardsIn(after, 1).map((card) => card.position)).toEqual([0, 1, 2]);
      }
    }
  });

  test("cards laid loose lie where they were let go, inside the table", () => {
    const board = aBoard();
    const [place] = placesLoose(board, [{ statement: 10, x: -30, y: TABLE_END + 7.4 }]);
    expect(place).toEqual({ statement: 10, theme: null, x: 0, y: TABLE_END, position: 2 });
  });

  test("a loose card that is pushed about keeps its place in the list", () => {
    const [place] = placesLoose(aBoard(), [{ statement: 14, x: 300, y: 200.6 }]);
    expect(place).toEqual({ statement: 14, theme: null, x: 300, y: 201, position: 0 });
  });
});

describe("piles", () => {
  test("a new pile holds the gathered cards in the order they were chosen", () => {
    const board = gather(aBoard(), { id: -1, parent: null, name: "", x: 5, y: 6, statements: [15, 11] });
    expect(inPile(board, -1)).toEqual([15, 11]);
    expect(inPile(board, 1)).toEqual([10, 12]);
    expect(themesIn(board, null).at(-1)?.id).toBe(-1);
    expect(nameOf(themeOf(board, -1)!)).toBe("Unnamed pile");
  });

  test("a pile taken apart frees its own cards and those of its sub-themes", () => {
    const board = dissolve(aBoard(), 2);
    expect(board.themes.map((theme) => theme.id)).toEqual([1]);
    expect(cardOf(board, 13)).toMatchObject({ theme: null, x: 200, y: 40 });
    expect(board.cards).toHaveLength(6);
  });

  test("the list goes from loose cards through each pile and its sub-themes", () => {
    expect(listOrder(aBoard())).toEqual([14, 15, 10, 11, 12, 13]);
  });
});

test("a card set aside leaves the table and takes its reason along", () => {
  const board = setAside(aBoard(), 10, "Ours, not hers.");
  expect(cardOf(board, 10)).toBeUndefined();
  expect(board.set_aside.at(-1)).toMatchObject({ statement: 10, text: "Statement 10", reason: "Ours, not hers." });
});

test("a fresh board keeps the objects that did not change and takes those that did", () => {
  const old = aBoard();
  const fresh = lay(structuredClone(old), [{ statement: 14, theme: null, x: 999, y: 1, position: 0 }]);
  const settled = settle(old, fresh);
  expect(cardOf(settled, 15)).toBe(cardOf(old, 15));
  expect(settled.themes[0]).toBe(old.themes[0]);
  expect(cardOf(settled, 14)).toMatchObject({ x: 999 });
});

describe("a card carried through the list", () => {
  test("visits every place between the loose cards and the last sub-theme, and comes back", () => {
    const start = aBoard();
    let board = start;
    const seen: string[] = [];
    for (const step of [1, -1] as const) {
      for (let to = oneFurther(board, 14, step); to !== null; to = oneFurther(board, 14, step)) {
        board = lay(start, placesAt(start, 14, to.theme, to.index));
        seen.push(`${to.theme}:${to.index}`);
        expect(cardsIn(board, to.theme)[to.index]?.statement).toBe(14);
      }
    }
    expect(seen).toEqual([
      "null:1", "1:0", "1:1", "1:2", "1:3", "2:0", "3:0", "3:1",
      "3:0", "2:0", "1:3", "1:2", "1:1", "1:0", "null:1", "null:0",
    ]);
  });
});
