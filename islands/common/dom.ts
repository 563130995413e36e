/* A short way to make elements. Text is set as text; where markup is written for its speed, `escaped` keeps it text. */

type Child = Node | string | null | undefined | false;

/** An element with attributes (true = present, false or null = absent) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | null | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

const MEANT = /[&<>"\r]/;
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

/** Text for a place in markup between tags or in double quotes, where it reads as exactly that text. */
export function escaped(text: string): string {
  return MEANT.test(text) ? text.replace(/[&<>"\r]/g, (letter) => ESCAPES[letter]!) : text;
}

/** A button that does one thing. */
export function button(label: string, act: (event: MouseEvent) => void, className = "link"): HTMLButtonElement {
  const element = h("button", { type: "button", class: className }, label);
  element.addEventListener("click", act);
  return element;
}
