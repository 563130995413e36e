/*
 * Saves what is typed, in the background, and loses none of it. Each note, statement and the first-impressions box
 * is a piece with its own state; pieces are sent one request at a time each, and what fails for want of a server
 * waits and is sent again. `route` knows addresses and what a server's answer means; this file knows only order.
 */
import { ApiError, Hindered, Unreachable } from "../common/api";
import type { Draft } from "../common/drafts";

/** "held": nothing under way, but something waits for a person's decision. */
export type SaveState = "saved" | "saving" | "offline" | "hindered" | "locked" | "held";

export interface Sent {
  id: number;
  changedAt: string;
  /** Who kept it, where that is another's version. */
  by?: string;
  /** The fields as the server now has them, to compare with what was meant. */
  fields: Record<string, unknown>;
  savedAt: string;
}

export interface Route {
  /** Sends a piece that the server does not have yet. */
  create(draft: Draft, closing: boolean): Promise<Sent>;
  change(draft: Draft, closing: boolean): Promise<Sent>;
  remove(draft: Draft): Promise<string>;
  /** Whether all that a piece refers to is on the server by now. */
  ready(draft: Draft): boolean;
  /** What a clash's `current` says, in the terms of `fields`. */
  read(draft: Draft, clash: ApiError): Sent | null;
  /** The fields as they were when the draft was begun from them; null where that is not known. */
  begunFrom(draft: Draft): Record<string, unknown> | null;
}

export interface Listener {
  /** `why` is what hinders the server, where the state is "hindered". */
  state(state: SaveState, savedAt: string | null, why: string): void;
  saved(key: string, sent: Sent): void;
  removed(key: string): void;
  clash(key: string, mine: Record<string, unknown>, theirs: Sent): void;
  /** Another changed only what was left alone here: their part of it is taken up. */
  joined(key: string, theirs: Sent): void;
  /** It was taken out elsewhere while words were written for it here. */
  gone(key: string): void;
  refused(key: string, why: ApiError): void;
  drafts(drafts: Draft[]): void;
}

interface Piece extends Draft {
  revision: number;
  due: number;
  since: number;
  busy: boolean;
  tried: boolean;
  removed: boolean;
  /** Waits for a person: a clash to settle, or words the server would not take. */
  held: boolean;
}

export const DEBOUNCE_MS = 400;
const LONGEST_WAIT_MS = 2000;
const SHOW_SAVING_MS = 500;
const RETRY_MS = [1000, 2000, 4000, 8000, 15000, 30000];

export class Saver {
  private readonly pieces = new Map<string, Piece>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private showTimer: ReturnType<typeof setTimeout> | undefined;
  private lost: "offline" | "hindered" | "locked" | null = null;
  private why = "";
  private failures = 0;
  private lastSaved: string | null = null;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly route: Route,
    private readonly listener: Listener,
  ) {}

  /** Takes new words (or a new kind, or new anchors) for a piece; sends them after a pause in typing. */
  put(draft: Draft, pause = DEBOUNCE_MS): void {
    const now = Date.now();
    const piece = this.pieces.get(draft.key) ?? this.begin(draft, now);
    piece.fields = { ...piece.fields, ...draft.fields };
    piece.revision += 1;
    piece.held = false;
    piece.due = Math.min(now + pause, Math.max(now, piece.since + LONGEST_WAIT_MS));
    this.keepDrafts();
    this.tellSoon();
    this.schedule();
  }

  /** Removes a piece from the server, after whatever of it is under way. */
  remove(draft: Draft): void {
    const piece = this.pieces.get(draft.key) ?? this.begin(draft, Date.now());
    piece.removed = true;
    piece.held = false;
    piece.due = Date.now();
    this.tellSoon();
    if (piece.id === null && !piece.tried) this.finish(piece);
    else this.schedule();
    this.keepDrafts();
  }

  /** Settles a clash: keeps these fields over what the server has, or (null) gives them up. */
  settle(key: string, mine: Record<string, unknown> | null, theirs: Sent): void {
    const piece = this.pieces.get(key);
    if (piece === undefined) return;
    if (mine === null) return this.finish(piece);
    piece.fields = { ...piece.fields, ...mine };
    piece.revision += 1;
    this.sendOver(piece, theirs);
    this.keepDrafts();
  }
  /** Lets go of a piece without sending it. */
  forget(key: string): void {
    const piece = this.pieces.get(key);
    if (piece !== undefined) this.finish(piece);
  }

  /** What waits to be sent of a piece. */
  fieldsOf(key: string): Readonly<Record<string, unknown>> {
    return this.pieces.get(key)?.fields ?? {};
  }
  has(key: string): boolean {
    return this.pieces.has(key);
  }
  get unsaved(): boolean {
    return this.pieces.size > 0;
  }

  /** Sends everything now; `closing` lets requests outlive the page. */
  flush(closing = false): void {
    for (const piece of this.pieces.values()) piece.due = 0;
    this.pump(closing);
  }
  /** Tries again at once: the network came back, or the store was unlocked. */
  retry(): void {
    if (this.pieces.size === 0) return;
    this.lost = null;
    this.flush();
  }
  /** Resolves true when nothing is left to send, false when the server is lost or a person must decide first. */
  async settled(): Promise<boolean> {
    this.flush();
    while (this.pieces.size > 0) {
      if (this.lost !== null || [...this.pieces.values()].every((piece) => piece.held)) return false;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return true;
  }

  private begin(draft: Draft, now: number): Piece {
    const piece = { ...draft, fields: {}, revision: 0, due: now, since: now, busy: false, tried: false, removed: false, held: false };
    this.pieces.set(draft.key, piece);
    return piece;
  }

  /** What takes longer than a moment is said to be under way. */
  private tellSoon(): void {
    this.showTimer ??= setTimeout(() => this.tell(this.unsavedState()), SHOW_SAVING_MS);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const idle = [...this.pieces.values()].filter((piece) => !piece.busy && !piece.held && (piece.removed || this.route.ready(piece)));
    if (idle.length === 0) return;
    const due = Math.min(...idle.map((piece) => piece.due));
    const delay = this.lost === null ? due - Date.now() : RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1]!;
    this.timer = setTimeout(() => this.pump(false), Math.max(0, delay));
  }

  private pump(closing: boolean): void {
    for (const piece of [...this.pieces.values()]) {
      if (piece.busy || piece.held || (piece.due > Date.now() && this.lost === null)) continue;
      if (piece.removed || this.route.ready(piece)) void this.send(piece, closing);
    }
    this.schedule();
  }

  private async send(piece: Piece, closing: boolean): Promise<void> {
    const { revision, fields } = piece;
    piece.busy = true;
    piece.tried = true;
    try {
      if (piece.removed && piece.id !== null) {
        this.succeed(await this.route.remove(piece));
        this.finish(piece);
        this.listener.removed(piece.key);
      } else {
        const creating = piece.id === null;
        const sent = creating ? await this.route.create(piece, closing) : await this.route.change(piece, closing);
        this.accept(piece, sent, revision, fields, creating);
      }
    } catch (error) {
      this.fail(piece, error);
    } finally {
      piece.busy = false;
      this.wake();
      this.schedule();
    }
  }

  /** A repeated create answers with the first one's words; what was typed since is sent as a change. */
  private accept(piece: Piece, sent: Sent, revision: number, fields: Record<string, unknown>, created: boolean): void {
    piece.id = sent.id;
    piece.changedAt = sent.changedAt;
    piece.since = Date.now();
    this.succeed(sent.savedAt);
    this.listener.saved(piece.key, sent);
    const behind = piece.revision !== revision || (created && !same(fields, sent.fields));
    // What the server has by now is not sent again: a change of words must not read as a move in the trail.
    piece.fields = behind ? unlike(piece.fields, sent.fields) : {};
    if (piece.removed || Object.keys(piece.fields).length > 0) piece.due = Math.max(piece.due, Date.now());
    else this.finish(piece);
    this.keepDrafts();
  }

  private fail(piece: Piece, error: unknown): void {
    if (error instanceof Hindered) return this.lose("hindered", error.refusal.sentences);
    if (error instanceof Unreachable) return this.lose("offline");
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 423 || error.status === 401) return this.lose("locked");
    if (piece.removed && error.status === 404) return this.finish(piece);
    const theirs = error.status === 409 ? this.route.read(piece, error) : null;
    if (theirs !== null && !piece.removed && same(piece.fields, theirs.fields)) {
      return this.accept(piece, theirs, piece.revision, piece.fields, false);
    }
    if (theirs !== null && !piece.removed && this.apart(piece, theirs)) {
      this.listener.joined(piece.key, theirs);
      return this.sendOver(piece, theirs);
    }
    piece.held = true;
    this.succeed(null);
    this.tell(this.unsavedState());
    if (theirs !== null) this.listener.clash(piece.key, piece.removed ? {} : piece.fields, theirs);
    else if (error.status === 404 && piece.id !== null) this.listener.gone(piece.key);
    else this.listener.refused(piece.key, error);
  }
  /** Whether another changed nothing of what was changed here. */
  private apart(piece: Piece, theirs: Sent): boolean {
    const begun = this.route.begunFrom(piece);
    return begun !== null && Object.keys(piece.fields).every((name) => equal(begun[name], theirs.fields[name]));
  }
  private sendOver(piece: Piece, theirs: Sent): void {
    piece.changedAt = theirs.changedAt;
    piece.held = false;
    piece.due = Date.now();
    this.schedule();
  }

  private lose(how: "offline" | "hindered" | "locked", why = ""): void {
    this.lost = how;
    this.why = why;
    this.failures += 1;
    this.tell(how);
  }
  private succeed(savedAt: string | null): void {
    this.lost = null;
    this.failures = 0;
    this.lastSaved = savedAt ?? this.lastSaved;
  }
  private finish(piece: Piece): void {
    this.pieces.delete(piece.key);
    this.keepDrafts();
    if (this.pieces.size === 0) {
      clearTimeout(this.showTimer);
      this.showTimer = undefined;
      this.tell("saved");
    }
    this.wake();
  }
  private unsavedState(): SaveState {
    if (this.lost !== null) return this.lost;
    return [...this.pieces.values()].every((piece) => piece.held) ? "held" : "saving";
  }
  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
  private tell(state: SaveState): void {
    this.listener.state(state, this.lastSaved, this.why);
  }
  private keepDrafts(): void {
    const kept = [...this.pieces.values()].filter((piece) => !piece.removed);
    this.listener.drafts(kept.map(({ key, sort, id, clientKey, changedAt, fields }) => ({ key, sort, id, clientKey, changedAt, fields })));
  }
}

/** The fields that the server has otherwise than they were meant. */
function unlike(meant: Record<string, unknown>, found: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(meant).filter(([name, value]) => !equal(value, found[name])));
}
function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
function same(meant: Record<string, unknown>, found: Record<string, unknown>): boolean {
  return Object.keys(unlike(meant, found)).length === 0;
}
