import { describe, expect, test } from "vitest";
import { PointText } from "./offsets";
import cases from "./fixtures/offsets.json";

describe.each(cases)("$name", (example) => {
  const text = new PointText(example.text);

  test("has the length in code points that the server counts", () => {
    expect(text.length).toBe(example.points);
  });

  test("every offset converts to units and back", () => {
    for (const mark of example.marks) {
      expect(text.toUnits(mark.points)).toBe(mark.units);
      expect(text.toPoints(mark.units)).toBe(mark.points);
    }
  });

  test("spans cut out their quotes", () => {
    for (const span of example.spans) expect(text.slice(span.start, span.end)).toBe(span.quote);
  });
});

test("an offset inside a pair falls back to the start of the pair", () => {
  const text = new PointText("a🙂b🙂c");
  expect(text.toPoints(2)).toBe(1);
  expect(text.toPoints(5)).toBe(3);
});

test("offsets outside the text are clamped", () => {
  const text = new PointText("🙂");
  expect(text.toUnits(9)).toBe(2);
  expect(text.toUnits(-1)).toBe(0);
  expect(text.toPoints(9)).toBe(1);
});
