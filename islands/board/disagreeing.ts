/* When another window changed what is changed here: the same words are asked about, all else is sent again. */
import type { ApiError } from "../common/api";
import { Clashes, type Versions } from "../common/clash";
import { DraftStore } from "../common/drafts";
import type { Board } from "./types";

/** Words as they stood when somebody began to write over them. */
export interface Begun {
  value: string;
  changed_at: string;
}

export interface Question {
  /** Stays the same for the same words: `theme 5 name`. */
  key: string;
  what: string;
  mine: string;
  /** What stood when mine was begun; null where mine is an act on the whole thing. */
  begun: string | null;
  fixed?: boolean;
  /** The other version in what the server says now stands. */
  theirs(current: Record<string, unknown>): string;
  /** Sends words again, over what stands now. */
  send(words: string, seen: string): void;
}

interface Kept {
  key: string;
  versions: Versions;
}

export class Disagreements {
  readonly clashes: Clashes;
  private readonly store: DraftStore<Kept> | null;

  /** `place` names study and case; without a `secret` what waits is not kept beyond this page. */
  constructor(place: string, secret: string | undefined) {
    this.store = secret === undefined ? null : new DraftStore<Kept>(`${place}.table`, secret);
    this.clashes = new Clashes((waiting) => void this.store?.keep([...waiting].map(([key, versions]) => ({ key, versions }))));
  }

  /** Answers a clash: sends on where nobody else touched these words, and asks where somebody did. */
  meet(question: Question, clash: ApiError): void {
    const current = clash.current as Record<string, unknown> & { changed_at: string };
    const theirs = question.theirs(current);
    if (question.begun !== null && theirs === question.begun) return question.send(question.mine, current.changed_at);
    const { key, what, mine, fixed } = question;
    const versions: Versions = { what, mine, theirs, by: clash.by, at: current.changed_at, ...(fixed === true ? { fixed } : {}) };
    this.clashes.ask(key, versions, { keep: (words) => question.send(words, current.changed_at), take: () => undefined });
  }

  /** Brings back what waited for a choice when an earlier page of this table closed. */
  async bringBack(board: Board, send: (theme: number, field: "name" | "rationale", words: string, seen: string) => void): Promise<void> {
    if (this.store === null) return;
    const { drafts, forget } = await this.store.leftBehind();
    for (const { key, versions } of drafts) {
      const [, id, field] = /^theme (\d+) (name|rationale)$/.exec(key) ?? [];
      const theme = board.themes.find((one) => one.id === Number(id));
      if (theme === undefined || (field !== "name" && field !== "rationale") || theme[field] === versions.mine) continue;
      const now = { ...versions, theirs: theme[field], at: theme.changed_at };
      this.clashes.ask(key, now, { keep: (words) => send(theme.id, field, words, theme.changed_at), take: () => undefined }, false);
    }
    forget();
  }
}
