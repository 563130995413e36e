/*
 * How wide things are. The transcript's column fits its widest frozen line, measured in the type it is set in; when
 * the window cannot hold it and both margins, the margins fold beneath each turn.
 */
import type { Book } from "./book";

export interface Measure {
  narrow: boolean;
  /** Pixels of one transcript line. */
  lead: number;
}

interface Columns {
  margins: number;
  least: number;
  size: number;
}
const ROOMY: Columns = { margins: 236 + 26 + 84 + 30 + 26 + 40 + 304, least: 604, size: 1.1875 };
const COMPACT: Columns = { margins: 186 + 24 + 72 + 30 + 26 + 34 + 280, least: 560, size: 1.125 };
/** Room for the page's edges and a scroll bar. */
const EDGES = 48;

export class Layout {
  private longest: string[] | null = null;
  /** The widest line's pixels by type size, while one measure is taken. */
  private readonly widest = new Map<number, number>();

  constructor(
    private readonly book: Book,
    private readonly root: HTMLElement,
  ) {}

  /** Sets the columns for the window as it is now. */
  apply(): Measure {
    this.widest.clear();
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const room = innerWidth - EDGES;
    const fits = [ROOMY, COMPACT].find((columns) => columns.margins + this.textWidth(columns, rem) <= room);
    const columns = fits ?? COMPACT;
    this.root.dataset["layout"] = fits === undefined ? "narrow" : "wide";
    this.root.classList.toggle("compact", fits === COMPACT);
    // The head lines up with the columns. Classes rather than :has(), which is asked again at every change of the page.
    const page = document.documentElement;
    page.classList.add("reader-page");
    page.classList.toggle("reader-wide", fits !== undefined);
    page.classList.toggle("reader-compact", fits === COMPACT);
    page.style.setProperty("--T", `${this.textWidth(columns, rem)}px`);
    return { narrow: fits === undefined, lead: 1.875 * rem };
  }

  private textWidth(columns: Columns, rem: number): number {
    const size = columns.size * rem;
    const widest = this.widest.get(size) ?? Math.max(...this.longestLines().map((line) => widthOf(line, size)));
    this.widest.set(size, widest);
    return Math.ceil(Math.max(columns.least * (rem / 16), widest + 2));
  }
  /** The few lines with most characters stand for all: exact widths of two thousand lines would cost a frame. */
  private longestLines(): string[] {
    this.longest ??= this.book.version.lines
      .map(([start, end], line) => ({ line, length: end - start }))
      .sort((one, other) => other.length - one.length)
      .slice(0, 40)
      .map(({ line }) => this.book.lineText(line).trimEnd());
    return this.longest;
  }
}

let pen: CanvasRenderingContext2D | null = null;
function widthOf(line: string, size: number): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return 0;
  pen.font = `${size}px "Source Serif 4", Charter, Georgia, serif`;
  return pen.measureText(line).width;
}
