import { describe, expect, test } from "vitest";
import { asides, sweep, type Span } from "./segments";
import { randomFrom } from "./fixtures/random";

describe("sweep", () => {
  test("a line without spans is one run without keys", () => {
    expect(sweep(10, 20, [])).toEqual([{ start: 10, end: 20, keys: [] }]);
  });

  test("an empty line has no runs", () => {
    expect(sweep(5, 5, [{ key: "n1", start: 0, end: 9 }])).toEqual([]);
  });

  test("two notes that overlap leave a shared run between them", () => {
    const spans = [
      { key: "n1", start: 0, end: 12 },
      { key: "n2", start: 8, end: 20 },
    ];
    expect(sweep(0, 20, spans)).toEqual([
      { start: 0, end: 8, keys: ["n1"] },
      { start: 8, end: 12, keys: ["n1", "n2"] },
      { start: 12, end: 20, keys: ["n2"] },
    ]);
  });

  test("one note with two anchors that touch is one run", () => {
    const spans = [
      { key: "n1", start: 2, end: 5 },
      { key: "n1", start: 5, end: 8 },
    ];
    expect(sweep(0, 10, spans).map((run) => run.keys)).toEqual([[], ["n1"], []]);
  });

  test("for any spans, runs cover the line in order and each names exactly what covers it", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = randomFrom(seed);
      const start = random(40);
      const end = start + 1 + random(60);
      const spans: Span[] = Array.from({ length: random(9) }, (_, index) => {
        const from = random(110);
        return { key: `n${index % 6}`, start: from, end: from + random(30) };
      });
      const runs = sweep(start, end, spans);
      expect(runs[0]?.start).toBe(start);
      expect(runs.at(-1)?.end).toBe(end);
      runs.forEach((run, index) => {
        if (index > 0) {
          expect(run.start).toBe(runs[index - 1]!.end);
          expect(run.keys).not.toEqual(runs[index - 1]!.keys);
        }
        for (let place = run.start; place < run.end; place += 1) {
          const covering = spans.filter((span) => span.start <= place && place < span.end).map((span) => span.key);
          expect([...run.keys].sort()).toEqual([...new Set(covering)].sort());
        }
      });
    }
  });
});

test("asides are what was heard and not said", () => {
  const line = "Oh. (pause) I’d be up (laughs) early";
  expect(asides(line).map(([start, end]) => line.slice(start, end))).toEqual(["(pause)", "(laughs)"]);
});

test("a bracket that never closes is words", () => {
  expect(asides("and then (I never said")).toEqual([]);
});
