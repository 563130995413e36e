import { expect, test } from "vitest";
import { commandFor } from "./keys";
import { piecesOf } from "./passage";
import { clock, inWords, moment } from "./words";

const lines: [number, string][] = [[211, "I said to her, I haven’t got"], [212, "anything to put it in, and she"], [213, "laughed."]];

test("a quote is found across line breaks", () => {
  const pieces = piecesOf(lines, "I haven’t got anything to put it in", 211, 212);
  expect(pieces.map((line) => line.filter((piece) => piece.quoted).map((piece) => piece.text))).toEqual([["I haven’t got"], ["anything to put it in"], []]);
});

test("no word of the lines is lost, found or not", () => {
  for (const quote of ["I haven’t got anything", "laughed.", "", "not there at all"]) {
    const text = piecesOf(lines, quote, 212, 212).map((line) => line.map((piece) => piece.text).join(""));
    expect(text).toEqual(lines.map(([, line]) => line));
  }
});

test("where the quote is not in the lines, the anchored lines stand for it", () => {
  const quoted = piecesOf(lines, "not there at all", 212, 213).map((line) => line.every((piece) => piece.quoted));
  expect(quoted).toEqual([false, true, true]);
});

test("letters are commands on the table and letters in a text", () => {
  const press = (key: string, target: HTMLElement, more: KeyboardEventInit = {}) => {
    document.body.replaceChildren(target);
    let meant: ReturnType<typeof commandFor> = null;
    target.addEventListener("keydown", (event) => (meant = commandFor(event)));
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
    return meant;
  };
  const element = (name: string) => document.createElement(name);
  expect(press("m", element("button"))).toBe("move");
  expect(press("M", element("li"))).toBe("move");
  expect(press("m", element("textarea"))).toBeNull();
  expect(press("x", element("input"))).toBeNull();
  expect(press("z", element("li"), { ctrlKey: true })).toBe("undo");
  expect(press("Z", element("li"), { ctrlKey: true, shiftKey: true })).toBe("redo");
  expect(press("z", element("input"), { ctrlKey: true })).toBeNull();
  expect(press("x", element("li"), { ctrlKey: true })).toBeNull();
});

test("numbers, hours and moments are said as the page says them", () => {
  expect([inWords(3), inWords(14)]).toEqual(["Three", "14"]);
  expect(clock(new Date(2025, 8, 1, 9, 5))).toBe("09:05");
  expect([moment(1_394_000), moment(3_723_000)]).toEqual(["23:14", "1:02:03"]);
});
