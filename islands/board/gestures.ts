/* Every change a hand can make, as one gesture and one call of the API. */
import type { Api, ApiError } from "../common/api";
import { changeTheme, dissolve, gather, lay, setAside, type NewTheme, type ThemeValues } from "./model";
import type { Gesture, Known } from "./sync";
import type { Board, BoardAnswer, LayoutView, Place } from "./types";

const same = (board: Board) => board;

interface Reversed {
  sentence: string;
  board: Board | null;
  saved_at?: string;
}

export class Gestures {
  /** What a `changed_at` became by a change made here. */
  private readonly followed = new Map<string, string>();

  constructor(
    private readonly api: Api,
    private readonly caseId: number,
  ) {}

  read(layout: number | null): Promise<Board> {
    return this.api.get<Board>(`cases/${this.caseId}/board${layout ? `?layout=${layout}` : ""}`);
  }

  place(layout: number, places: readonly Place[]): Gesture {
    const meant = (known: Known) =>
      places.map((place) => ({ ...place, theme: place.theme === null ? null : known(place.theme) }));
    return {
      apply: (board, known) => lay(board, meant(known)),
      send: (known) => this.api.post<BoardAnswer>(`layouts/${layout}/place`, { cards: meant(known) }),
      repeatable: true,
    };
  }

  gather(layout: number, made: NewTheme): Gesture {
    const client_key = crypto.randomUUID();
    const parent = (known: Known) => (made.parent === null ? null : known(made.parent));
    return {
      apply: (board, known) => gather(board, { ...made, parent: parent(known) }),
      send: (known) =>
        this.api.post<BoardAnswer>(`layouts/${layout}/themes`, {
          name: made.name,
          parent: parent(known),
          x: Math.round(made.x),
          y: Math.round(made.y),
          statements: made.statements,
          client_key,
        }),
      repeatable: true,
      makes: made.id,
    };
  }

  /** `seen` is the `changed_at` that the words were begun from; `clash` hears where they were changed since. */
  change(theme: number, values: ThemeValues, seen?: string, clash?: (clash: ApiError) => void): Gesture {
    const meant = (known: Known) =>
      typeof values.parent === "number" ? { ...values, parent: known(values.parent) } : values;
    return {
      apply: (board, known) => changeTheme(board, known(theme), meant(known)),
      send: async (known) => {
        const from = this.latest(seen);
        const answer = await this.api.patch<BoardAnswer>(`personal-themes/${known(theme)}`, { ...meant(known), ...stamped(from) });
        const now = answer.themes.find((one) => one.id === known(theme))?.changed_at;
        if (from !== undefined && now !== undefined && now !== from) this.followed.set(from, now);
        return answer;
      },
      repeatable: true,
      ...(clash === undefined ? {} : { clash }),
    };
  }

  dissolve(theme: number, seen: string, clash: (clash: ApiError) => void): Gesture {
    const asked = () => {
      const from = this.latest(seen);
      return from === undefined ? "" : `?changed_at=${encodeURIComponent(from)}`;
    };
    return {
      apply: (board, known) => dissolve(board, known(theme)),
      send: (known) => this.api.delete<BoardAnswer>(`personal-themes/${known(theme)}${asked()}`),
      repeatable: false,
      clash,
    };
  }

  setAside(layout: number, statement: number, reason: string, seen: string, clash: (clash: ApiError) => void): Gesture {
    return {
      apply: (board) => setAside(board, statement, reason),
      send: () => this.api.post<BoardAnswer>(`statements/${statement}/set-aside`, { reason, layout, ...stamped(seen) }),
      repeatable: true,
      clash,
    };
  }

  /** Words begun before an answer of one's own came count as begun from that answer. */
  private latest(seen: string | undefined): string | undefined {
    let now = seen === "" ? undefined : seen;
    for (let next = now; next !== undefined; next = this.followed.get(next)) now = next;
    return now;
  }

  takeBack(layout: number, statement: number): Gesture {
    return {
      apply: same,
      send: () => this.api.post<BoardAnswer>(`statements/${statement}/take-back`, { layout }),
      repeatable: true,
    };
  }

  /** Undo or redo; the answer may show another layout, where the act reversed lies on that one. */
  reverse(layout: number, way: "undo" | "redo"): Gesture {
    return {
      apply: same,
      send: async () => {
        const answer = await this.api.post<Reversed>(`cases/${this.caseId}/${way}`, { area: "board", layout });
        const board = answer.board ?? (await this.read(layout));
        return { ...board, sentence: answer.sentence, saved_at: answer.saved_at };
      },
      repeatable: false,
    };
  }

  show(layout: number): Gesture {
    return { apply: same, send: () => this.read(layout), repeatable: true };
  }

  /** Makes a layout and shows it: the answer to making one shows the new one where the server says so, else it is asked for. */
  makeLayout(known: readonly LayoutView[], name: string, copyOf: number | null): Gesture {
    return {
      apply: same,
      send: async () => {
        const answer = await this.api.post<BoardAnswer>(`cases/${this.caseId}/layouts`, { name, copy_of: copyOf });
        const made = answer.layouts.find((layout) => known.every((other) => other.id !== layout.id));
        if (made === undefined || answer.layout === made.id) return answer;
        return { ...(await this.read(made.id)), saved_at: answer.saved_at };
      },
      repeatable: false,
    };
  }

  changeLayout(layout: number, values: { name: string } | { in_use: true }, seen = "", clash?: (clash: ApiError) => void): Gesture {
    const used = (one: LayoutView) => (one.id === layout ? { ...one, ...values } : { ...one, in_use: false });
    const named = (one: LayoutView) => (one.id === layout ? { ...one, ...values } : one);
    return {
      apply: (board) => ({ ...board, layouts: board.layouts.map("in_use" in values ? used : named) }),
      send: () => this.api.patch<BoardAnswer>(`layouts/${layout}`, { ...values, ...stamped(seen) }),
      repeatable: true,
      ...(clash === undefined ? {} : { clash }),
    };
  }

  takeOutLayout(layout: number): Gesture {
    return { apply: same, send: () => this.api.delete<BoardAnswer>(`layouts/${layout}`), repeatable: false };
  }
}

/** What a writer had seen, where it is known. */
function stamped(seen: string | undefined): { changed_at?: string } {
  return seen === undefined || seen === "" ? {} : { changed_at: seen };
}
