/* A note or a statement as it lies in its margin. The card itself is a button: pressing it edits in place. */
import { h } from "../common/dom";
import { saidLines, writtenLines, type Book } from "./book";
import { KIND_NAMES, type Item } from "./types";

/** Makes or redraws the list item of a card; the editor replaces what is in it while it is open. */
export function drawCard(element: HTMLLIElement, book: Book, item: Item, ticked: boolean, canWrite: boolean): void {
  const [from, to] = book.homeSpan(item);
  const further = furtherLines(book, item);
  element.className = item.sort === "note" ? `note ${item.kind}` : "st";
  element.dataset["key"] = item.key;
  element.classList.toggle("set-aside", item.setAside !== "");
  element.classList.toggle("ticked", ticked);
  const at = item.sort === "note" ? `${from + 1}` : writtenLines(from, to);
  const card = h(
    "button",
    { type: "button", class: "card-btn", tabindex: -1, title: canWrite ? null : "Read only" },
    h("span", { class: "vh" }, spoken(item, from, to)),
    h("span", { class: "at", "aria-hidden": "true" }, at),
    h("span", { class: "body" }, item.text),
    further === "" ? null : h("span", { class: "also" }, further),
    item.setAside === "" ? null : h("span", { class: "also" }, `Set aside: ${item.setAside}`),
  );
  element.replaceChildren(card);
  if (item.sort === "note" && canWrite) {
    const box = h("input", { type: "checkbox", tabindex: -1, "aria-label": `Choose the note on line ${from + 1} for a statement` });
    box.checked = ticked;
    element.append(h("label", { class: "tick" }, box));
  }
}

/** What a screen reader hears before the words: the kind, which only type shows, and the lines. */
function spoken(item: Item, from: number, to: number): string {
  const where = from === to ? `line ${saidLines(from, to)}` : `lines ${saidLines(from, to)}`;
  if (item.sort === "statement") return `Statement, ${where}: `;
  const kind = item.kind === "untyped" ? "Note" : KIND_NAMES[item.kind];
  return `${kind}, ${where}: `;
}

/** "also line 96": anchors away from the passage the card lies beside. */
function furtherLines(book: Book, item: Item): string {
  const [, to] = book.homeSpan(item);
  const far = [...book.linesOf(item)].filter((line) => line > to);
  const starts = far.filter((line) => !far.includes(line - 1)).map((line) => line + 1);
  if (starts.length === 0) return "";
  return `also line${starts.length > 1 ? "s" : ""} ${starts.join(", ")}`;
}
