/* What must be decided or known, in sentences at the head of the page: clashes, drafts left behind, a lost server. */
import { ApiError } from "../common/api";
import { button, h } from "../common/dom";

export class Notices {
  readonly element = h("div", { class: "notices", role: "region", "aria-label": "Messages", hidden: true });
  private readonly shown = new Map<string, HTMLElement>();

  /** Words that were being typed when the page closed. Each is kept or discarded; both end the question. */
  offer(key: string, where: string, words: string, decide: (keep: boolean) => void): void {
    const text = h("blockquote", {}, words);
    const answer = (keep: boolean) => () => {
      this.drop(key);
      decide(keep);
    };
    this.put(key, [
      h("p", {}, `You were writing this when the page closed, ${where}.`),
      text,
      h("p", { class: "actions" }, button("Keep", answer(true), "btn"), button("Discard", answer(false), "btn plain")),
    ]);
  }

  /** What was being written was taken out elsewhere: it is written anew, or let go. */
  gone(key: string, what: string, words: string, decide: (again: boolean) => void): void {
    const answer = (again: boolean) => () => {
      this.drop(key);
      decide(again);
    };
    this.put(key, [
      h("p", {}, `This ${what} was taken out in another window while you wrote.`),
      h("blockquote", {}, words),
      h("p", { class: "actions" }, button(`Write it as a new ${what}`, answer(true), "btn"), button("Let it go", answer(false), "btn plain")),
    ]);
  }

  /** The server would not take something; the words stay where they are. */
  refused(key: string, error: ApiError): void {
    this.put(key, [h("p", {}, error.sentences), button("Close", () => this.drop(key))]);
  }

  /** The server's disk or database would not take anything: it is tried again by itself, or at a press. */
  hindered(why: string, retry: () => void): void {
    if (this.shown.get("hindered")?.firstElementChild?.textContent === why) return;
    this.put("hindered", [
      h("p", {}, why),
      h("p", { class: "actions" }, "Your words are kept here and are saved as soon as they can be. ", button("Try now", retry, "btn plain")),
    ]);
  }

  locked(unlock: string): void {
    const link = h("a", { href: unlock, target: "_blank", rel: "noopener" }, "Unlock in a new tab");
    this.put("locked", [h("p", {}, "The store is locked. Your words are kept here and are saved once it is unlocked. ", link, ".")]);
  }

  drop(key: string): void {
    this.shown.get(key)?.remove();
    this.shown.delete(key);
    this.element.hidden = this.shown.size === 0;
  }
  private put(key: string, content: Node[]): void {
    this.drop(key);
    const notice = h("div", { class: "message" }, ...content);
    this.shown.set(key, notice);
    this.element.append(notice);
    this.element.hidden = false;
  }
}
