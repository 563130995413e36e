import { describe, expect, test } from "vitest";
import { flow, lanes, type Card, type FlowRule } from "./margins";
import { randomFrom } from "./fixtures/random";

const RULE: FlowRule = { gap: 8, maxDrift: 60, foldHeight: 25, open: false };
const card = (key: string, top: number, height = 21, pinned = false): Card => ({ key, top, height, pinned });

describe("flow", () => {
  test("a card with room is level with its line", () => {
    expect(flow([card("a", 90)], 0, RULE).placed).toEqual([{ key: "a", y: 90, drift: 0 }]);
  });

  test("a card in the way moves the next down, eight pixels clear", () => {
    const { placed } = flow([card("a", 0, 42), card("b", 30)], -8, RULE);
    expect(placed[1]).toEqual({ key: "b", y: 50, drift: 20 });
  });

  test("what would drift past two lines is folded, and a later note is level again", () => {
    const cards = [card("a", 0), card("b", 0), card("c", 0), card("d", 0), card("e", 0), card("f", 600)];
    const { placed, folds } = flow(cards, -8, RULE);
    expect(folds.map((fold) => fold.keys)).toEqual([["d", "e"]]);
    expect(placed.map((each) => each.key)).toEqual(["a", "b", "c", "f"]);
    expect(placed.at(-1)?.drift).toBe(0);
  });

  test("a lone card is shown rather than folded", () => {
    expect(flow([card("a", 0, 80), card("b", 0)], -8, RULE).folds).toEqual([]);
  });

  test("the note being edited never folds", () => {
    const cards = [card("a", 0, 200), card("b", 0, 200, true), card("c", 0, 21, true)];
    expect(flow(cards, -8, RULE).placed).toHaveLength(3);
  });

  test("opened, nothing folds", () => {
    const cards = Array.from({ length: 12 }, (_, index) => card(`k${index}`, 0));
    const { placed, folds } = flow(cards, -8, { ...RULE, open: true });
    expect(placed).toHaveLength(12);
    expect(folds).toEqual([]);
  });

  test("for any cards, nothing overlaps, nothing lies above its line, nothing is lost", () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = randomFrom(seed);
      const cards = Array.from({ length: random(14) }, (_, index) => ({
        ...card(`k${index}`, random(12) * 30, 21 + random(4) * 21, random(8) === 0),
      })).sort((one, other) => one.top - other.top);
      const from = random(80) - 40;
      const { placed, folds, bottom } = flow(cards, from, RULE);
      const boxes = [
        ...placed.map((each) => ({ y: each.y, height: cards.find((one) => one.key === each.key)!.height })),
        ...folds.map((fold) => ({ y: fold.y, height: RULE.foldHeight })),
      ].sort((one, other) => one.y - other.y);
      boxes.forEach((box, index) => {
        expect(box.y).toBeGreaterThanOrEqual(index === 0 ? Math.min(from, box.y) : boxes[index - 1]!.y + boxes[index - 1]!.height + RULE.gap);
      });
      for (const each of placed) expect(each.drift).toBeGreaterThanOrEqual(0);
      const seen = [...placed.map((each) => each.key), ...folds.flatMap((fold) => fold.keys)];
      expect(seen.sort()).toEqual(cards.map((each) => each.key).sort());
      expect(bottom).toBe(boxes.reduce((most, box) => Math.max(most, box.y + box.height), from));
    }
  });
});

test("brackets over the same lines take lanes of their own", () => {
  expect(lanes([{ from: 0, to: 4 }, { from: 2, to: 6 }, { from: 4, to: 8 }, { from: 5, to: 9 }])).toEqual([0, 1, 0, 2]);
});
