import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PointText } from "./offsets";
import cases from "./fixtures/offsets.json";
import texts from "./fixtures/texts.json";

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

describe.each(texts.map((example, index) => ({ ...example, index })))("text $index of those that Python wrote", (example) => {
  const text = new PointText(example.text);

  test("is counted alike", () => {
    expect(text.length).toBe(example.points);
    expect(text.text.length).toBe(example.units);
    for (const [point, unit] of example.marks as [number, number][]) {
      expect(text.toUnits(point)).toBe(unit);
      expect(text.toPoints(unit)).toBe(point);
    }
  });

  test("gives the same words for lines and passages", () => {
    for (const [start, end, words] of example.lines as [number, number, string][]) expect(text.slice(start, end)).toBe(words);
    for (const [start, end, quote, prefix, suffix] of example.passages as [number, number, string, string, string][]) {
      expect(text.slice(start, end)).toBe(quote);
      expect(text.slice(Math.max(0, start - 32), start)).toBe(prefix);
      expect(text.slice(end, end + 32)).toBe(suffix);
    }
  });
});

// Any sixteen-bit units: halves of characters too, as a browser's string may hold them.
const units = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff }), fc.constantFrom(0x61, 0x301, 0x200d, 0x0d, 0x0a)), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes));

test("any text is counted as the language itself counts code points", () => {
  fc.assert(
    fc.property(units, (written) => {
      const text = new PointText(written);
      const characters = Array.from(written);
      expect(text.length).toBe(characters.length);
      let unit = 0;
      characters.forEach((character, point) => {
        expect(text.toUnits(point)).toBe(unit);
        for (let inside = 0; inside < character.length; inside += 1) expect(text.toPoints(unit + inside)).toBe(point);
        unit += character.length;
      });
      expect(text.toPoints(unit)).toBe(characters.length);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("any stretch of any text is cut out as characters, never as halves", () => {
  fc.assert(
    fc.property(units, fc.nat(70), fc.nat(70), (written, one, other) => {
      const [start, end] = one < other ? [one, other] : [other, one];
      expect(new PointText(written).slice(start, end)).toBe(Array.from(written).slice(start, end).join(""));
    }),
    { seed: 1, numRuns: 500 },
  );
});
