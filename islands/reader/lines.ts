/* One frozen line as elements: its number, and its words cut into runs. Redrawn alone when something on it changes. */
import { h } from "../common/dom";
import type { Book } from "./book";
import { asides, sweep, type Run } from "./segments";

/** An empty line, copied for each: two thousand of them are made before a transcript is whole. */
const PATTERN = h("p", { class: "line" }, h("a", { class: "no", tabindex: -1 }), h("span", { class: "tx" }));
const MARKED = h("span");

/** The paragraph of a line. Its `.tx` holds exactly the line's characters, so that offsets can be read off the page. */
export function lineElement(book: Book, line: number, lit: ReadonlySet<string>): HTMLElement {
  const number = `${line + 1}`;
  const element = PATTERN.cloneNode(true) as HTMLElement;
  element.id = `L${number}`;
  element.setAttribute("data-line", `${line}`);
  const link = element.firstElementChild!;
  link.setAttribute("href", `#L${number}`);
  link.setAttribute("aria-label", `Line ${number}`);
  link.textContent = number;
  fillLine(element, book, line, lit);
  return element;
}

/** Redraws the words of a line and marks whether a note rests on it. */
export function fillLine(element: HTMLElement, book: Book, line: number, lit: ReadonlySet<string>): void {
  const [start, end, turn] = book.version.lines[line]!;
  const runs = sweep(start, end, book.spansOver(turn));
  const whole = book.text.slice(start, end);
  const heard = asides(whole);
  const words = element.lastElementChild!;
  if (words.hasChildNodes()) words.replaceChildren();
  let noted = false;
  let from = 0;
  for (const run of runs) {
    // The last run ends where the line does: most lines have no other, and need not count characters.
    const to = run.end === end ? whole.length : from + book.text.slice(run.start, run.end).length;
    const all = whole.slice(from, to);
    // A pencil does not underline the space at a line's end.
    const said = run.end === end ? all.trimEnd() : all;
    const pieces = wordPieces(said, from, heard);
    const notes = notesAmong(book, run.keys);
    if (run.keys.length === 0) words.append(...pieces);
    else words.append(segment(run, notes, pieces, lit));
    if (said.length < all.length) words.append(all.slice(said.length));
    noted ||= notes > 0;
    from = to;
  }
  // An empty line still needs height and a place for the caret.
  if (runs.length === 0) words.append("\u200b");
  element.classList.toggle("unnoted", !noted && book.version.turns[turn]![3] === "participant");
}

function segment(run: Run, notes: number, pieces: (Node | string)[], lit: ReadonlySet<string>): HTMLElement {
  const element = MARKED.cloneNode() as HTMLElement;
  element.className = notes === 0 ? "seg bare" : notes === 1 ? "seg" : "seg two";
  element.setAttribute("data-keys", run.keys.join(" "));
  if (lit.size > 0 && run.keys.some((key) => lit.has(key))) element.classList.add("on");
  element.append(...pieces);
  return element;
}

/** How many notes lie over one run: none, one, or two for any more, which look alike. */
function notesAmong(book: Book, keys: readonly string[]): 0 | 1 | 2 {
  let found = 0;
  for (const key of keys) {
    if (book.get(key)?.sort !== "note") continue;
    found += 1;
    if (found === 2) return 2;
  }
  return found as 0 | 1;
}

/** Text split where something was heard and not said. `from` is where the text begins in its line. */
function wordPieces(text: string, from: number, heard: readonly [number, number][]): (Node | string)[] {
  if (heard.length === 0) return text === "" ? [] : [text];
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
