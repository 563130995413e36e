/* What can be changed on the group page: each act goes through the API, then the page is shown again. */
import { Api, ApiError, Hindered } from "../common/api";
import { Clashes } from "../common/clash";
import { h } from "../common/dom";
import { again, announce } from "./page";

export interface GroupConfig {
  api: string;
  study: string;
  csrf_cookie: string;
  writes: boolean;
}

export interface Begun {
  stance: string;
  changedAt: string;
}

export interface Joining {
  theme: number;
  personalTheme: number;
  stance: string;
  comment: string;
}

/** What the API's answer says of a group theme, as far as it is asked here. */
interface Theme {
  contributions: { id: number; changed_at: string }[];
  subthemes: Theme[];
}

interface Act {
  send(): Promise<unknown>;
  /** The sentence that says it was done. */
  said: string;
  clashed?(clash: ApiError): void;
}

export class Acts {
  private readonly api: Api;
  private readonly clashes = new Clashes();
  /** What a `changed_at` became by an act made here: the next key may come before the page shows it. */
  private readonly followed = new Map<string, string>();
  /** One act at a time, so that a second one goes on from the first. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly config: GroupConfig) {
    this.api = new Api(config);
  }

  /** `begun` is the contribution as the page shows it. */
  async stance(contribution: number, stance: string, begun: Begun): Promise<boolean> {
    const send = async () => {
      let from = begun.changedAt;
      for (let next: string | undefined = from; next !== undefined; next = this.followed.get(next)) from = next;
      const { themes } = await this.api.patch<{ themes: Theme[] }>(`contributions/${contribution}`, { stance, changed_at: from });
      const now = contributionsOf(themes).find(({ id }) => id === contribution)?.changed_at;
      if (now !== undefined && now !== from) this.followed.set(from, now);
    };
    return this.act({ send, said: `Now ${stance}.`, clashed: (clash) => {
      const current = clash.current as { stance: string; comment: string; changed_at: string };
      const over = () => void this.stance(contribution, stance, { stance: begun.stance, changedAt: current.changed_at });
      // Another wrote the comment alone: the stance is nobody else's.
      if (current.stance === begun.stance) return over();
      const theirs = [current.stance, current.comment].filter((words) => words !== "").join(". ");
      const versions = { what: "a stance", mine: stance, theirs, by: clash.by, at: current.changed_at, fixed: true };
      showClashes(this.clashes);
      this.clashes.ask(`contribution ${contribution}`, versions, { keep: over, take: () => void again() });
    } });
  }
  move(contribution: number, theme: number): Promise<boolean> {
    return this.act({ send: () => this.api.patch(`contributions/${contribution}`, { group_theme: theme }), said: "Moved." });
  }
  join(joining: Joining): Promise<boolean> {
    const body = {
      personal_theme: joining.personalTheme,
      stance: joining.stance,
      comment: joining.comment,
      client_key: crypto.randomUUID(),
    };
    return this.act({ send: () => this.api.post(`group-themes/${joining.theme}/contributions`, body), said: "Joined." });
  }
  undo(): Promise<boolean> {
    return this.act({ send: () => this.api.post(`studies/${this.config.study}/group/undo`, {}), said: "Taken back." });
  }
  redo(): Promise<boolean> {
    return this.act({ send: () => this.api.post(`studies/${this.config.study}/group/redo`, {}), said: "Done again." });
  }

  private act(act: Act): Promise<boolean> {
    const done = this.last.then(() => this.carryOut(act));
    this.last = done.catch(() => undefined);
    return done;
  }
  private async carryOut({ send, said, clashed }: Act): Promise<boolean> {
    try {
      await send();
    } catch (failure) {
      if (failure instanceof ApiError && failure.current !== undefined && clashed !== undefined) {
        clashed(failure);
        return false;
      }
      const told = failure instanceof Hindered ? failure.refusal : failure;
      refuse(told instanceof ApiError ? [told.what, told.safe, told.todo] : UNREACHED);
      return false;
    }
    await again();
    announce(said);
    return true;
  }
}

const UNREACHED = [
  "The server could not be reached.",
  "What was saved before is safe; this last step was not done.",
  "Try it again in a moment.",
];

function contributionsOf(themes: readonly Theme[]): Theme["contributions"] {
  return themes.flatMap(({ contributions, subthemes }) => [...contributions, ...contributionsOf(subthemes)]);
}

/** What waits for a choice stands where a refusal would. */
function showClashes(clashes: Clashes): void {
  document.querySelector(".group .mid")?.after(clashes.element);
}

/** Show a refusal where the eye is: above the themes. */
function refuse(sentences: string[]): void {
  document.getElementById("refused")?.remove();
  const lines = sentences.filter((sentence) => sentence !== "").map((sentence) => h("p", {}, sentence));
  const message = h("div", { class: "message", role: "alert", id: "refused" }, ...lines);
  document.querySelector(".group .mid")?.after(message);
  message.scrollIntoView({ block: "nearest" });
}
