/* When this page and another one disagree about a note, a statement or the first impressions: what each case comes to. */
import type { Clashes } from "../common/clash";
import type { Book } from "./book";
import type { Desk } from "./desk";
import type { Notices } from "./notices";
import { CASE_KEY, wordsOf } from "./offers";
import type { Listener, Saver, Sent } from "./saving";
import { KIND_NAMES, type Kind } from "./types";

interface Parts {
  book: Book;
  desk: Desk;
  saver: Saver;
  notices: Notices;
  clashes: Clashes;
  /** The box of first impressions. */
  first: HTMLElement;
  focus(key: string): void;
}

/** The part of the saver's listener that answers disagreements. `parts` are asked for late: they know one another. */
export function disagreements(parts: () => Parts): Pick<Listener, "clash" | "joined" | "gone"> {
  return {
    clash: (key, mine, theirs) => (parts().desk.taken(key) === undefined || parts().book.get(key) !== undefined ? bothWritten(parts(), key, mine, theirs) : takenOutHere(parts(), key, theirs)),
    joined: (key, theirs) => parts().desk.takeUpBeside(key, theirs),
    gone: (key) => {
      const { book, desk, notices } = parts();
      const item = book.get(key);
      if (item === undefined) return;
      notices.gone(key, item.sort, item.text, (again) => (again ? desk.writeAnew(key) : desk.letGo(key)));
    },
  };
}

function bothWritten({ book, desk, saver, clashes, first, focus }: Parts, key: string, mine: Record<string, unknown>, theirs: Sent): void {
  const item = book.get(key);
  const area = key === CASE_KEY ? first.querySelector("textarea")! : null;
  const fixed = wordsOf(mine) === null;
  const words = wordsOf(mine) ?? item?.text ?? "";
  const other = wordsOf(theirs.fields) ?? "";
  const name = area !== null ? "first_impressions" : item?.sort === "statement" ? "text" : "body";
  const what = area !== null ? "the first impressions" : `this ${item?.sort ?? "note"}`;
  clashes.ask(
    key,
    { what, mine: fixed ? told(words, mine) : words, theirs: fixed ? told(other, theirs.fields) : other, by: theirs.by ?? "", at: theirs.changedAt, fixed },
    {
      keep: (settled) => {
        const changed = fixed ? {} : { [name]: settled };
        saver.settle(key, changed, theirs);
        if (area !== null) area.value = settled;
        else if (name in changed) desk.rewrite(key, settled);
      },
      take: () => {
        saver.settle(key, null, theirs);
        if (area !== null) area.value = other;
        else desk.takeTheirs(key, theirs);
      },
      leave: () => (area !== null ? area.focus() : focus(key)),
    },
  );
}

/** Deleted here, changed there. */
function takenOutHere({ desk, saver, clashes, focus }: Parts, key: string, theirs: Sent): void {
  const item = desk.taken(key)!;
  clashes.ask(
    key,
    { what: `this ${item.sort}`, mine: "Deleted.", theirs: wordsOf(theirs.fields) ?? "", by: theirs.by ?? "", at: theirs.changedAt, fixed: true },
    {
      keep: () => saver.settle(key, {}, theirs),
      take: () => {
        saver.settle(key, null, theirs);
        desk.putBack(item, theirs);
        focus(key);
      },
    },
  );
}

/** The words with the kind, where that or the passage is what was changed. */
function told(words: string, fields: Record<string, unknown>): string {
  const kind = fields["kind"] as Kind | undefined;
  return kind === undefined ? `${words}\n(on another passage)` : `${words}\n(${KIND_NAMES[kind].toLowerCase()})`;
}
