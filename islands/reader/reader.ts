/* The reader as a whole: holds its parts together and turns what a person presses into what happens. */
import type { Bar } from "./bar";
import type { Book } from "./book";
import type { Desk } from "./desk";
import type { Find } from "./find";
import type { Screen } from "./screen";
import type { Selection } from "./selection";
import type { Offer } from "./tools";
import type { Kind } from "./types";
import type { Walk } from "./walk";

export interface ReaderParts {
  root: HTMLElement;
  book: Book;
  screen: Screen;
  desk: Desk;
  selection: Selection;
  walk: Walk;
  bar: Bar;
  find: Find;
  jump: HTMLDialogElement;
  whole: HTMLInputElement;
  canWrite: boolean;
  say(text: string, offer?: Offer): void;
}

const SIDES = "lifeworld.reader.notes-left";

export class Reader {
  readonly canWrite: boolean;
  swapped = false;
  showsUnnoted = false;
  private awaited: { key: string; act: "move" | "add" } | null = null;

  constructor(private readonly parts: ReaderParts) {
    this.canWrite = parts.canWrite;
    this.swapped = localStorage.getItem(SIDES) === "yes";
    this.showSides();
  }

  /** Called whenever the chosen words changed. */
  choiceChanged(): void {
    const { selection, bar, screen } = this.parts;
    const { chosen } = selection;
    if (chosen === null || !this.canWrite) return bar.show(null, null, () => undefined);
    const text = this.parts.book.text;
    const range = selection.rangeOver({ start: text.toUnits(chosen.start), end: text.toUnits(chosen.end) });
    const last = [...(range?.getClientRects() ?? [])].at(-1);
    const box = range?.getBoundingClientRect();
    const place = box === undefined || last === undefined ? null : new DOMRect(last.left, last.top, last.width, last.height);
    bar.show(place ?? screen.root.getBoundingClientRect(), this.awaited?.act ?? null, () => this.choiceChanged());
    if (selection.words !== null) this.parts.say(`“${short(selection.quote())}” chosen.`);
  }

  up(by: 1 | -1, extend: boolean): boolean | void {
    const { selection, walk } = this.parts;
    if (selection.words !== null || (extend && selection.chosen !== null)) return selection.stepLine(by, extend);
    if (!this.inTranscript()) return false;
    if (extend && walk.key === null) {
      selection.beginAt(walk.line);
      return selection.stepLine(by, true);
    }
    walk.along(by);
  }
  side(by: 1 | -1, extend: boolean): boolean | void {
    const { selection, walk } = this.parts;
    if (selection.words !== null || (extend && selection.chosen !== null)) return selection.step(by, extend);
    if (!this.inTranscript()) return false;
    if (extend) return selection.beginAt(walk.line);
    if (!walk.across(by)) this.parts.say("Nothing in this margin yet.");
  }
  enter(): boolean | void {
    const { selection, walk, bar } = this.parts;
    if (!this.inTranscript() && document.activeElement !== document.body) return false;
    if (this.awaited !== null && selection.chosen !== null) return this.confirm();
    if (selection.chosen !== null) return bar.focus();
    if (document.activeElement?.matches(".no") !== true || !this.canWrite) return false;
    selection.beginAt(walk.line);
  }
  leave(): boolean | void {
    const { selection, walk, find, desk } = this.parts;
    if (this.awaited !== null) return this.cancel();
    if (selection.chosen !== null) {
      selection.clear();
      return walk.toLine(walk.line);
    }
    if (find.isOpen) return find.close();
    if (walk.key !== null && this.inTranscript()) return walk.toLine(walk.line);
    desk.untick();
    return false;
  }

  kind(kind: Kind): boolean | void {
    if (!this.canWrite) return false;
    const { selection, desk } = this.parts;
    const { chosen } = selection;
    if (chosen !== null) {
      selection.clear();
      return desk.writeNote(kind, chosen);
    }
    const key = this.cardInFocus();
    if (key === null) return false;
    desk.setKind(key, kind);
  }
  statement(): boolean | void {
    if (!this.canWrite) return false;
    const { selection, desk, say } = this.parts;
    const { chosen } = selection;
    const focused = this.cardInFocus();
    const notes = desk.ticked.size > 0 ? [...desk.ticked] : focused !== null && this.parts.book.get(focused)?.sort === "note" ? [focused] : [];
    if (notes.length === 0 && chosen === null) return say("Choose words, or notes, to write a statement from.");
    selection.clear();
    desk.writeStatement(notes, notes.length > 0 ? null : chosen);
  }
  tick(): boolean | void {
    const key = this.cardInFocus();
    if (key === null || !this.canWrite) return false;
    this.parts.desk.tick(key);
  }
  remove(): boolean | void {
    const key = this.cardInFocus();
    if (key === null || !this.canWrite) return false;
    this.parts.desk.remove(key);
  }

  /** Puts the card one is on, or was last on, on the chosen words; or asks for words first. */
  anchor(act: "move" | "add"): boolean | void {
    if (!this.canWrite) return false;
    const key = this.cardInFocus() ?? this.parts.walk.key;
    if (key === null) return this.parts.say("Go to a note first.");
    this.awaitWords(key, act);
    if (this.parts.selection.chosen !== null) this.confirm();
  }
  awaitWords(key: string, act: "move" | "add"): void {
    const { desk, walk, screen, say, book } = this.parts;
    desk.editor.close(false);
    if (book.get(key) === undefined) return;
    this.awaited = { key, act };
    screen.light.hold([key]);
    if (this.parts.selection.chosen === null) walk.toLine(book.homeLine(book.get(key)!) ?? walk.line);
    say(act === "move" ? "Choose the words it belongs to, then press Enter. Esc leaves it as it was." : "Choose the words to add, then press Enter. Esc leaves it as it was.");
  }
  confirm(): void {
    const { selection, desk, screen } = this.parts;
    const { awaited } = this;
    const { chosen } = selection;
    if (awaited === null || chosen === null) return;
    this.awaited = null;
    selection.clear();
    screen.light.hold([]);
    desk.anchorTo(awaited.key, awaited.act, chosen);
  }
  cancel(): void {
    const key = this.awaited?.key;
    this.awaited = null;
    this.parts.selection.clear();
    this.parts.screen.light.hold([]);
    if (key !== undefined) this.parts.walk.toCard(key);
    this.parts.say("Left as it was.");
  }

  readWhole(): void {
    this.parts.whole.checked = !this.parts.whole.checked;
    this.showWhole();
  }
  showWhole(): void {
    const { root, whole, walk, desk, say } = this.parts;
    desk.editor.close(false);
    root.classList.toggle("whole-on", whole.checked);
    this.parts.screen.settle(true);
    walk.toLine(walk.line, document.activeElement !== whole);
    say(whole.checked ? "Reading whole." : "Margins shown.");
  }
  jump(): void {
    this.parts.jump.showModal();
  }
  openFind(): void {
    this.parts.find.open();
  }
  nextUnnoted(): void {
    const { book, walk, say } = this.parts;
    const line = book.nextUnnoted(walk.line);
    if (line === null) return say("No further stretch without a note below this line.");
    walk.toLine(line);
    say(`Line ${line + 1}.`);
  }
  toggleUnnoted(): void {
    this.showsUnnoted = !this.showsUnnoted;
    this.parts.root.classList.toggle("unnoted-on", this.showsUnnoted);
  }
  swapSides(): void {
    this.swapped = !this.swapped;
    localStorage.setItem(SIDES, this.swapped ? "yes" : "no");
    this.showSides();
    this.parts.screen.settle(true);
  }
  retrace(way: "undo" | "redo"): void {
    if (this.canWrite) void this.parts.desk.retrace(way);
  }

  private showSides(): void {
    this.parts.root.classList.toggle("swapped", this.swapped);
  }
  private cardInFocus(): string | null {
    const card = document.activeElement?.closest<HTMLElement>("[data-key]");
    return card?.dataset["key"] ?? null;
  }
  /** Arrows scroll the page as ever until a line or a card has the keyboard. */
  private inTranscript(): boolean {
    return document.activeElement?.matches(".no, .card-btn, .more") === true;
  }
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 40)} … ${text.slice(-30)}` : text;
}
