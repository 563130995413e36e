/* One frozen line as elements: its number, and its words cut into runs. Redrawn alone when something on it changes. */
import { h } from "../common/dom";
import type { Book } from "./book";
import { asides, sweep, type Run } from "./segments";

/** The paragraph of a line. Its `.tx` holds exactly the line's characters, so that offsets can be read off the page. */
export function lineElement(book: Book, line: number, lit: ReadonlySet<string>): HTMLElement {
  const number = line + 1;
  const link = h("a", { class: "no", href: `#L${number}`, tabindex: -1, "aria-label": `Line ${number}` }, `${number}`);
  const words = h("span", { class: "tx" });
  const element = h("p", { class: "line", id: `L${number}`, "data-line": line }, link, words);
  fillLine(element, book, line, lit);
  return element;
}

/** Redraws the words of a line and marks whether a note rests on it. */
export function fillLine(element: HTMLElement, book: Book, line: number, lit: ReadonlySet<string>): void {
  const [start, end, turn] = book.version.lines[line]!;
  const runs = sweep(start, end, book.spansOver(turn));
  const heard = asides(book.lineText(line));
  const lineUnits = book.text.toUnits(start);
  const words = element.querySelector(".tx")!;
  words.replaceChildren();
  let noted = false;
  for (const run of runs) {
    const from = book.text.toUnits(run.start) - lineUnits;
    const to = book.text.toUnits(run.end) - lineUnits;
    const all = book.text.text.slice(lineUnits + from, lineUnits + to);
    // A pencil does not underline the space at a line's end.
    const said = run.end === end ? all.trimEnd() : all;
    const pieces = wordPieces(said, from, heard);
    if (run.keys.length === 0) words.append(...pieces);
    else words.append(segment(book, run, pieces, lit));
    if (said.length < all.length) words.append(all.slice(said.length));
    noted ||= run.keys.some((key) => book.get(key)?.sort === "note");
  }
  // An empty line still needs height and a place for the caret.
  if (runs.length === 0) words.append("\u200b");
  element.classList.toggle("unnoted", !noted && book.version.turns[turn]![3] === "participant");
}

function segment(book: Book, run: Run, pieces: Node[], lit: ReadonlySet<string>): HTMLElement {
  const notes = run.keys.filter((key) => book.get(key)?.sort === "note").length;
  const element = h("span", { "data-keys": run.keys.join(" ") });
  element.className = notes === 0 ? "seg bare" : notes === 1 ? "seg" : "seg two";
  element.classList.toggle("on", run.keys.some((key) => lit.has(key)));
  element.append(...pieces);
  return element;
}

/** Text split where something was heard and not said. `from` is where the text begins in its line. */
function wordPieces(text: string, from: number, heard: readonly [number, number][]): Node[] {
  const pieces: Node[] = [];
  let place = 0;
  for (const [start, end] of heard) {
    const low = Math.max(start - from, place);
    const high = Math.min(end - from, text.length);
    if (low >= high) continue;
    if (low > place) pieces.push(document.createTextNode(text.slice(place, low)));
    pieces.push(h("i", {}, text.slice(low, high)));
    place = high;
  }
  if (place < text.length) pieces.push(document.createTextNode(text.slice(place)));
  return pieces;
}
