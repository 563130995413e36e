/* A signature as strokes of whole-number points on a sheet of fixed size: what the server takes (consent/rules/strokes.py). */

export type Point = [number, number];
export type Line = Point[];

export const MOST_STROKES = 60;
export const MOST_POINTS = 4000;
/** Points nearer to the last than this, on the sheet, add nothing that an eye sees. */
const STEP = 2;

/** A point of the screen on the sheet, kept within it. */
export function onSheet(x: number, y: number, box: { left: number; top: number; width: number; height: number }, width: number, height: number): Point {
  const across = Math.round(((x - box.left) / box.width) * width);
  const down = Math.round(((y - box.top) / box.height) * height);
  return [Math.min(Math.max(across, 0), width), Math.min(Math.max(down, 0), height)];
}

/** The stroke with one more point, or as it was where that point is too near, or the sheet is full. */
export function further(line: Line, point: Point, drawn: number): Line {
  const last = line.at(-1);
  if (drawn >= MOST_POINTS) return line;
  if (last !== undefined && Math.abs(last[0] - point[0]) < STEP && Math.abs(last[1] - point[1]) < STEP) return line;
  return [...line, point];
}

/** Whether one more stroke can be begun: an empty one would make the server refuse them all. */
export function hasRoom(lines: readonly Line[]): boolean {
  return lines.length < MOST_STROKES && pointsOf(lines) < MOST_POINTS;
}

/** How many points are drawn. */
export function pointsOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** The strokes in what a form kept; none where it is no such thing. */
export function read(text: string): Line[] {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? (found as Line[]).filter((line) => Array.isArray(line) && line.length > 0) : [];
  } catch {
    return [];
  }
}
