import { describe, expect, test } from "vitest";
import {
  around, columnsFor, freeSpot, indexAt, meets, nearestPile, nextIn, scattered, seeded, shuffled, targetAt, widthOf,
  CARD_H, CARD_W, type Rect, type Scene,
} from "./geometry";

const rect = (x: number, y: number, w = CARD_W, h = CARD_H): Rect => ({ x, y, w, h });

const scene: Scene = {
  piles: [
    {
      theme: 1,
      rect: rect(0, 0, 348, 300),
      sections: [
        { theme: 1, rect: rect(0, 40, 348, 114), cards: [{ statement: 10, rect: rect(0, 40) }, { statement: 11, rect: rect(178, 40) }] },
        { theme: 2, rect: rect(0, 170, 348, 130), cards: [{ statement: 12, rect: rect(0, 190) }] },
      ],
    },
  ],
  loose: [{ statement: 20, rect: rect(600, 0) }, { statement: 21, rect: rect(700, 50) }],
};
const none = new Set<number>();

describe("piles in rows", () => {
  test.each([
    [[0], 2], [[3], 2], [[4], 2], [[5], 3], [[9], 3], [[10], 4], [[100], 5], [[0, 3, 3], 3], [[0, 1], 2], [[0, 12], 4],
  ])("sections of %j cards lie %i abreast", (sections, columns) => {
    expect(columnsFor(sections)).toBe(columns);
  });

  test("three columns are as wide as three cards and two gaps", () => {
    expect(widthOf(3)).toBe(526);
  });
});

describe("what lies under the hand", () => {
  test("in a pile, the section and the place in its row", () => {
    expect(targetAt(scene, { x: 100, y: 60 }, none)).toMatchObject({ kind: "pile", section: { theme: 1 }, index: 1 });
    expect(targetAt(scene, { x: 300, y: 60 }, none)).toMatchObject({ kind: "pile", section: { theme: 1 }, index: 2 });
    expect(targetAt(scene, { x: 20, y: 240 }, none)).toMatchObject({ kind: "pile", section: { theme: 2 }, index: 0 });
  });

  test("the dashed edge round a pile still counts as the pile", () => {
    expect(nearestPile(scene.piles, { x: -10, y: 150 })?.theme).toBe(1);
    expect(nearestPile(scene.piles, { x: -20, y: 150 })).toBeUndefined();
  });

  test("the uppermost loose card, but never one that is being carried", () => {
    const both = { x: 720, y: 80 };
    expect(targetAt(scene, both, none)).toEqual({ kind: "card", statement: 21 });
    expect(targetAt(scene, both, new Set([21]))).toEqual({ kind: "card", statement: 20 });
    expect(targetAt(scene, both, new Set([20, 21]))).toEqual({ kind: "table" });
  });

  test("a card over itself in its row asks for no other place", () => {
    const cards = scene.piles[0]!.sections[0]!.cards;
    expect(indexAt(cards, { x: 50, y: 90 }, new Set([10]))).toBe(1);
  });
});

test("a free place covers nothing and is close by", () => {
  const taken = [rect(0, 0, 400, 400)];
  const spot = freeSpot(taken, { w: 100, h: 100 }, { x: 300, y: 300 });
  expect(meets({ ...spot, w: 100, h: 100 }, taken[0]!)).toBe(false);
  expect(Math.hypot(spot.x - 300, spot.y - 300)).toBeLessThan(250);
});

test("on an empty table the free place is the one asked for", () => {
  expect(freeSpot([], { w: 10, h: 10 }, { x: 40, y: 32 })).toEqual({ x: 40, y: 32 });
});

describe("shuffling", () => {
  test("keeps every card, and the same seed shuffles alike", () => {
    const cards = Array.from({ length: 30 }, (_, n) => n);
    for (let seed = 0; seed < 50; seed += 1) {
      const once = shuffled(cards, seeded(seed));
      expect(shuffled(cards, seeded(seed))).toEqual(once);
      expect([...once].sort((a, b) => a - b)).toEqual(cards);
    }
    expect(shuffled(cards, seeded(1))).not.toEqual(cards);
  });

  test("every card comes first about equally often", () => {
    const random = seeded(7);
    const firsts = [0, 0, 0, 0];
    for (let n = 0; n < 4000; n += 1) firsts[shuffled([0, 1, 2, 3], random)[0]!]! += 1;
    for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test("scattered cards lie clear of each other and of the piles", () => {
    const pile = rect(200, 0, 348, 400);
    for (let seed = 0; seed < 20; seed += 1) {
      const spots = scattered(25, [pile], { x: 0, y: 0 }, 960, seeded(seed)).map((spot) => ({ ...spot, w: CARD_W, h: CARD_H }));
      expect(spots).toHaveLength(25);
      for (const [index, spot] of spots.entries()) {
        expect(meets(spot, pile)).toBe(false);
        for (const other of spots.slice(index + 1)) expect(meets(spot, other)).toBe(false);
      }
    }
  });
});

test("an arrow goes to what lies that way, straight before askew", () => {
  const all = [{ rect: rect(0, 0), key: "a" }, { rect: rect(200, 10), key: "b" }, { rect: rect(210, 400), key: "c" }];
  expect(nextIn(all, all[0]!.rect, { x: 1, y: 0 })?.key).toBe("b");
  expect(nextIn(all, all[0]!.rect, { x: 0, y: 1 })?.key).toBe("c");
  expect(nextIn(all, all[0]!.rect, { x: -1, y: 0 })).toBeUndefined();
  expect(nextIn(all.slice(0, 2), all[0]!.rect, { x: 0, y: 1 })?.key).toBe("b");
});

test("the frame round all of it holds all of it", () => {
  expect(around([rect(10, 20), rect(300, -5)])).toEqual({ x: 10, y: -5, w: 460, h: 139 });
  expect(around([])).toBeNull();
});
