/* Offers back what an earlier page did not get to save, one piece at a time; nothing is decided for the person. */
import { saidLines, type Book } from "./book";
import type { Desk } from "./desk";
import type { Draft, DraftStore } from "../common/drafts";
import type { Notices } from "./notices";
import type { Saver } from "./saving";
import type { Anchor } from "./types";

/** The key of the piece that holds the case's first impressions. */
export const CASE_KEY = "case";

export interface Restoring {
  book: Book;
  saver: Saver;
  desk: Desk;
  notices: Notices;
  text: HTMLElement;
}

/** Shows a question for each draft left behind by a page that is no longer open. */
export async function offerDrafts(store: DraftStore, { book, saver, desk, notices, text }: Restoring): Promise<void> {
  const { drafts, forget } = await store.leftBehind();
  const keys = new Map(drafts.map((draft) => [draft.key, draft.id === null ? (arrived(book, draft) ?? book.newKey()) : keyOf(book, draft)]));
  const open = new Set<Draft>();
  const done = (draft: Draft) => {
    open.delete(draft);
    if (open.size === 0) forget();
  };
  for (const draft of drafts) {
    const key = keys.get(draft.key)!;
    const words = wordsOf(draft.fields);
    if (words === null || words === book.get(key)?.text) continue;
    open.add(draft);
    const notes = (draft.fields["notes"] as string[] | undefined)?.map((note) => keys.get(note) ?? note);
    const moved = { ...draft, fields: notes === undefined ? draft.fields : { ...draft.fields, notes } };
    notices.offer(`draft ${key}`, whereOf(book, draft), words, (keep) => {
      if (keep && draft.sort === "case") {
        text.querySelector("textarea")!.value = words;
        saver.put(moved, 0);
      } else if (keep) desk.restore(moved, key);
      done(draft);
    });
  }
  if (open.size === 0) forget();
}

function keyOf(book: Book, draft: Draft): string {
  return draft.sort === "case" ? CASE_KEY : book.keyFor(draft.sort, draft.id!);
}
/** The key of what the server already has of a draft: a page's last request may arrive without the page hearing of it. */
function arrived(book: Book, { sort, fields }: Draft): string | undefined {
  for (const item of book.all()) {
    if (item.sort !== sort || item.text !== wordsOf(fields)) continue;
    if (alike(item.anchors, (fields["anchors"] as Anchor[] | undefined) ?? item.anchors)) return item.key;
  }
  return undefined;
}
/** Whether two sets of anchors are of the same words, in whatever order. */
function alike(some: readonly Anchor[], others: readonly Anchor[]): boolean {
  return JSON.stringify(some.map(String).sort()) === JSON.stringify(others.map(String).sort());
}
function whereOf(book: Book, draft: Draft): string {
  if (draft.sort === "case") return "in first impressions";
  const anchors = draft.fields["anchors"] as [number, number, number][] | undefined;
  const item = draft.id === null ? undefined : book.get(keyOf(book, draft));
  const first = anchors?.[0] ?? item?.anchors[0];
  return first === undefined ? `in a ${draft.sort}` : `in a ${draft.sort} on line ${saidLines(book.lineAt(first[1]), book.lineAt(first[1]))}`;
}
/** The words of a piece, whatever sort it is. */
export function wordsOf(fields: Record<string, unknown>): string | null {
  const words = fields["body"] ?? fields["text"] ?? fields["first_impressions"];
  return typeof words === "string" ? words : null;
}
