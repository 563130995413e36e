/* The question that a drop or the key "m" asks: which theme, and for a new contribution how it stands, and why. */
import { button, h } from "../common/dom";
import { tooLong } from "../common/lengths";
import { isTyping } from "../common/typing";
import type { Acts, Begun } from "./acts";

export const STANCES = ["convergent", "divergent", "variant"] as const;
const LONGEST_COMMENT = 5_000;

export interface Held {
  contribution: number | null;
  personalTheme: number | null;
  who: string;
  name: string;
  /** How a contribution stands on this page. */
  begun: Begun;
}

interface Theme {
  id: number;
  name: string;
  under: boolean;
}

/** What an element of the page stands for; null where it can not be moved. */
export function heldIn(target: EventTarget | null): Held | null {
  const link = target instanceof Element ? target.closest<HTMLElement>("[data-contribution], [data-personal-theme]") : null;
  if (link === null) return null;
  const text = (selector: string) => link.querySelector(selector)?.textContent ?? "";
  const contribution = Number(link.dataset["contribution"]) || null;
  const name = contribution === null ? (link.textContent ?? "") : (link.querySelector(".pt")?.firstChild?.textContent ?? "");
  return {
    contribution,
    personalTheme: Number(link.dataset["personalTheme"]) || null,
    who: link.dataset["who"] ?? text(".who"),
    name: name.trim(),
    begun: { stance: link.dataset["stance"] ?? "", changedAt: link.dataset["changedAt"] ?? "" },
  };
}

/** The group themes on the page, in order. */
export function themesOnPage(): Theme[] {
  return [...document.querySelectorAll<HTMLElement>("[data-group-theme]")].map((place) => ({
    id: Number(place.dataset["groupTheme"]),
    name: place.querySelector("h2, h3")?.textContent ?? "",
    under: place.tagName === "SECTION",
  }));
}

/** What was said of a joining that was refused. */
interface Said {
  stance: string;
  comment: string;
}

/**
 * Ask where `held` goes; `theme` is chosen already where it was dropped on one. A joining that is refused is asked again
 * with what was `said`, so that a comment is not typed twice.
 */
export function askWhere(held: Held, theme: number | null, acts: Acts, said?: Said): void {
  const themes = themesOnPage();
  if (themes.length === 0) return;
  const before = document.activeElement;
  const where = h("select", { id: "place-theme", name: "theme" });
  for (const one of themes) {
    where.append(h("option", { value: one.id, selected: one.id === theme }, `${one.under ? "\u00a0\u00a0\u00a0\u00a0" : ""}${one.name}`));
  }
  const comment = h("textarea", { id: "place-comment", class: "words short" }, said?.comment);
  const told = h("p", { class: "small", role: "alert" });
  const joins = held.personalTheme !== null;
  const dialog = h(
    "dialog",
    { class: "place", "aria-labelledby": "place-heading" },
    h("h2", { id: "place-heading" }, held.name),
    h("p", { class: "quiet small" }, held.who),
    h("form", { method: "dialog" },
      h("div", { class: "field" }, h("label", { for: "place-theme" }, joins ? "Join to" : "Move to"), where),
      joins && stanceField(said?.stance ?? ""),
      joins && h("div", { class: "field" }, h("label", { for: "place-comment" }, "Comment"), comment, told),
      h("div", { class: "actions" }, h("button", { class: "btn", value: "yes" }, joins ? "Join" : "Move"), button("Leave it", () => dialog.close(), "btn plain")),
    ),
  );
  dialog.addEventListener("keydown", (event) => {
    const stance = STANCES[Number(event.key) - 1];
    if (stance === undefined || isTyping(event.target)) return;
    const choice = dialog.querySelector<HTMLInputElement>(`input[value="${stance}"]`);
    choice?.click();
    choice?.focus();
  });
  dialog.addEventListener("submit", (event) => {
    const sentence = tooLong(comment.value, LONGEST_COMMENT);
    told.textContent = sentence;
    if (sentence === "") return;
    event.preventDefault();
    comment.focus();
  });
  dialog.addEventListener("close", () => {
    const stance = dialog.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
    dialog.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    if (dialog.returnValue !== "yes") return;
    const to = Number(where.value);
    if (held.contribution !== null) void acts.move(held.contribution, to);
    else if (held.personalTheme !== null) {
      const now = { stance, comment: comment.value };
      void acts.join({ theme: to, personalTheme: held.personalTheme, ...now }).then((joined) => {
        if (!joined) askWhere(held, to, acts, now);
      });
    }
  });
  // What was refused is read where it can be mended.
  const refused = document.getElementById("refused");
  if (said !== undefined && refused !== null) dialog.querySelector("form")?.before(refused);
  document.body.append(dialog);
  dialog.showModal();
  // Said outright: browsers differ in what a dialog gives the focus to.
  const first = joins && theme !== null ? dialog.querySelector<HTMLInputElement>("input") : where;
  first?.focus();
}

function stanceField(chosen: string): HTMLElement {
  const field = h("fieldset", { class: "field" }, h("legend", {}, "How does it stand to the theme?"));
  STANCES.forEach((stance, n) => {
    field.append(
      h("label", { class: "choice" },
        h("input", { type: "radio", name: "stance", value: stance, required: true, checked: stance === chosen }),
        h("span", { class: `stance ${stance}` }, stance),
        h("kbd", { "aria-hidden": "true" }, String(n + 1)),
      ),
    );
  });
  return field;
}
