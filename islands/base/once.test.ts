import { beforeEach, expect, test } from "vitest";
import "./once";

/** Presses a button at a moment, in milliseconds; whether the form went. */
function press(button: string, at: number): boolean {
  const submitter = document.getElementById(button)!;
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter });
  Object.defineProperty(event, "timeStamp", { value: at });
  return submitter.closest("form")!.dispatchEvent(event);
}

beforeEach(() => {
  document.body.innerHTML = `
    <form method="post" action="/studies/walking/people"><button id="keep">Keep</button><button id="longer">Longer</button></form>
    <form method="get" action="/studies/walking/search"><button id="look">Look</button></form>`;
});

test("a double press sends a form once, and a later one sends it again", () => {
  expect(press("keep", 1_000)).toBe(true);
  expect(press("keep", 1_180)).toBe(false);
  expect(press("keep", 2_999)).toBe(false);
  expect(press("keep", 3_000)).toBe(true);
});

test("another button is another act, and a form that only asks is sent as often as it is pressed", () => {
  expect(press("keep", 1_000)).toBe(true);
  expect(press("longer", 1_050)).toBe(true);
  expect(press("look", 1_000)).toBe(true);
  expect(press("look", 1_050)).toBe(true);
});
