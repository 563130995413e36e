import { describe, expect, it } from "vitest";
import { type Line, MOST_POINTS, MOST_STROKES, further, hasRoom, onSheet, pointsOf, read } from "./strokes";

const BOX = { left: 10, top: 20, width: 300, height: 100 };

describe("a signature", () => {
  it("lies on the sheet in whole numbers, however large it is shown", () => {
    expect(onSheet(160, 70, BOX, 600, 200)).toEqual([300, 100]);
    expect(onSheet(10.4, 20.2, BOX, 600, 200)).toEqual([1, 0]);
    expect(onSheet(-50, 900, BOX, 600, 200)).toEqual([0, 200]);
  });

  it("keeps no point that lies on the last one, and none once the sheet is full", () => {
    const line: Line = [[5, 5]];
    expect(further(line, [6, 6], 1)).toBe(line);
    expect(further(line, [8, 5], 1)).toEqual([[5, 5], [8, 5]]);
    expect(further(line, [80, 50], MOST_POINTS)).toBe(line);
  });

  it("is begun with no stroke that could hold no point", () => {
    const full: Line = Array.from({ length: MOST_POINTS }, () => [1, 1]);
    expect(hasRoom([])).toBe(true);
    expect(hasRoom([full.slice(1)])).toBe(true);
    expect(hasRoom([full])).toBe(false);
    expect(hasRoom(Array.from({ length: MOST_STROKES }, () => [[1, 1]] as Line))).toBe(false);
  });

  it("comes back from a form that was refused", () => {
    const lines: Line[] = [[[1, 2], [3, 4]], [[5, 6]]];
    expect(read(JSON.stringify(lines))).toEqual(lines);
    expect(pointsOf(lines)).toBe(3);
    expect(read("")).toEqual([]);
    expect(read('{"a":1}')).toEqual([]);
  });
});
