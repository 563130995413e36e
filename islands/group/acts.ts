/* What can be changed on the group page: each act goes through the API, then the page is shown again. */
import { Api, ApiError } from "../common/api";
import { h } from "../common/dom";
import { again, announce } from "./page";

export interface GroupConfig {
  api: string;
  study: string;
  csrf_cookie: string;
  writes: boolean;
}

export interface Joining {
  theme: number;
  personalTheme: number;
  stance: string;
  comment: string;
}

export class Acts {
  private readonly api: Api;

  constructor(private readonly config: GroupConfig) {
    this.api = new Api(config);
  }

  stance(contribution: number, stance: string): Promise<boolean> {
    return this.act(() => this.api.patch(`contributions/${contribution}`, { stance }), `Now ${stance}.`);
  }
  move(contribution: number, theme: number): Promise<boolean> {
    return this.act(() => this.api.patch(`contributions/${contribution}`, { group_theme: theme }), "Moved.");
  }
  join(joining: Joining): Promise<boolean> {
    const body = {
      personal_theme: joining.personalTheme,
      stance: joining.stance,
      comment: joining.comment,
      client_key: crypto.randomUUID(),
    };
    return this.act(() => this.api.post(`group-themes/${joining.theme}/contributions`, body), "Joined.");
  }
  undo(): Promise<boolean> {
    return this.act(() => this.api.post(`studies/${this.config.study}/group/undo`, {}), "Taken back.");
  }
  redo(): Promise<boolean> {
    return this.act(() => this.api.post(`studies/${this.config.study}/group/redo`, {}), "Done again.");
  }

  private async act(send: () => Promise<unknown>, said: string): Promise<boolean> {
    try {
      await send();
    } catch (failure) {
      refuse(failure instanceof ApiError ? [failure.what, failure.safe, failure.todo] : UNREACHED);
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

/** Show a refusal where the eye is: above the themes. */
function refuse(sentences: string[]): void {
  document.getElementById("refused")?.remove();
  const lines = sentences.filter((sentence) => sentence !== "").map((sentence) => h("p", {}, sentence));
  const message = h("div", { class: "message", role: "alert", id: "refused" }, ...lines);
  document.querySelector(".group .mid")?.after(message);
  message.scrollIntoView({ block: "nearest" });
}
