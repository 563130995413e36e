import { render } from "preact";
import { expect, test, vi } from "vitest";
import { Api } from "../common/api";
import { App } from "./App";
import { Desk } from "./desk";
import { aBoard } from "./fixtures/board";

test("the keyboard stays on what waits for a choice while the table is drawn again", async () => {
  const place = { api: "/api/", csrf_cookie: "token" };
  const desk = new Desk(aBoard(), new Api(place), { ...place, case: 1, layout: null, reader: "/transcript", case_page: "/case" });
  const root = document.body.appendChild(document.createElement("div"));
  render(<App desk={desk} />, root);
  const versions = { what: "a pile’s name", mine: "Mine", theirs: "Theirs", by: "", at: "" };
  desk.disagreements.clashes.ask("theme 5 name", versions, { keep: () => undefined, take: () => undefined }, false);
  const compare = [...root.querySelectorAll("button")].find((button) => button.textContent === "Compare them")!;
  compare.focus();
  await vi.waitFor(() => {
    desk.say("Moved.");
    expect(root.querySelector("[role=status]")!.textContent).toContain("Moved.");
  });
  expect(document.activeElement).toBe(compare);
});
