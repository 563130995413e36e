/*
 * Gestures on their way to the server. The board shown is what the server last said, with every gesture not yet
 * answered laid over it; one gesture is under way at a time, so an answer can never overtake a newer one.
 * A server that cannot be reached is asked again; a refusal ends all that waited, and the board is read afresh.
 */
import { ApiError, Hindered, Unreachable } from "../common/api";
import { settle } from "./model";
import type { Board, BoardAnswer } from "./types";

/** Turns the passing number of a pile made here into the server's, once that is known. */
export type Known = (id: number) => number;

export interface Gesture {
  /** What the board looks like after it; the same board where only the server can tell. */
  apply(board: Board, known: Known): Board;
  send(known: Known): Promise<BoardAnswer>;
  /** Whether sending twice does no more than sending once. */
  repeatable: boolean;
  /** The passing (negative) number of a pile this gesture makes. */
  makes?: number;
  /** Somebody changed the same thing: this gesture alone ends, and the person is asked. */
  clash?(clash: ApiError): void;
}

export type Standing = "saved" | "waiting" | "lost";

export interface SyncHooks {
  /** The board, or how it stands with the server, changed. */
  changed(): void;
  /** A pile made here got its lasting number. */
  named(passing: number, lasting: number): void;
  /** The server refused: its sentences, to be told after the board was read afresh. */
  refused(sentences: string): void;
}

const RETRY_MS = [2_000, 5_000, 10_000, 20_000];

interface Waiting {
  gesture: Gesture;
  done(answer: BoardAnswer | null): void;
}

export class Sync {
  standing: Standing = "saved";
  savedAt: Date | null = null;
  /** What hinders the server while the standing is "lost"; empty where it cannot be reached at all. */
  hindrance = "";
  board: Board;
  private confirmed: Board;
  private waiting: Waiting[] = [];
  private readonly lasting = new Map<number, number>();
  private sending = false;
  private wake: (() => void) | null = null;

  constructor(
    first: Board,
    private readonly hooks: SyncHooks,
    private readonly read: (layout: number) => Promise<Board>,
    private readonly retryMs: readonly number[] = RETRY_MS,
  ) {
    this.board = this.confirmed = first;
  }

  readonly known: Known = (id) => this.lasting.get(id) ?? id;

  /** A name for a pile that stays the same when its number becomes the server's. */
  face(id: number): number {
    for (const [passing, lasting] of this.lasting) if (lasting === id) return passing;
    return id;
  }

  get pending(): number {
    return this.waiting.length;
  }

  /** Takes a gesture; resolves with the server's answer, or null where it was refused. */
  take(gesture: Gesture): Promise<BoardAnswer | null> {
    return new Promise((done) => {
      this.waiting.push({ gesture, done });
      this.board = gesture.apply(this.board, this.known);
      if (this.standing === "saved") this.standing = "waiting";
      this.hooks.changed();
      void this.work();
    });
  }

  /** Tries at once again where the server could not be reached. */
  tryNow(): void {
    this.wake?.();
  }

  private async work(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.waiting.length > 0) await this.sendFirst(this.waiting[0]!);
    this.sending = false;
  }

  private async sendFirst(first: Waiting): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        this.accept(first, await first.gesture.send(this.known));
        return;
      } catch (problem) {
        if (problem instanceof ApiError && problem.current !== undefined && first.gesture.clash !== undefined) return this.part(first, problem);
        if (problem instanceof ApiError) return this.giveUp(problem.sentences);
        if (!(problem instanceof Unreachable)) return this.giveUp("That step failed. The table shows how things stand now. Try it again.");
        if (problem instanceof Hindered && !first.gesture.repeatable) return this.giveUp(problem.refusal.sentences);
        this.lose(problem);
        await this.rest(tries);
        if (!first.gesture.repeatable) {
          return this.giveUp("The connection was lost during that step, so it may or may not have been done. The table shows how things stand now.");
        }
      }
    }
  }

  private accept(first: Waiting, answer: BoardAnswer): void {
    const { makes } = first.gesture;
    if (makes !== undefined) {
      const before = new Set(this.confirmed.themes.map((theme) => theme.id));
      const made = answer.themes.filter((theme) => !before.has(theme.id)).at(-1);
      if (made !== undefined) {
        this.lasting.set(makes, made.id);
        this.hooks.named(makes, made.id);
      }
    }
    this.waiting.shift();
    this.confirmed = answer;
    if (answer.saved_at !== undefined) this.savedAt = new Date(answer.saved_at);
    this.redraw();
    this.stand(this.waiting.length === 0 ? "saved" : "waiting");
    first.done(answer);
  }

  private async part(first: Waiting, problem: ApiError): Promise<void> {
    this.confirmed = await this.readAgain();
    this.waiting.shift();
    this.redraw();
    this.stand(this.waiting.length === 0 ? "saved" : "waiting");
    first.done(null);
    first.gesture.clash?.(problem);
  }

  private async giveUp(sentences: string): Promise<void> {
    const lost = this.waiting;
    this.waiting = [];
    this.confirmed = await this.readAgain();
    const more = lost.length > 1 ? " What was done after it has not been kept either." : "";
    this.redraw();
    this.stand(this.waiting.length === 0 ? "saved" : "waiting");
    for (const { done } of lost) done(null);
    this.hooks.refused(sentences + more);
  }

  private async readAgain(): Promise<Board> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.read(this.confirmed.layout);
      } catch (problem) {
        if (!(problem instanceof Unreachable)) return this.confirmed;
        this.lose(problem);
        await this.rest(tries);
      }
    }
  }

  private lose(problem: Unreachable): void {
    this.hindrance = problem instanceof Hindered ? problem.refusal.sentences : "";
    this.stand("lost");
  }

  private redraw(): void {
    const laid = this.waiting.reduce((board, { gesture }) => gesture.apply(board, this.known), this.confirmed);
    this.board = settle(this.board, laid);
  }

  private stand(standing: Standing): void {
    this.standing = standing;
    this.hooks.changed();
  }

  private rest(tries: number): Promise<void> {
    return new Promise((resume) => {
      const go = () => {
        clearTimeout(timer);
        this.wake = null;
        resume();
      };
      const timer = setTimeout(go, this.retryMs[Math.min(tries, this.retryMs.length - 1)]);
      this.wake = go;
    });
  }
}
