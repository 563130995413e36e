import { afterEach, beforeEach, expect, test, vi } from "vitest";

const KEY = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, index) => index * 7)));
const PLAN = (question: string, wrong = false) => `
  ${wrong ? '<div id="wrong" class="message">Refused.</div>' : ""}
  <form method="post" action="/studies/walking/plan">
    <input type="hidden" name="csrfmiddlewaretoken" value="secret">
    <input type="hidden" name="seen" value="now"><template data-draft-key="${KEY}"></template>
    <textarea name="research_question">${question}</textarea>
  </form>`;
const box = () => document.querySelector("textarea")!;
const kept = () => Object.values({ ...localStorage }) as string[];
const offered = () => document.querySelector<HTMLElement>('[aria-label="Kept in this browser"]');

/** The page as a browser opens it: by a link or a form of ours, or else by its address, with nothing behind it. */
async function open(html: string, { from = location.href, at = "/studies/walking/plan", came = "navigate" } = {}): Promise<void> {
  document.body.innerHTML = html;
  vi.spyOn(document, "referrer", "get").mockReturnValue(from);
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type: came } as unknown as PerformanceEntry]);
  history.replaceState(null, "", at);
  vi.resetModules();
  await import("./form-drafts");
}
async function type(words: string): Promise<void> {
  const before = kept().join();
  box().value = words;
  box().dispatchEvent(new Event("input", { bubbles: true }));
  await vi.waitFor(() => expect(kept().join()).not.toBe(before));
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("what was typed and not saved is offered to the next page, and put back with what was seen", async () => {
  await open(PLAN("How?"));
  await type("What is it like?");
  expect(kept().join()).not.toContain("like");
  await open(PLAN("Why?").replace('value="now"', 'value="later"'));
  await vi.waitFor(() => expect(offered()).not.toBeNull());
  expect(offered()!.querySelector("blockquote")!.textContent).toBe("What is it like?");
  expect(box().value).toBe("Why?");
  offered()!.querySelector<HTMLButtonElement>(".btn")!.click();
  expect(box().value).toBe("What is it like?");
  expect(document.querySelector<HTMLInputElement>('[name="seen"]')!.value).toBe("now");
  expect(offered()).toBeNull();
  await vi.waitFor(() => expect(kept()).toHaveLength(1));
});

test("what was saved is not offered again", async () => {
  await open(PLAN("How?"));
  await type("What is it like?");
  document.querySelector("form")!.dispatchEvent(new Event("submit"));
  await open("<p>The record</p>");
  expect(kept()).toEqual([]);
});

test("what was refused is kept still", async () => {
  await open(PLAN("How?"));
  await type("What is it like?");
  document.querySelector("form")!.dispatchEvent(new Event("submit"));
  await open(PLAN("What is it like?", true));
  await vi.waitFor(() => expect(kept()).toHaveLength(1));
  expect(offered()).toBeNull();
  await open(PLAN("How?"));
  await vi.waitFor(() => expect(offered()).not.toBeNull());
});

test("words taken back to what stands leave nothing behind", async () => {
  await open(PLAN("How?"));
  await type("What is it like?");
  await type("How?");
  expect(kept()).toEqual([]);
});

test("what is discarded is gone", async () => {
  await open(PLAN("How?"));
  await type("What is it like?");
  await open(PLAN("How?"));
  await vi.waitFor(() => expect(offered()).not.toBeNull());
  offered()!.querySelector<HTMLButtonElement>(".link")!.click();
  expect(kept()).toEqual([]);
  expect(box().value).toBe("How?");
});

const REFUSED = '<h1>There is no room left on the disk, so this was not saved.</h1><div class="prose" id="wrong"></div>';

test.each([
  ["a page of nothing but a refusal", REFUSED, {}],
  ["the page that unlocks the store", "<h1>Your studies are locked</h1>", { at: "/unlock" }],
  ["the page that asks who one is", "<h1>Sign in</h1>", { at: "/sign-in" }],
  ["the form again, by the way back from a server that was lost", PLAN("How?"), { came: "back_forward" }],
  ["the form again, loaded anew", PLAN("How?"), { came: "reload" }],
  ["another page, by its address", "<p>The record</p>", { from: "" }],
])("what was sent and led to %s is offered still", async (_, html, how) => {
  await open(PLAN("How?"));
  await type("What is it like?");
  document.querySelector("form")!.dispatchEvent(new Event("submit"));
  await open(html, how);
  await open(PLAN("How?"));
  await vi.waitFor(() => expect(offered()).not.toBeNull());
  expect(offered()!.querySelector("blockquote")!.textContent).toBe("What is it like?");
});
