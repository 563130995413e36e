/* What saving means for each sort of piece: the addresses of the API, and how its answers read. */
import type { Api, ApiError } from "../common/api";
import type { Book } from "./book";
import type { Draft } from "../common/drafts";
import type { Route, Sent } from "./saving";
import type { Anchor, NoteRecord, ReaderAnswer, StatementRecord } from "./types";

interface CaseAnswer {
  id: number;
  first_impressions: string;
  changed_at?: string;
}
interface Written {
  note?: NoteRecord;
  statement?: StatementRecord;
  case?: CaseAnswer;
  saved_at: string;
}

export class ReaderRoute implements Route {
  private readonly caseId: number;
  /** What the server last said of each piece, by sort and id. */
  private readonly told = new Map<string, Sent>();

  constructor(
    private readonly api: Api,
    private readonly book: Book,
    answer: ReaderAnswer,
  ) {
    this.caseId = answer.case.id;
    for (const note of answer.notes) this.keep("note", note.id, this.asSent({ sort: "note" }, { note, saved_at: "" }));
    for (const statement of answer.statements) this.keep("statement", statement.id, this.asSent({ sort: "statement" }, { statement, saved_at: "" }));
    this.keep("case", this.caseId, this.asSent({ sort: "case" }, { case: answer.case, saved_at: "" }));
  }

  async create(draft: Draft, closing: boolean): Promise<Sent> {
    // Without anchors a new statement takes those of its notes.
    const unsaid = draft.sort === "statement" ? { anchors: [] } : {};
    const body = { ...unsaid, ...this.wire(draft), client_key: draft.clientKey };
    return this.sent(draft, await this.api.post<Written>(`cases/${this.caseId}/${draft.sort}s`, body, closing));
  }
  async change(draft: Draft, closing: boolean): Promise<Sent> {
    const body = { ...this.wire(draft), ...(draft.changedAt === "" ? {} : { changed_at: draft.changedAt }) };
    return this.sent(draft, await this.api.patch<Written>(this.address(draft), body, closing));
  }
  async remove(draft: Draft): Promise<string> {
    const seen = draft.changedAt === "" ? "" : `?changed_at=${encodeURIComponent(draft.changedAt)}`;
    return (await this.api.delete<{ saved_at: string }>(this.address(draft) + seen)).saved_at;
  }
  ready(draft: Draft): boolean {
    return notesOf(draft).every((key) => this.book.get(key) === undefined || this.book.idOf(key) !== null);
  }
  read(draft: Draft, { current, by }: ApiError): Sent | null {
    if (typeof current !== "object" || current === null) return null;
    return { ...this.asSent(draft, { [draft.sort]: current, saved_at: "" } as Written), by };
  }
  begunFrom(draft: Draft): Record<string, unknown> | null {
    const told = this.told.get(`${draft.sort}${draft.id}`);
    return told !== undefined && told.changedAt === draft.changedAt ? told.fields : null;
  }

  private address(draft: Draft): string {
    return draft.sort === "case" ? `cases/${this.caseId}` : `${draft.sort}s/${draft.id}`;
  }
  private wire(draft: Draft): Record<string, unknown> {
    const fields = { ...draft.fields };
    if (Array.isArray(fields["anchors"])) {
      fields["anchors"] = (fields["anchors"] as Anchor[]).map((anchor) => this.anchorOut(anchor));
    }
    if (draft.sort === "statement" && "notes" in fields) {
      fields["notes"] = notesOf(draft).map((key) => this.book.idOf(key)).filter((id) => id !== null);
    }
    return fields;
  }
  /** The quote proves the offsets. Words of another interview are not on this page; theirs goes without. */
  private anchorOut([version, start, end]: Anchor): Record<string, unknown> {
    const here = version === this.book.version.id;
    return { version, start, end, ...(here ? { quote: this.book.text.slice(start, end) } : {}) };
  }

  private sent(draft: Draft, answer: Written): Sent {
    const sent = this.asSent(draft, answer);
    this.keep(draft.sort, sent.id, sent);
    return sent;
  }
  private keep(sort: Draft["sort"], id: number, sent: Sent): void {
    this.told.set(`${sort}${id}`, sent);
  }
  private asSent(draft: Pick<Draft, "sort">, answer: Written): Sent {
    const savedAt = answer.saved_at;
    if (draft.sort === "note") {
      const { id, changed_at, kind, body, anchors } = answer.note!;
      return { id, changedAt: changed_at, savedAt, fields: { kind, body, anchors } };
    }
    if (draft.sort === "statement") {
      const { id, changed_at, text, notes, anchors } = answer.statement!;
      const keys = notes.map((note) => this.book.keyFor("note", note));
      return { id, changedAt: changed_at, savedAt, fields: { text, notes: keys, anchors } };
    }
    const { id, first_impressions, changed_at } = answer.case!;
    return { id, changedAt: changed_at ?? "", savedAt, fields: { first_impressions } };
  }
}

function notesOf(draft: Draft): string[] {
  return draft.sort === "statement" ? ((draft.fields["notes"] as string[] | undefined) ?? []) : [];
}
