/* Where an island finds its place in the page, and what the page tells it. */

export interface IslandPlace<Config> {
  root: HTMLElement;
  config: Config;
}

/** The element `[data-island=name]` and the JSON its `data-config` names; null where the page has no such island. */
export function findIsland<Config>(name: string): IslandPlace<Config> | null {
  const root = document.querySelector<HTMLElement>(`[data-island="${name}"]`);
  const source = document.getElementById(root?.dataset["config"] ?? "");
  if (root === null || source === null) return null;
  return { root, config: JSON.parse(source.textContent ?? "{}") as Config };
}
