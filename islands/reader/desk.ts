/*
 * What a researcher does to notes and statements: write, retype, move, delete, undo. Each act changes the page at
 * once and goes to the saver; the server's answer is taken up when it comes.
 */
import { ApiError, type Api } from "../common/api";
import { saidLines, type Book } from "./book";
import type { Draft } from "../common/drafts";
import { Editor } from "./editor";
import { askBack, takeUp } from "./retrace";
import type { Saver, Sent } from "./saving";
import type { Screen } from "./screen";
import type { Chosen } from "./selection";
import type { Offer } from "./tools";
import { KIND_NAMES, type Anchor, type Item, type Kind } from "./types";

export interface DeskPage {
  /** Says something politely, to the eye and to a screen reader. */
  say(text: string, offer?: Offer): void;
  focusCard(key: string): void;
  focusLine(line: number): void;
  /** Asks for words for a card: the next choice moves it, or is added to it. */
  awaitWords(key: string, act: "move" | "add"): void;
  refused(error: ApiError): void;
  words: Record<string, string>;
}

export class Desk {
  readonly editor: Editor;
  readonly ticked = new Set<string>();
  private readonly clientKeys = new Map<string, string>();
  private readonly takenOff = new Map<string, Item>();

  constructor(
    readonly book: Book,
    readonly screen: Screen,
    private readonly saver: Saver,
    private readonly api: Api,
    private readonly caseId: number,
    private readonly page: DeskPage,
  ) {
    this.editor = new Editor(
      screen,
      {
        typed: (key, text) => this.typed(key, text),
        kind: (key, kind) => this.setKind(key, kind),
        closed: (key, focus) => this.closed(key, focus),
        move: (key) => this.page.awaitWords(key, "move"),
        add: (key) => this.page.awaitWords(key, "add"),
        rest: (key) => this.restOnTicked(key),
        statement: (key) => this.writeStatement([key], null),
        remove: (key) => this.remove(key),
      },
      (item) => this.restsOn(item),
    );
  }

  writeNote(kind: Kind, chosen: Chosen): void {
    this.begin({ sort: "note", kind, anchors: [this.anchor(chosen)], notes: [] });
  }
  /** From notes where some are given, else from the chosen words. */
  writeStatement(notes: string[], chosen: Chosen | null): void {
    const anchors = chosen !== null ? [this.anchor(chosen)] : distinct(notes.flatMap((key) => this.book.get(key)?.anchors ?? []));
    if (anchors.length === 0) return;
    this.untick();
    this.begin({ sort: "statement", kind: "untyped", anchors, notes });
  }
  edit(key: string): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    const [from, to] = this.book.homeSpan(item);
    const name = item.sort === "note" ? "Note" : capital(this.page.words["statement"] ?? "statement");
    this.screen.light.hold([key]);
    this.editor.open(item, `${name} on line${from === to ? "" : "s"} ${saidLines(from, to)}`);
  }

  setKind(key: string, kind: Kind): void {
    const item = this.book.get(key);
    if (item === undefined || item.sort !== "note" || item.kind === kind) return;
    this.book.put({ ...item, kind });
    const card = this.screen.card(key);
    const focused = card?.contains(document.activeElement) === true;
    card?.classList.remove(item.kind);
    card?.classList.add(kind);
    if (this.editor.key === key) this.editor.showKind(kind);
    else this.redraw(key);
    if (focused && this.editor.key !== key) this.page.focusCard(key);
    this.save(key, { kind }, 0);
    this.page.say(kind === "untyped" ? "No kind." : `${KIND_NAMES[kind]}.`);
  }

  /** Puts a card on other words, or on these words as well. */
  anchorTo(key: string, act: "move" | "add", chosen: Chosen): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    const anchor = this.anchor(chosen);
    const first = this.book.anchorsHere(item)[0];
    const kept = act === "add" ? item.anchors : item.anchors.filter((each) => each !== first);
    const anchors = distinct([...kept, anchor]);
    const lines = this.book.put({ ...item, anchors });
    this.screen.update(lines, [key]);
    this.save(key, { anchors }, 0);
    const line = this.book.lineAt(chosen.start) + 1;
    this.page.say(act === "add" ? `Words on line ${line} added.` : `Moved to line ${line}.`, "undo");
    this.page.focusCard(key);
  }

  tick(key: string): void {
    if (this.book.get(key)?.sort !== "note") return;
    if (!this.ticked.delete(key)) this.ticked.add(key);
    this.showTick(key);
    const count = this.ticked.size;
    if (count === 0) this.page.say("No notes chosen.");
    else this.page.say(`${count} ${count === 1 ? "note" : "notes"} chosen.`, "statement");
  }
  untick(): void {
    const keys = [...this.ticked];
    this.ticked.clear();
    keys.forEach((key) => this.showTick(key));
  }

  /** Lets a statement rest on the chosen notes as well. */
  restOnTicked(key: string): void {
    const item = this.book.get(key);
    if (item === undefined || item.sort !== "statement") return;
    if (this.ticked.size === 0) return this.page.say("Choose notes first, with t or the box beside them.");
    const notes = [...new Set([...item.notes, ...this.ticked])];
    const anchors = distinct([...item.anchors, ...notes.flatMap((note) => this.book.get(note)?.anchors ?? [])]);
    this.untick();
    this.screen.update(this.book.put({ ...item, notes, anchors }), [key]);
    this.save(key, { notes, anchors }, 0);
    this.page.say(this.restsOn({ ...item, notes }), "undo");
  }

  remove(key: string): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    const line = this.book.homeLine(item) ?? 0;
    if (this.editor.key === key) this.editor.close(false);
    if (this.book.get(key) === undefined) return this.page.focusLine(line);
    this.ticked.delete(key);
    this.screen.update(this.book.take(key), [key]);
    this.takenOff.set(key, item);
    this.saver.remove(this.draft(item, {}));
    this.page.focusLine(line);
    this.page.say(item.sort === "note" ? "Note deleted." : "Statement deleted.", "undo");
  }

  /** Undoes or redoes the last act on the server, once everything typed has reached it. */
  async retrace(way: "undo" | "redo"): Promise<void> {
    this.editor.close(true);
    if (!(await this.saver.settled())) return this.page.say("Not everything is saved yet, so nothing was undone.");
    const answer = await askBack(this.api, this.caseId, way);
    if (answer instanceof ApiError) return this.page.refused(answer);
    if (typeof answer === "string") return this.page.say(answer);
    const { lines, keys, gone } = takeUp(this.book, answer);
    for (const key of gone) this.ticked.delete(key);
    this.screen.update(lines, [...keys, ...gone]);
    const shown = keys.map((key) => this.book.homeLine(this.book.get(key)!)).find((line) => line !== null);
    const line = shown ?? Math.min(...lines);
    if (Number.isFinite(line)) this.page.focusLine(line);
    // The server names the act; the page says what became of it.
    const act = answer.sentence.charAt(0).toLowerCase() + answer.sentence.slice(1);
    this.page.say(`${way === "undo" ? "Undone" : "Done again"}: ${act}`);
  }

  /** The server took a piece: keep its id and when it changed. */
  saved(key: string, sent: Sent): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    const twin = this.book.keyFor(item.sort, sent.id);
    // Words kept from a closed page may turn out to be a card's that the page already shows.
    if (twin !== key) this.screen.update(this.book.merge(twin, key), [twin]);
    this.book.put({ ...item, id: sent.id, changedAt: sent.changedAt });
  }
  /** The words of a card, as they were settled on. */
  rewrite(key: string, words: string): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    this.book.put({ ...item, text: words });
    this.redraw(key);
  }
  /** Takes up what another changed of a card, and leaves the words that are being written. */
  takeUpBeside(key: string, theirs: Sent): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    const { kind, anchors, notes } = theirs.fields as { kind?: Kind; anchors: Anchor[]; notes?: string[] };
    const own = this.saver.fieldsOf(key);
    const has = (name: string) => name in own;
    const lines = this.book.put({
      ...item,
      kind: has("kind") ? item.kind : (kind ?? item.kind),
      anchors: has("anchors") ? item.anchors : anchors,
      notes: has("notes") ? item.notes : (notes ?? item.notes),
      text: has("body") || has("text") ? item.text : ((theirs.fields["body"] ?? theirs.fields["text"] ?? item.text) as string),
      changedAt: theirs.changedAt,
    });
    if (this.editor.key !== key) this.screen.update(lines, [key]);
  }
  /** Writes a card that was taken out elsewhere anew, with all it holds here. */
  writeAnew(key: string): void {
    const item = this.book.get(key);
    this.saver.forget(key);
    if (item === undefined) return;
    this.clientKeys.delete(key);
    this.book.put({ ...item, id: null, changedAt: "" });
    const { kind, anchors, notes, text } = item;
    this.save(key, item.sort === "note" ? { kind, anchors, body: text } : { notes, anchors, text }, 0);
  }
  letGo(key: string): void {
    const item = this.book.get(key);
    this.saver.forget(key);
    if (item === undefined) return;
    if (this.editor.key === key) this.editor.close(false);
    this.screen.update(this.book.take(key), [key]);
  }
  /** Puts back a card whose deletion was thought better of. */
  putBack(item: Item, theirs: Sent): void {
    this.screen.update(this.book.put(item), [item.key]);
    this.takeTheirs(item.key, theirs);
  }
  /** The card whose deletion is under way; it is off the page already. */
  taken(key: string): Item | undefined {
    return this.takenOff.get(key);
  }
  /** Takes the server's words for a card over those on the page. */
  takeTheirs(key: string, theirs: Sent): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    const { kind, body, text, anchors, notes } = theirs.fields as { kind?: Kind; body?: string; text?: string; anchors: Anchor[]; notes?: string[] };
    const words = body ?? text ?? item.text;
    const lines = this.book.put({ ...item, kind: kind ?? item.kind, text: words, anchors, notes: notes ?? item.notes, changedAt: theirs.changedAt });
    if (this.editor.key === key) this.editor.close(false);
    this.screen.update(lines, [key]);
  }
  /** Puts back what was being typed when a page closed. */
  restore(draft: Draft, key: string): void {
    const fields = draft.fields as { kind?: Kind; body?: string; text?: string; anchors?: Anchor[]; notes?: string[] };
    const known = this.book.get(key);
    const notes = fields.notes ?? known?.notes ?? [];
    const anchors = fields.anchors ?? known?.anchors ?? distinct(notes.flatMap((note) => this.book.get(note)?.anchors ?? []));
    const sort = draft.sort === "statement" ? "statement" : "note";
    const blank: Item = { key, sort, id: draft.id, kind: "untyped", text: "", anchors, notes, setAside: "", changedAt: draft.changedAt };
    const item = { ...(known ?? blank), anchors, notes, kind: fields.kind ?? known?.kind ?? "untyped", text: fields.body ?? fields.text ?? known?.text ?? "" };
    this.clientKeys.set(key, draft.clientKey);
    this.screen.update(this.book.put(item), [key]);
    this.saver.put({ ...draft, key }, 0);
  }

  private begin(made: Pick<Item, "sort" | "kind" | "anchors" | "notes">): void {
    this.editor.close(false);
    const key = this.book.newKey();
    const lines = this.book.put({ key, id: null, text: "", setAside: "", changedAt: "", ...made });
    this.screen.update(lines, [key]);
    this.edit(key);
  }
  private typed(key: string, text: string): void {
    const item = this.book.get(key);
    if (item === undefined) return;
    this.book.put({ ...item, text });
    if (text.trim() === "") return;
    const words = item.sort === "note" ? { body: text } : { text };
    if (item.id !== null || this.saver.has(key)) return this.save(key, words);
    const whole = item.sort === "note" ? { kind: item.kind, anchors: item.anchors } : { notes: item.notes, ...(item.notes.length > 0 ? {} : { anchors: item.anchors }) };
    this.save(key, { ...whole, ...words });
  }
  private closed(key: string, focus: boolean): void {
    const item = this.book.get(key);
    this.screen.light.hold([]);
    if (item === undefined) return;
    const line = this.book.homeLine(item) ?? 0;
    if (item.text.trim() === "") {
      this.discardEmpty(item);
      if (focus) this.page.focusLine(line);
      return;
    }
    this.saver.flush();
    this.redraw(key);
    if (focus) this.page.focusCard(key);
  }
  /** A card without words is not kept. What the server already has of it goes too, and undo brings it back. */
  private discardEmpty(item: Item): void {
    this.screen.update(this.book.take(item.key), [item.key]);
    if (item.id === null && !this.saver.has(item.key)) return;
    this.saver.remove(this.draft(item, {}));
    this.page.say(item.sort === "note" ? "Note deleted, since no words were left." : "Statement deleted, since no words were left.", "undo");
  }

  private save(key: string, fields: Record<string, unknown>, pause?: number): void {
    const item = this.book.get(key);
    if (item === undefined || (item.id === null && item.text.trim() === "")) return;
    this.saver.put(this.draft(item, fields), pause);
  }
  private draft(item: Item, fields: Record<string, unknown>): Draft {
    const clientKey = this.clientKeys.get(item.key) ?? crypto.randomUUID();
    this.clientKeys.set(item.key, clientKey);
    return { key: item.key, sort: item.sort, id: item.id, clientKey, changedAt: item.changedAt, fields };
  }
  private redraw(key: string): void {
    const item = this.book.get(key);
    if (item !== undefined) this.screen.update(this.book.linesOf(item), [key]);
  }
  private showTick(key: string): void {
    const card = this.screen.card(key);
    card?.classList.toggle("ticked", this.ticked.has(key));
    const box = card?.querySelector<HTMLInputElement>(".tick input");
    if (box) box.checked = this.ticked.has(key);
  }
  private restsOn(item: Item): string {
    if (item.notes.length === 0) return "Written from the passage.";
    return item.notes.length === 1 ? "Written from one note." : `Written from ${item.notes.length} notes.`;
  }
  private anchor(chosen: Chosen): Anchor {
    return [this.book.version.id, chosen.start, chosen.end];
  }
}

function distinct(anchors: Anchor[]): Anchor[] {
  return [...new Map(anchors.map((anchor) => [anchor.join(), anchor])).values()];
}
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
