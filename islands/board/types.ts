/* What the API says about a board, in the API's own names, and what the page tells the island. */

export interface BoardConfig {
  api: string;
  case: number;
  /** The layout to open; null opens the one in use. */
  layout: number | null;
  csrf_cookie: string;
  /** 32 bytes in base64: the key that seals what is kept in this browser. */
  draft_key?: string;
  /** Address of this case's transcript, and of its own page. */
  reader: string;
  case_page: string;
}

export interface CaseView {
  id: number;
  number: number;
  pseudonym: string;
  study: string;
  state: string;
  can_write: boolean;
  summary: string;
}

export interface LayoutView {
  id: number;
  name: string;
  in_use: boolean;
  changed_at: string;
}

export interface Theme {
  id: number;
  parent: number | null;
  /** Empty while the pile has no name. */
  name: string;
  connection: string;
  rationale: string;
  /** Table pixels. */
  x: number;
  y: number;
  squared_up: boolean;
  position: number;
  changed_at: string;
}

interface Told {
  statement: number;
  text: string;
  /** "213–216" */
  lines: string;
  first_line: number;
  interview: number;
  changed_at: string;
}

export interface Card extends Told {
  theme: number | null;
  /** Table pixels; they count only where the card lies loose. */
  x: number;
  y: number;
  position: number;
}

export interface Aside extends Told {
  reason: string;
}

export interface Connection {
  value: string;
  name: string;
  gloss: string;
}

export interface Board {
  case: CaseView;
  words: Record<string, string>;
  layouts: LayoutView[];
  /** The layout shown; 0 where the case has none yet. */
  layout: number;
  themes: Theme[];
  cards: Card[];
  set_aside: Aside[];
  connections: Connection[];
  can_undo: boolean;
  can_redo: boolean;
}

export interface BoardAnswer extends Board {
  saved_at?: string;
  act?: number;
  /** What an undo or redo did. */
  sentence?: string;
}

export interface Place {
  statement: number;
  theme: number | null;
  x: number;
  y: number;
  position: number;
}

/** The spoken words a statement rests on; `lines` begin one line before the anchored ones. */
export interface Passage {
  interview: number;
  speaker: string;
  quote: string;
  first_line: number;
  last_line: number;
  lines: [number, string][];
  /** The recording's moment, where it is known. */
  start_ms: number | null;
}

/** A statement walked back to its words and the notes it was written from. */
export interface Source {
  passages: Passage[];
  notes: { id: number; kind: string; body: string; line: number; interview: number }[];
}
