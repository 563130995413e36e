/*
 * Looks again by itself while a long table is being made, and offers the file when it is there. Without this script
 * the page's own link looks again.
 */

interface State {
  state: string;
  sentence: string;
  rows: string;
}

const EVERY_MS = 800;

function show(place: HTMLElement, now: State): void {
  const sentence = place.querySelector<HTMLElement>("[data-sentence]");
  const rows = place.querySelector<HTMLElement>("[data-rows]");
  // A live region speaks when its text changes, so the sentence is set only when it is another.
  if (sentence !== null && sentence.textContent !== now.sentence) sentence.textContent = now.sentence;
  if (rows !== null) rows.textContent = now.rows;
  if (now.state === "working") return;
  for (const gone of place.querySelectorAll<HTMLElement>("[data-working]")) gone.hidden = true;
  const ready = place.querySelector<HTMLElement>("[data-ready]");
  if (ready !== null) ready.hidden = now.state !== "ready";
}

async function look(place: HTMLElement, address: string): Promise<void> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer !== null && !answer.ok) return location.reload();
  // No answer, or one that was cut short: it is asked for again.
  const now = answer === null ? null : ((await answer.json().catch(() => null)) as State | null);
  if (now !== null) show(place, now);
  if (now === null || now.state === "working") setTimeout(() => void look(place, address), EVERY_MS);
}

for (const place of document.querySelectorAll<HTMLElement>('[data-waiting="working"]')) {
  const address = place.dataset["state"];
  if (address !== undefined) void look(place, address);
}

// A module, and not a script that shares its names.
export {};
