import { beforeEach, expect, test } from "vitest";
import { DraftStore, type Draft } from "./drafts";

const SECRET = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, index) => index * 7)));
const OTHER_SECRET = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, index) => index * 5)));
const DRAFT: Draft = {
  key: "new1",
  sort: "note",
  id: null,
  clientKey: "3f0e",
  changedAt: "",
  fields: { body: "Watching for the blue car 🙂", kind: "conceptual" },
};

beforeEach(() => localStorage.clear());

test("what was being typed comes back to the next page of the same case", async () => {
  await new DraftStore("alongside.1", SECRET, "page-a").keep([DRAFT]);
  const { drafts } = await new DraftStore("alongside.1", SECRET, "page-b").leftBehind();
  expect(drafts).toEqual([DRAFT]);
});

test("no word lies in the browser in the clear", async () => {
  await new DraftStore("alongside.1", SECRET, "page-a").keep([DRAFT]);
  const stored = JSON.stringify({ ...localStorage });
  expect(stored).toContain("lifeworld.draft.alongside.1.page-a");
  expect(stored).not.toContain("blue");
  expect(atob(Object.values({ ...localStorage })[0]!.split(".")[1]!)).not.toContain("blue");
});

test("another case, and another key, see nothing", async () => {
  await new DraftStore("alongside.1", SECRET, "page-a").keep([DRAFT]);
  expect((await new DraftStore("alongside.2", SECRET, "page-b").leftBehind()).drafts).toEqual([]);
  expect((await new DraftStore("alongside.1", OTHER_SECRET, "page-c").leftBehind()).drafts).toEqual([]);
});

test("once acknowledged, nothing is left", async () => {
  const store = new DraftStore("alongside.1", SECRET, "page-a");
  await store.keep([DRAFT]);
  await store.keep([]);
  expect(localStorage.length).toBe(0);
});

test("writes that overlap keep the last words", async () => {
  const store = new DraftStore("alongside.1", SECRET, "page-a");
  const later = { ...DRAFT, fields: { body: "Watching for the car, hidden" } };
  await Promise.all([store.keep([DRAFT]), store.keep([later])]);
  expect((await new DraftStore("alongside.1", SECRET, "page-b").leftBehind()).drafts).toEqual([later]);
});

test("forgetting removes what was offered", async () => {
  await new DraftStore("alongside.1", SECRET, "page-a").keep([DRAFT]);
  const left = await new DraftStore("alongside.1", SECRET, "page-b").leftBehind();
  left.forget();
  expect(localStorage.length).toBe(0);
});
