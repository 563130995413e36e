/* Undo and redo: the server knows what the last act was; the page takes up what it answers. */
import { ApiError, Hindered, type Api } from "../common/api";
import type { Book } from "./book";
import type { ActAnswer, Item } from "./types";

/** The server's answer, its refusal, or a sentence where there is nothing to take back. */
export async function askBack(api: Api, caseId: number, way: "undo" | "redo"): Promise<ActAnswer | ApiError | string> {
  try {
    return await api.post<ActAnswer>(`cases/${caseId}/${way}`, { area: "reader" });
  } catch (error) {
    if (error instanceof Hindered) return error.refusal;
    if (!(error instanceof ApiError)) return "Not connected, so nothing was undone.";
    if (error.status === 409) return way === "undo" ? "Nothing to undo." : "Nothing to redo.";
    return error;
  }
}

/** Puts what came back into the book; answers with the lines to redraw and the keys that changed or went. */
export function takeUp(book: Book, answer: ActAnswer): { lines: Set<number>; keys: string[]; gone: string[] } {
  const lines = new Set<number>();
  const keys: string[] = [];
  const put = (item: Item) => {
    book.put(item).forEach((line) => lines.add(line));
    keys.push(item.key);
  };
  for (const note of answer.notes ?? []) put(book.fromNote(note));
  for (const statement of answer.statements ?? []) put(book.fromStatement(statement));
  const gone = [
    ...(answer.removed?.notes ?? []).map((id) => book.keyFor("note", id)),
    ...(answer.removed?.statements ?? []).map((id) => book.keyFor("statement", id)),
  ];
  for (const key of gone) book.take(key).forEach((line) => lines.add(line));
  return { lines, keys, gone };
}
