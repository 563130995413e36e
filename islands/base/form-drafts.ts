/*
 * What is typed in a form is kept in this browser, sealed, until the form was saved: a page that is loaded again, a
 * window closed by mistake or a lost server takes no words away. What an earlier page left behind is offered, with what
 * its writer had seen, so that the server still knows a clash.
 */
import { button, h } from "../common/dom";
import { DraftStore } from "../common/drafts";

type Field = HTMLTextAreaElement | HTMLInputElement;

interface Kept {
  /** Fields that a person types in, by name. */
  typed: Record<string, string>;
  /** What the form carries along hidden: what its writer had seen. */
  seen: Record<string, string>;
}

const SENT = "lifeworld.sent";
/** Pages that stand where another was asked for, because the store is locked or nobody is signed in. */
const SHUT = /^\/(unlock|sign-in)\b/;

class FormDraft {
  private readonly store: DraftStore<Kept>;
  private readonly opened: Record<string, string>;

  constructor(
    private readonly form: HTMLFormElement,
    key: string,
  ) {
    this.store = new DraftStore<Kept>(placeOf(form), key);
    this.opened = this.typed();
    form.addEventListener("input", () => void this.keep());
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, this.store.name));
  }

  /** After a refusal the words in the form are nowhere else yet. */
  refused(): void {
    void this.store.keep([this.now()]);
  }
  async offer(): Promise<void> {
    const { drafts, forget } = await this.store.leftBehind();
    const draft = drafts.at(-1);
    const differs = draft !== undefined && Object.entries(draft.typed).some(([name, text]) => name in this.opened && text !== this.opened[name]);
    if (!differs) return forget();
    const words = Object.entries(draft.typed).filter(([name, text]) => text !== this.opened[name] && text !== "");
    const decide = (keep: boolean) => () => {
      message.remove();
      forget();
      if (keep) this.restore(draft);
      fieldsOf(this.form)[0]?.focus();
    };
    const message = h(
      "div",
      { class: "message", role: "region", "aria-label": "Kept in this browser" },
      h("p", {}, "You were writing this here when the page closed."),
      ...words.map(([, text]) => h("blockquote", { class: "prose" }, text)),
      h("p", { class: "actions" }, button("Put it in the form", decide(true), "btn plain"), button("Discard it", decide(false))),
    );
    this.form.before(message);
  }

  private restore(draft: Kept): void {
    for (const field of fieldsOf(this.form)) field.value = draft.typed[field.name] ?? field.value;
    for (const field of hiddenOf(this.form)) field.value = draft.seen[field.name] ?? field.value;
    void this.keep();
  }
  private keep(): Promise<void> {
    const now = this.now();
    const changed = Object.entries(now.typed).some(([name, text]) => text !== this.opened[name]);
    return this.store.keep(changed ? [now] : []);
  }
  private now(): Kept {
    return { typed: this.typed(), seen: Object.fromEntries(hiddenOf(this.form).map(({ name, value }) => [name, value])) };
  }
  private typed(): Record<string, string> {
    return Object.fromEntries(fieldsOf(this.form).map(({ name, value }) => [name, value]));
  }
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("textarea[name], input[name]:not([type]), input[name][type=text]")];
}
/** All that says what was seen; the token of the request is none of it. */
function hiddenOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name="seen"], input[name^="stood-"]')];
}
/** Names a form by where it is sent and its first field; neither holds anybody's words. */
function placeOf(form: HTMLFormElement): string {
  return `form${new URL(form.action).pathname}#${fieldsOf(form)[0]?.name ?? ""}`;
}

/** Whether this page is what a form that was sent led to, and no refusal: then its words are saved. */
function ledTo(): boolean {
  // After a server that could not be reached one comes back, loads again, or types the address anew.
  const [came] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const followed = document.referrer !== "" && came?.type !== "back_forward" && came?.type !== "reload";
  return followed && document.getElementById("wrong") === null && !SHUT.test(location.pathname);
}

const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
if (sent !== null && ledTo()) localStorage.removeItem(sent);

for (const mark of document.querySelectorAll<HTMLElement>("form [data-draft-key]")) {
  const form = mark.closest("form")!;
  const draft = new FormDraft(form, mark.dataset["draftKey"]!);
  const wasSent = sent?.startsWith(`lifeworld.draft.${placeOf(form)}.`) === true;
  if (wasSent && document.getElementById("wrong") !== null) {
    localStorage.removeItem(sent);
    draft.refused();
  } else void draft.offer();
}
