import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Bar } from "./bar";

const nothing = () => undefined;

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => act());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a drag over many words asks once, at its end, where the bar should be", () => {
  const root = document.body.appendChild(document.createElement("div"));
  const bar = new Bar(root, { note: nothing, statement: nothing, confirm: nothing, cancel: nothing });
  const afterPress = vi.fn();
  for (const drags of [1, 2]) {
    root.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    for (let word = 0; word < 50; word += 1) bar.show({ left: 0, bottom: 0 } as DOMRect, null, afterPress);
    expect(bar.element.hidden).toBe(true);
    document.dispatchEvent(new Event("pointerup"));
    expect(afterPress).toHaveBeenCalledTimes(drags);
  }
});
