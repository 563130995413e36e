/* What the API sends the reader, and the reader's own view of it. */

export type Kind = "descriptive" | "linguistic" | "conceptual" | "untyped";
export type Sort = "note" | "statement";

/** `[version, start, end)` in code points. */
export type Anchor = [version: number, start: number, end: number];

export interface NoteRecord {
  id: number;
  kind: Kind;
  body: string;
  anchors: Anchor[];
  changed_at: string;
}

export interface StatementRecord {
  id: number;
  text: string;
  anchors: Anchor[];
  notes: number[];
  set_aside: string;
  changed_at: string;
}

export interface VersionRecord {
  id: number;
  interview: number;
  frozen_on: string;
  line_width: number;
  lines_per_page: number;
  text: string;
  turns: [start: number, end: number, speaker: string, role: "participant" | "interviewer" | "other", at: number | null][];
  lines: [start: number, end: number, turn: number][];
}

export interface CaseRecord {
  id: number;
  number: number;
  pseudonym: string;
  study: string;
  state: string;
  can_write: boolean;
  first_impressions: string;
  changed_at?: string;
}

export interface ReaderAnswer {
  case: CaseRecord;
  words: Record<string, string>;
  interviews: { number: number; held_on: string | null; minutes: number | null; frozen: boolean }[];
  version: VersionRecord;
  notes: NoteRecord[];
  statements: StatementRecord[];
  can_undo: boolean;
  can_redo: boolean;
}

/** What undo and redo answer. */
export interface ActAnswer {
  sentence: string;
  can_undo: boolean;
  can_redo: boolean;
  notes?: NoteRecord[];
  statements?: StatementRecord[];
  removed?: { notes?: number[]; statements?: number[] };
  saved_at?: string;
}

export interface ReaderConfig {
  api: string;
  case: number;
  interview: number | null;
  csrf_cookie: string;
  draft_key: string;
  back?: string;
  unlock?: string;
  line: number | null;
}

/** A note or a statement as the reader holds it. `key` never changes, also when the server gives it an id. */
export interface Item {
  key: string;
  sort: Sort;
  id: number | null;
  kind: Kind;
  text: string;
  anchors: Anchor[];
  /** Keys of the notes a statement rests on. */
  notes: string[];
  setAside: string;
  changedAt: string;
}

export const KIND_NAMES: Record<Kind, string> = {
  descriptive: "Descriptive",
  linguistic: "Linguistic",
  conceptual: "Conceptual",
  untyped: "None",
};
