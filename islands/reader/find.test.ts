import { expect, test } from "vitest";
import { folded, hitsOf } from "./find";

const TEXT = "Café, 🙂 CAFÉ and cafe\u0301; I’d be\nup at the cafe.";
const found = (phrase: string) => hitsOf(phrase, folded(TEXT)).map((hit) => TEXT.slice(hit.start, hit.end));

test("case and accents make no difference", () => {
  expect(found("café").map((hit) => hit.normalize("NFC").toLowerCase())).toEqual(["café", "café", "café", "cafe"]);
});

test("a straight apostrophe finds a curled one, and a phrase goes on over a line's end", () => {
  expect(found("i'd be up")).toEqual(["I’d be\nup"]);
});

test("nothing finds nothing", () => {
  expect(found("  ")).toEqual([]);
  expect(found("kettle")).toEqual([]);
});
