/* Cards dragged onto a group theme or sub-theme, and contributions from one theme to another. */
import type { Acts } from "./acts";
import { askWhere, type Held, heldIn } from "./place";

/** Let personal themes and contributions be dragged onto themes. */
export function letDrag(acts: Acts): void {
  let held: Held | null = null;
  let from: HTMLElement | null = null;
  const themeAt = (event: DragEvent) =>
    event.target instanceof Element ? event.target.closest<HTMLElement>("[data-group-theme]") : null;
  const light = (theme: HTMLElement | null) => {
    for (const lit of document.querySelectorAll(".drop-here")) if (lit !== theme) lit.classList.remove("drop-here");
    theme?.classList.add("drop-here");
  };

  document.addEventListener("dragstart", (event) => {
    held = heldIn(event.target);
    from = held !== null && event.target instanceof Element ? event.target.closest("[data-group-theme]") : null;
    if (held === null || event.dataTransfer === null) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.name);
  });
  document.addEventListener("dragover", (event) => {
    const theme = themeAt(event);
    if (held === null) return;
    light(theme === from ? null : theme);
    if (theme !== null && theme !== from) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const theme = themeAt(event);
    if (held === null || theme === null || theme === from) return;
    event.preventDefault();
    const id = Number(theme.dataset["groupTheme"]);
    if (held.contribution !== null) void acts.move(held.contribution, id);
    else askWhere(held, id, acts);
  });
  document.addEventListener("dragend", () => {
    held = null;
    light(null);
  });
}
