/*
 * The right end of the page's head: read whole, everything else in one menu, whether the work is safe, the keys.
 * The page gives a place for it, `[data-reader-tools]`; without one it heads the island itself.
 */
import { button, h } from "../common/dom";
import type { KeyAct } from "./keys";
import type { SaveState } from "./saving";

export interface Tool {
  label: string;
  key: string;
  run(): void;
  /** For what is on or off: whether it is on. */
  isOn?(): boolean;
}

export type Offer = "undo" | "statement";

export class Tools {
  private readonly safe = h("span", { class: "safe", role: "status" });
  private readonly said = h("span", { class: "said", role: "status" });
  readonly whole = h("input", { type: "checkbox", id: "whole" });

  constructor(
    slot: HTMLElement,
    tools: readonly Tool[],
    keys: readonly KeyAct[],
    onWhole: () => void,
    private readonly offers: Record<Offer, () => void>,
  ) {
    const menu = this.menu(tools);
    const open = h("button", { type: "button", class: "link", popovertarget: "reader-menu", "aria-haspopup": "menu" }, "Tools");
    menu.addEventListener("toggle", () => {
      const place = open.getBoundingClientRect();
      menu.style.top = `${place.bottom + 6}px`;
      menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - menu.offsetWidth - 8))}px`;
      if (menu.matches(":popover-open")) menu.querySelector("button")?.focus();
    });
    this.whole.addEventListener("change", onWhole);
    const list = h("button", { type: "button", class: "keys-btn", popovertarget: "keys", "aria-label": "Keyboard shortcuts" }, "?");
    slot.append(this.said, h("label", { class: "whole" }, this.whole, "Read whole"), open, this.safe, list);
    document.getElementById("keys")?.remove();
    slot.append(menu, keyList(keys));
  }

  /** Says something in passing, and offers what may be wanted next. */
  say(text: string, offer?: Offer): void {
    this.said.replaceChildren(text);
    if (offer !== undefined) this.said.append(" ", button(offer === "undo" ? "Undo" : "Write a statement", this.offers[offer], "link"));
  }

  /** Says why nothing can be written here, and where that changes. */
  readOnly(state: string, back: string): void {
    const why = state === "signed_off" ? "Signed off, to read only" : state === "prepared" ? "Not opened yet, to read only" : "To read only";
    this.safe.replaceChildren(back === "" || why === "To read only" ? why : h("a", { href: back }, why));
  }

  state(state: SaveState, savedAt: string | null): void {
    this.safe.dataset["state"] = state;
    if (state === "saving") this.safe.replaceChildren("Saving…");
    else if (state === "offline") this.safe.replaceChildren("Not connected. Your words are kept here.");
    else if (state === "hindered") this.safe.replaceChildren("Not saved. Your words are kept here.");
    else if (state === "held") this.safe.replaceChildren("Not all saved yet");
    else if (state === "locked") this.safe.replaceChildren("Locked. Your words are kept here.");
    else if (savedAt === null) this.safe.replaceChildren("All saved");
    else this.safe.replaceChildren("Saved ", clock(savedAt));
  }

  private menu(tools: readonly Tool[]): HTMLElement {
    const menu = h("div", { id: "reader-menu", popover: "auto", role: "menu", "aria-label": "Tools" });
    for (const tool of tools) {
      const role = tool.isOn === undefined ? "menuitem" : "menuitemcheckbox";
      const item = h("button", { type: "button", role, tabindex: -1 }, h("span", {}, tool.label), tool.key === "" ? null : h("kbd", { "aria-hidden": "true" }, tool.key));
      item.addEventListener("click", () => {
        menu.hidePopover();
        tool.run();
      });
      menu.addEventListener("beforetoggle", () => {
        if (tool.isOn !== undefined) item.setAttribute("aria-checked", `${tool.isOn()}`);
      });
      if (tool.isOn !== undefined) item.setAttribute("aria-checked", "false");
      menu.append(item);
    }
    menu.addEventListener("keydown", (event) => {
      const items = [...menu.querySelectorAll("button")];
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const next = items.indexOf(document.activeElement as HTMLButtonElement) + step;
      items[(next + items.length) % items.length]?.focus();
    });
    return menu;
  }
}

function keyList(keys: readonly KeyAct[]): HTMLElement {
  const list = h("dl");
  for (const { shown, says } of keys) {
    if (shown.length === 0) continue;
    list.append(h("dt", {}, ...shown.map((key) => h("kbd", {}, key))), h("dd", {}, says));
  }
  return h("div", { id: "keys", popover: "auto", tabindex: "0", autofocus: "", role: "dialog", "aria-label": "Keys on this page" }, h("h2", {}, "Keys on this page"), list);
}

function clock(at: string): HTMLTimeElement {
  const time = new Date(at);
  const two = (value: number) => `${value}`.padStart(2, "0");
  return h("time", { class: "num", datetime: at }, `${two(time.getHours())}:${two(time.getMinutes())}`);
}
