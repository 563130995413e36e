import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a long table is looked for again where an answer was cut short, and offered when it is there", async () => {
  vi.useFakeTimers();
  document.body.innerHTML = `<div data-waiting="working" data-state="/state"><p data-sentence></p><a data-ready hidden>Save the file</a></div>`;
  const answers = ['{"state": "work', '{"state": "ready", "sentence": "It is ready.", "rows": ""}'];
  vi.stubGlobal("fetch", async () => new Response(answers.shift()));
  await import("./waiting");
  await vi.advanceTimersByTimeAsync(1000);
  expect(document.querySelector("[data-sentence]")!.textContent).toBe("It is ready.");
  expect(document.querySelector<HTMLElement>("[data-ready]")!.hidden).toBe(false);
});
