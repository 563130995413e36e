import { describe, expect, test } from "vitest";
import { Book, saidLines, writtenLines } from "./book";
import { fillLine, fillTurn, keysUnder } from "./lines";
import { makeLarge } from "./fixtures/make-large";
import type { NoteRecord, ReaderAnswer } from "./types";

/** Three turns, five lines; an emoji before everything that is noted. */
function answer(notes: NoteRecord[]): ReaderAnswer {
  const lines = ["Fine 🙂 I said, and ", "(laughs) meant it.", "And then?", "I waited at ", "the window."];
  const turns = [[0, 1], [2, 2], [3, 4]];
  const places: [number, number, number][] = [];
  let point = 0;
  turns.forEach(([from, to], turn) => {
    for (let line = from!; line <= to!; line += 1) {
      const length = [...lines[line]!].length;
      places.push([point, point + length, turn]);
      point += length;
    }
    point += 1;
  });
  const text = turns.map(([from, to]) => lines.slice(from, to! + 1).join("")).join("\n");
  const whole = makeLarge({ words: 10, anchors: 0, statements: 0 });
  const roles = ["participant", "interviewer", "participant"] as const;
  const version = {
    ...whole.version,
    text,
    lines: places,
    turns: turns.map(([from, to], index) => [places[from!]![0], places[to!]![1], "Maeve", roles[index]!, null] as ReaderAnswer["version"]["turns"][number]),
  };
  return { ...whole, version, notes };
}
const note = (id: number, start: number, end: number, version = 1): NoteRecord => ({ id, kind: "descriptive", body: `note ${id}`, anchors: [[version, start, end]], changed_at: "" });
const place = (phrase: string): [number, number] => {
  const text = answer([]).version.text;
  const start = [...text.slice(0, text.indexOf(phrase))].length;
  return [start, start + [...phrase].length];
};

describe("the book", () => {
  test("reads every line off the text, past an emoji too", () => {
    const book = new Book(answer([]));
    expect([0, 1, 2, 3, 4].map((line) => book.lineText(line))).toEqual(["Fine 🙂 I said, and ", "(laughs) meant it.", "And then?", "I waited at ", "the window."]);
  });

  test("puts a note at the line where its words begin, and over all the lines they cover", () => {
    const book = new Book(answer([note(1, place("said")[0], place("meant")[1])]));
    const item = book.get("n1")!;
    expect(book.homeLine(item)).toBe(0);
    expect(book.homeSpan(item)).toEqual([0, 1]);
    expect(book.homeItems(0, "note").map((each) => each.key)).toEqual(["n1"]);
    expect(book.homeItems(2, "note")).toEqual([]);
  });

  test("leaves out anchors that lie on another interview", () => {
    const book = new Book(answer([note(1, 3, 9, 99)]));
    expect(book.homeLine(book.get("n1")!)).toBeNull();
  });

  test("says which lines to redraw when a note moves, and forgets where it was", () => {
    const book = new Book(answer([note(1, ...place("said"))]));
    const moved = { ...book.get("n1")!, anchors: [[1, ...place("window")] as [number, number, number]] };
    expect([...book.put(moved)].sort()).toEqual([0, 4]);
    expect(book.spansOver(0)).toEqual([]);
    expect([...book.take("n1")]).toEqual([4]);
  });

  test("keeps the key of a note when the server gives it a number", () => {
    const book = new Book(answer([]));
    const key = book.newKey();
    book.put({ key, sort: "note", id: null, kind: "untyped", text: "x", anchors: [[1, 0, 4]], notes: [], setAside: "", changedAt: "" });
    book.put({ ...book.get(key)!, id: 12 });
    expect(book.keyFor("note", 12)).toBe(key);
  });

  test("takes a card for another that turned out to be the same, and what rests on it follows", () => {
    const book = new Book(answer([note(12, ...place("window"))]));
    const blank = { id: null, kind: "untyped", text: "x", setAside: "", changedAt: "" } as const;
    book.put({ ...blank, key: "new1", sort: "note", anchors: [[1, 0, 4]], notes: [] });
    book.put({ ...blank, key: "new2", sort: "statement", anchors: [[1, 0, 4]], notes: ["n12"] });
    expect([...book.merge("n12", "new1")]).toEqual([4]);
    expect(book.get("n12")).toBeUndefined();
    expect(book.get("new2")!.notes).toEqual(["new1"]);
  });

  test("finds the next stretch of the participant's words that no note rests on", () => {
    const book = new Book(answer([note(1, ...place("said"))]));
    expect(book.nextUnnoted(0)).toBe(1);
    expect(book.nextUnnoted(1)).toBe(3);
    expect(book.nextUnnoted(3)).toBeNull();
  });
});

/** A line as it stands on the page once its turn is filled. */
function lineElement(book: Book, line: number, lit: ReadonlySet<string>): HTMLElement {
  const words = document.createElement("div");
  fillTurn(words, book, book.turnOfLine(line), lit);
  return words.querySelector<HTMLElement>(`[data-line="${line}"]`)!;
}

describe("a line on the page", () => {
  test("holds exactly its characters, whatever lies over it", () => {
    const book = new Book(answer([note(1, 2, 12), note(2, 6, 25), note(3, ...place("said"))]));
    for (const line of [0, 1, 2, 3, 4]) {
      expect(lineElement(book, line, new Set()).querySelector(".tx")!.textContent).toBe(book.lineText(line));
    }
  });

  test("stands beneath who says it", () => {
    const whole = answer([]);
    const [start, end] = whole.version.turns[2]!;
    const turns = [...whole.version.turns.slice(0, 2), [start, end, "M <&", "participant", null]] as ReaderAnswer["version"]["turns"];
    const words = document.createElement("div");
    fillTurn(words, new Book({ ...whole, version: { ...whole.version, turns } }), 2, new Set());
    expect([...words.children].map((each) => each.id || each.textContent)).toEqual(["M <&", "L4", "L5"]);
  });

  test("shows one rule under one note, two where notes overlap, and is redrawn alone", () => {
    const book = new Book(answer([note(1, ...place("I said")), note(2, ...place("said, and"))]));
    const element = lineElement(book, 0, new Set(["n1"]));
    const shown = () => [...element.querySelectorAll(".seg")].map((segment) => [segment.textContent, segment.className]);
    expect(shown()).toEqual([["I ", "seg on"], ["said", "seg two on"], [", and", "seg"]]);
    book.take("n2");
    fillLine(element, book, 0, new Set());
    expect(shown()).toEqual([["I said", "seg"]]);
  });

  test("knows what lies under a marked run, past an emoji and beside what was heard", () => {
    const book = new Book(answer([note(1, 2, 12), note(2, 6, 25), note(3, ...place("said, and"))]));
    const marked = [0, 1].flatMap((line) => [...lineElement(book, line, new Set()).querySelectorAll(".seg")]);
    expect(marked.map((run) => [run.textContent, keysUnder(book, run).join()])).toEqual([
      ["ne 🙂", "n1"],
      [" I ", "n1,n2"],
      ["sai", "n1,n2,n3"],
      ["d, and", "n2,n3"],
      ["", "n2"],
      ["(laugh", "n2"],
    ]);
  });

  test("holds words that look like markup as words", () => {
    const whole = answer([]);
    const said = `<b>&amp;</b> "x" (<i> laughs & 'y') \r</span><script>`;
    const version = { ...whole.version, text: said, lines: [[0, said.length, 0]] as [number, number, number][] };
    const book = new Book({ ...whole, version, notes: [note(1, 2, 9), note(2, 5, 24)] });
    const element = lineElement(book, 0, new Set());
    expect(element.querySelector(".tx")!.textContent).toBe(said);
    expect([...element.querySelectorAll("*")].map((each) => each.tagName)).toEqual(["A", "SPAN", "SPAN", "SPAN", "SPAN", "I", "I"]);
    fillLine(element, book, 0, new Set());
    expect(element.querySelector(".tx")!.textContent).toBe(said);
  });

  test("marks what was heard and not said", () => {
    const element = lineElement(new Book(answer([])), 1, new Set());
    expect(element.querySelector("i")!.textContent).toBe("(laughs)");
  });
});

test("lines are said and written as people do", () => {
  expect([saidLines(208, 208), saidLines(208, 209), saidLines(208, 211)]).toEqual(["209", "209 and 210", "209 to 212"]);
  expect([writtenLines(208, 208), writtenLines(208, 211)]).toEqual(["209", "209–212"]);
});
