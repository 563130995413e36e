import { expect, test } from "vitest";
import { trimmed, WordChoice, wordAfter, wordBefore } from "./words";

const TEXT = "Oh. (pause) I’d be up\nhours before.";
const cut = (stretch: { start: number; end: number } | null) => stretch && TEXT.slice(stretch.start, stretch.end);

test("words carry their punctuation and steps cross lines", () => {
  expect(cut(wordAfter(TEXT, 3))).toBe("(pause)");
  expect(cut(wordAfter(TEXT, TEXT.indexOf("\n")))).toBe("hours");
  expect(cut(wordBefore(TEXT, TEXT.indexOf("hours")))).toBe("up");
});

test("there is no word past either end", () => {
  expect(wordAfter(TEXT, TEXT.length)).toBeNull();
  expect(wordBefore(TEXT, 0)).toBeNull();
});

test("a choice extends on, and back over its fixed word", () => {
  const be = WordChoice.at({ start: TEXT.indexOf("be"), end: TEXT.indexOf("be") + 2 });
  expect(cut(be.step(TEXT, 1, true).step(TEXT, 1, true).stretch)).toBe("be up\nhours");
  const back = be.step(TEXT, -1, true);
  expect(cut(back.stretch)).toBe("I’d be");
  expect(back.backwards).toBe(true);
});

test("without extending, the whole choice moves by a word", () => {
  const first = WordChoice.at({ start: 0, end: 3 });
  expect(cut(first.step(TEXT, 1, false).stretch)).toBe("(pause)");
  expect(first.step(TEXT, -1, false)).toBe(first);
});

test("spaces at the ends of a choice are left out", () => {
  expect(cut(trimmed(TEXT, { start: 3, end: 12 }))).toBe("(pause)");
  expect(trimmed(TEXT, { start: 3, end: 4 })).toBeNull();
});
