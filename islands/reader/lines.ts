/*
 * Frozen lines as markup: a number, and words cut into runs. Markup and not elements, since a browser reads it in a
 * fifth of the time that two thousand lines take to be put together piece by piece. Words that people said go in through
 * `escaped` alone; what rests on them is not written, since five thousand notes would make three million letters.
 */
import { escaped } from "../common/dom";
import type { Book } from "./book";
import { asides, sweep, type Run } from "./segments";

/** Writes who speaks, and every line of what is said. */
export function fillTurn(element: Element, book: Book, turn: number, lit: ReadonlySet<string>): void {
  const { from, to } = book.turns[turn]!;
  let markup = `<p class="who">${escaped(book.version.turns[turn]![2])}</p>`;
  for (let line = from; line < to; line += 1) markup += lineMarkup(book, line, lit);
  element.innerHTML = markup;
}

/** The paragraph of a line. Its `.tx` holds exactly the line's characters, so that offsets can be read off the page. */
function lineMarkup(book: Book, line: number, lit: ReadonlySet<string>): string {
  const { words, noted } = wordsOf(book, line, lit);
  const number = line + 1;
  const sort = noted ? "line" : "line unnoted";
  return (
    `<p class="${sort}" id="L${number}" data-line="${line}">` +
    `<a class="no" tabindex="-1" href="#L${number}" aria-label="Line ${number}">${number}</a>` +
    `<span class="tx">${words}</span></p>`
  );
}

/** Redraws the words of a line and marks whether a note rests on it. */
export function fillLine(element: HTMLElement, book: Book, line: number, lit: ReadonlySet<string>): void {
  const { words, noted } = wordsOf(book, line, lit);
  element.lastElementChild!.innerHTML = words;
  element.classList.toggle("unnoted", !noted);
}

/** The keys of all that lies over a marked run, in the order of its words; read off the book, for the page holds none. */
export function keysUnder(book: Book, segment: Element): string[] {
  const line = Number(segment.closest<HTMLElement>("[data-line]")!.dataset["line"]);
  const [start, , turn] = book.version.lines[line]!;
  let before = 0;
  for (let node = segment.previousSibling; node !== null; node = node.previousSibling) before += node.textContent!.length;
  const at = book.text.toPoints(book.text.toUnits(start) + before);
  return [...new Set(book.spansOver(turn).filter((span) => span.start <= at && at < span.end).map((span) => span.key))];
}

/** The words as markup, and whether a note rests on them; nobody's words but the participant's want one. */
function wordsOf(book: Book, line: number, lit: ReadonlySet<string>): { words: string; noted: boolean } {
  const [start, end, turn] = book.version.lines[line]!;
  const runs = sweep(start, end, book.spansOver(turn));
  const whole = book.text.slice(start, end);
  const heard = asides(whole);
  // An empty line still needs height and a place for the caret.
  let words = runs.length === 0 ? "\u200b" : "";
  let noted = book.version.turns[turn]![3] !== "participant";
  let from = 0;
  for (const run of runs) {
    // The last run ends where the line does: most lines have no other, and need not count characters.
    const to = run.end === end ? whole.length : from + book.text.slice(run.start, run.end).length;
    const all = whole.slice(from, to);
    // A pencil does not underline the space at a line's end.
    const said = run.end === end ? all.trimEnd() : all;
    const pieces = withAsides(said, from, heard);
    const notes = notesAmong(book, run.keys);
    words += run.keys.length === 0 ? pieces : segment(run, notes, pieces, lit);
    words += all.slice(said.length);
    noted ||= notes > 0;
    from = to;
  }
  return { words, noted };
}

function segment(run: Run, notes: number, pieces: string, lit: ReadonlySet<string>): string {
  const sort = notes === 0 ? "seg bare" : notes === 1 ? "seg" : "seg two";
  const on = lit.size > 0 && run.keys.some((key) => lit.has(key)) ? " on" : "";
  return `<span class="${sort}${on}">${pieces}</span>`;
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

/** Text with what was heard and not said set apart. `from` is where the text begins in its line. */
function withAsides(text: string, from: number, heard: readonly [number, number][]): string {
  let markup = "";
  let place = 0;
  for (const [start, end] of heard) {
    const low = Math.max(start - from, place);
    const high = Math.min(end - from, text.length);
    if (low >= high) continue;
    markup += `${escaped(text.slice(place, low))}<i>${escaped(text.slice(low, high))}</i>`;
    place = high;
  }
  return markup + escaped(text.slice(place));
}
