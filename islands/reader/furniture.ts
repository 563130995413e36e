/* What stands around the transcript: the heading row, the first-impressions box, the line to jump to. */
import { button, h } from "../common/dom";
import { capital } from "./desk";
import type { ReaderAnswer } from "./types";

/** The row above the columns. Its order on the page follows the sides; its order in the page does not. */
export function headings(answer: ReaderAnswer): HTMLElement {
  const row = h("div", { class: "cols" });
  row.append(
    h("h2", { class: "of-stmts" }, capital(answer.words["statements"] ?? "experiential statements")),
    h("p", {}, `Frozen ${day(answer.version.frozen_on)}. Line numbers will not change.`, ...interviews(answer)),
    h("h2", { class: "of-notes" }, "Exploratory notes"),
  );
  return row;
}

function interviews(answer: ReaderAnswer): Node[] {
  if (answer.interviews.length < 2) return [];
  const links = answer.interviews.map((each) => {
    const label = `Interview ${each.number}`;
    if (each.number === answer.version.interview) return h("span", { "aria-current": "page" }, label);
    return each.frozen ? h("a", { href: `?interview=${each.number}` }, label) : h("span", { class: "quiet" }, `${label} (not frozen)`);
  });
  return [h("span", { class: "interviews" }, ...links)];
}

/** A box for what the first reading leaves behind. Open while it is empty and no line of the case is noted. */
export function impressions(answer: ReaderAnswer, typed: (text: string) => void): HTMLElement {
  const { can_write: canWrite, first_impressions: text } = answer.case;
  const area = h("textarea", { id: "impressions", class: "words", rows: 3, "aria-describedby": "impressions-help" });
  area.value = text;
  area.readOnly = !canWrite;
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", () => {
    grow();
    typed(area.value);
  });
  const box = h(
    "details",
    { class: "impressions", open: canWrite && text === "" && answer.notes.length === 0 },
    h("summary", {}, "First impressions"),
    h("p", { class: "help", id: "impressions-help" }, "What stays with you after reading the whole interview, before noting a line: a feeling, a phrase, a surprise."),
    h("label", { for: "impressions", class: "vh" }, "First impressions"),
    area,
  );
  box.addEventListener("toggle", grow);
  return box;
}

/** A small dialogue that asks for a line number. */
export function jumpBox(lines: number, go: (line: number) => void): HTMLDialogElement {
  const field = h("input", { type: "number", id: "jump-line", min: 1, max: lines, inputmode: "numeric", required: true });
  const form = h(
    "form",
    { method: "dialog" },
    h("label", { for: "jump-line" }, `Line, 1 to ${lines}`),
    field,
    h("button", { type: "submit", class: "btn", value: "go" }, "Go"),
    button("Close", () => dialog.close(), "btn plain"),
  );
  const dialog = h("dialog", { class: "jump", "aria-label": "Go to a line" }, form);
  // Only after closing: the dialogue gives focus back to where it was first.
  dialog.addEventListener("close", () => {
    const line = Number(field.value);
    field.value = "";
    if (dialog.returnValue === "go") go(line - 1);
    dialog.returnValue = "";
  });
  return dialog;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "21 August", with the year where it is not this one. Spelt out here: asking the browser's calendar costs a frame. */
export function day(date: string, now: Date = new Date()): string {
  const [year, month, each] = date.slice(0, 10).split("-").map(Number);
  const name = MONTHS[(month ?? 0) - 1];
  if (!year || name === undefined || !each) return date;
  return year === now.getFullYear() ? `${each} ${name}` : `${each} ${name} ${year}`;
}
