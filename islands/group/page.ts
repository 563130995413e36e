/*
 * The page again: fetched from the server and put in place of what is shown, so that a chosen chain or an act does not
 * lose the reader's place. What cannot be shown this way is opened as any link is.
 */

/** How often the page was asked for. */
let asked = 0;

/**
 * Show the group page at `address`. `push` makes it a step the back button returns from. What waits for a choice between
 * two versions stays.
 */
export async function show(address: string, push: boolean): Promise<void> {
  asked += 1;
  const mine = asked;
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  const fresh = answer?.ok && !answer.redirected ? islandIn(await answer.text().catch(() => "")) : null;
  // An answer that a later one overtook would show what stood before the last act.
  if (mine !== asked) return;
  const old = document.getElementById("main");
  if (fresh === null || old === null) {
    window.location.assign(address);
    return;
  }
  const held = handleOf(document.activeElement);
  const scrolled = [...old.querySelectorAll(".left, .chain")].map((column) => column.scrollTop);
  const waits = old.querySelector<HTMLElement>(".clashes");
  const chooses = waits?.contains(document.activeElement) === true ? (document.activeElement as HTMLElement) : null;
  old.replaceWith(fresh);
  if (waits !== null) fresh.querySelector(".mid")?.after(waits);
  fresh.querySelectorAll(".left, .chain").forEach((column, n) => {
    if (column.matches(".left")) column.scrollTop = scrolled[n] ?? 0;
  });
  chooses?.focus({ preventScroll: true });
  if (held !== "") fresh.querySelector<HTMLElement>(held)?.focus({ preventScroll: true });
  if (push) window.history.pushState(null, "", address);
}

/** Show the page at its own address again. */
export function again(): Promise<void> {
  return show(window.location.pathname + window.location.search, false);
}

function islandIn(text: string): HTMLElement | null {
  const main = new DOMParser().parseFromString(text, "text/html").getElementById("main");
  return main?.dataset["island"] === "group" ? document.adoptNode(main) : null;
}

/** How to find an element again in a fresh copy of the page; empty where it has no handle. */
export function handleOf(element: Element | null): string {
  if (!(element instanceof HTMLElement)) return "";
  for (const name of ["contribution", "personalTheme"] as const) {
    const value = element.dataset[name];
    if (value !== undefined) return `[data-${name === "contribution" ? name : "personal-theme"}="${value}"]`;
  }
  return element.id === "" ? "" : `#${CSS.escape(element.id)}`;
}

/** Say something to a screen reader that cannot see what moved. */
export function announce(sentence: string): void {
  let status = document.getElementById("group-said");
  if (status === null) {
    status = document.createElement("p");
    status.id = "group-said";
    status.className = "vh";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.textContent = sentence;
}
