import { beforeEach, expect, test, vi } from "vitest";
import { Clashes, toldOf, type Versions } from "./clash";

const VERSIONS: Versions = { what: "this note", mine: "Hides at work", theirs: "Hides, unseen", by: "Alice", at: "2026-03-02T14:02:00Z" };

function asked(versions: Versions = VERSIONS) {
  const kept = vi.fn<(waiting: ReadonlyMap<string, Versions>) => void>();
  const clashes = new Clashes(kept);
  document.body.append(clashes.element);
  const choices = { keep: vi.fn(), take: vi.fn(), leave: vi.fn() };
  clashes.ask("n1", versions, choices);
  return { clashes, choices, kept };
}
const dialog = () => document.querySelector<HTMLDialogElement>("dialog.clash");
const box = () => dialog()!.querySelector("textarea")!;
const press = (name: string) => [...document.querySelectorAll("button")].find((one) => one.textContent === name)!.click();

beforeEach(() => document.body.replaceChildren());

test("both versions are shown, named, and mine has the keyboard", () => {
  asked();
  expect(dialog()!.getAttribute("aria-labelledby")).toBe("clash-heading");
  expect(dialog()!.querySelector("h2")!.textContent).toBe("Two versions of this note");
  expect(dialog()!.querySelector("label")!.getAttribute("for")).toBe(box().id);
  expect(dialog()!.querySelector("blockquote")!.textContent).toBe("Hides, unseen");
  expect(document.activeElement).toBe(box());
});

test("mine is kept as it was last written", () => {
  const { choices, clashes } = asked();
  box().value = "Hides at work, unseen";
  press("Keep yours");
  expect(choices.keep).toHaveBeenCalledExactlyOnceWith("Hides at work, unseen");
  expect(choices.take).not.toHaveBeenCalled();
  expect(clashes.element.hidden).toBe(true);
  expect(dialog()).toBeNull();
});

test("the other is taken", () => {
  const { choices } = asked();
  press("Take the other");
  expect(choices.take).toHaveBeenCalledOnce();
  expect(choices.keep).not.toHaveBeenCalled();
});

test("both can be put in mine, to be made one", () => {
  asked();
  press("Put both in yours");
  expect(box().value).toBe("Hides at work\n\nHides, unseen");
});

test("put off, it waits with what was written on, and opens again", () => {
  const { choices, clashes, kept } = asked();
  box().value = "Hides at work, still";
  dialog()!.close();
  expect(choices.keep).not.toHaveBeenCalled();
  expect(choices.take).not.toHaveBeenCalled();
  expect(choices.leave).toHaveBeenCalledOnce();
  expect(clashes.element.hidden).toBe(false);
  expect(kept.mock.lastCall![0].get("n1")!.mine).toBe("Hides at work, still");
  press("Compare them");
  expect(box().value).toBe("Hides at work, still");
});

test("a choice that is no text has nothing to write in", () => {
  asked({ ...VERSIONS, mine: "divergent", theirs: "variant", fixed: true });
  expect(dialog()!.querySelector("textarea")).toBeNull();
  expect([...dialog()!.querySelectorAll("blockquote")].map((quote) => quote.textContent)).toEqual(["divergent", "variant"]);
});

test("it is told who and when, with the day where it was not today", () => {
  const at = new Date(2026, 2, 2, 14, 2);
  expect(toldOf({ by: "Alice", at: at.toISOString() }, at)).toBe("Changed in another window by Alice, at 14:02, while you had it open.");
  expect(toldOf({ by: "", at: at.toISOString() }, new Date(2026, 2, 3))).toBe("Changed in another window, on 2 March at 14:02, while you had it open.");
  expect(toldOf({ by: "Alice", at: "" })).toBe("Changed in another window by Alice, while you had it open.");
});
