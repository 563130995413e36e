/* The group page and the theme map, as a browser makes them quicker. Both work without this script. */
import { findIsland } from "../common/page";
import { Acts, type GroupConfig } from "./acts";
import { letDrag } from "./drag";
import { listenToKeys } from "./keys";
import { show } from "./page";
import { offerPng } from "./png";

/** Links to another state of this same page open in place. */
function openInPlace(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("#main a[href]") : null;
  if (link === null || link.pathname !== window.location.pathname || link.search === "") return;
  // Another part of a list begins at its own top, as any page does.
  if (link.closest("nav") !== null) return;
  event.preventDefault();
  void show(link.pathname + link.search, true);
}

const island = findIsland<GroupConfig>("group");
if (island !== null) {
  const acts = new Acts(island.config);
  document.addEventListener("click", openInPlace);
  window.addEventListener("popstate", () => void show(window.location.pathname + window.location.search, false));
  listenToKeys(acts, island.config.writes);
  if (island.config.writes) letDrag(acts);
}
offerPng();
