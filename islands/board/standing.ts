/* Says in the page's head whether what was done is kept. Short waits are not worth a word. */
import type { Sync } from "./sync";
import { clock } from "./words";

const WORTH_SAYING_MS = 500;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Writes into `#saved` of the head, where the page has one. */
export function showStanding(sync: Sync): void {
  if (sync.standing !== "waiting") {
    clearTimeout(timer);
    timer = undefined;
    if (sync.standing === "lost" && sync.hindrance !== "") write(`Not saved. ${sync.hindrance} What you did is kept here, and sent when it can be.`);
    else if (sync.standing === "lost") write("Not connected. What you did is kept here, and sent when the connection is back.");
    else if (sync.savedAt !== null) write("Saved ", clock(sync.savedAt));
    return;
  }
  timer ??= setTimeout(() => sync.standing === "waiting" && write("Saving…"), WORTH_SAYING_MS);
}

function write(words: string, time?: string): void {
  const place = document.getElementById("saved");
  if (place === null || place.textContent === words + (time ?? "")) return;
  place.replaceChildren(words);
  if (time === undefined) return;
  const element = document.createElement("time");
  element.className = "num";
  element.textContent = time;
  place.append(element);
}
