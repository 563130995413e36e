import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../common/api";
import { Disagreements, type Question } from "./disagreeing";
import { aBoard } from "./fixtures/board";

const SECRET = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, index) => index * 7)));
const clash = (name: string) => new ApiError(409, "Changed.", "", "", { name, changed_at: "2026-03-02T14:02:00Z" }, "Bob");
const naming = (send: Question["send"]): Question => ({
  key: "theme 1 name", what: "this name", mine: "Hiding", begun: "Pile 1", theirs: (current) => String(current["name"]), send,
});

beforeEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

test("where another left these words alone, they are sent over what stands now", () => {
  const send = vi.fn();
  new Disagreements("alongside.1", undefined).meet(naming(send), clash("Pile 1"));
  expect(send).toHaveBeenCalledExactlyOnceWith("Hiding", "2026-03-02T14:02:00Z");
  expect(document.querySelector("dialog")).toBeNull();
});

test("where another changed them, both are shown and nothing is sent", () => {
  const send = vi.fn();
  new Disagreements("alongside.1", undefined).meet(naming(send), clash("Waiting"));
  expect(send).not.toHaveBeenCalled();
  expect(document.querySelector("dialog blockquote")!.textContent).toBe("Waiting");
});

test("what waits for a choice comes back to the next page of the same table", async () => {
  const first = new Disagreements("alongside.1", SECRET);
  first.meet(naming(vi.fn()), clash("Waiting"));
  document.querySelector("dialog")!.close();
  await vi.waitFor(() => expect(Object.keys(localStorage)).toHaveLength(1));
  expect(JSON.stringify({ ...localStorage })).not.toContain("Hiding");
  const send = vi.fn();
  const next = new Disagreements("alongside.1", SECRET);
  await next.bringBack(aBoard(), send);
  expect(next.clashes.element.textContent).toContain("There are two versions of this name.");
  next.clashes.element.querySelector("button")!.click();
  document.querySelector<HTMLButtonElement>("dialog .btn")!.click();
  expect(send).toHaveBeenCalledExactlyOnceWith(1, "name", "Hiding", "2025-09-01T10:00:00Z");
});
