import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Acts } from "./acts";
import { stepped } from "./keys";
import { handleOf, show } from "./page";
import { heldIn, themesOnPage } from "./place";

const PAGE = `
  <a href="#" data-personal-theme="5" data-who="Maeve">The danger of being seen</a>
  <article data-group-theme="1"><h2>Met before being helped</h2>
    <section data-group-theme="2"><h3>Someone who does not write it down</h3>
      <a class="con" href="#" data-contribution="9" data-stance="divergent" data-changed-at="2026-03-02T14:02:00+00:00"><span class="who">Anjali</span><span class="pt">Choosing who may know<span class="say">She wanted it written.</span></span></a>
    </section>
  </article>
  <p id="other">Something else</p>`;

describe("what can be moved", () => {
  beforeEach(() => {
    document.body.innerHTML = PAGE;
  });

  it("is a contribution by its own name, without its comment", () => {
    const say = document.querySelector(".say");
    expect(heldIn(say)).toEqual({ contribution: 9, personalTheme: null, who: "Anjali", name: "Choosing who may know", begun: { stance: "divergent", changedAt: "2026-03-02T14:02:00+00:00" } });
  });

  it("is a personal theme with whose it is", () => {
    const card = document.querySelector("[data-personal-theme]");
    expect(heldIn(card)).toEqual({ contribution: null, personalTheme: 5, who: "Maeve", name: "The danger of being seen", begun: { stance: "", changedAt: "" } });
  });

  it("is nothing else", () => {
    expect(heldIn(document.getElementById("other"))).toBeNull();
  });

  it("goes to the themes on the page, sub-themes beneath theirs", () => {
    expect(themesOnPage()).toEqual([
      { id: 1, name: "Met before being helped", under: false },
      { id: 2, name: "Someone who does not write it down", under: true },
    ]);
  });

  it("is found again in a fresh copy of the page", () => {
    for (const element of document.querySelectorAll("[data-contribution], [data-personal-theme], #other")) {
      expect(document.querySelector(handleOf(element))).toBe(element);
    }
    expect(handleOf(document.querySelector(".say"))).toBe("");
  });
});

describe("walking contribution by contribution", () => {
  it("starts where the chain is, and stops at both ends", () => {
    expect(stepped(-1, 1, 4, 2)).toBe(2);
    expect(stepped(2, 1, 4, 0)).toBe(3);
    expect(stepped(3, 1, 4, 0)).toBe(3);
    expect(stepped(0, -1, 4, 0)).toBe(0);
    expect(stepped(-1, 1, 0, 0)).toBe(-1);
  });
});

describe("the page shown again", () => {
  const answers: ((words: string) => void)[] = [];
  beforeEach(() => {
    document.body.innerHTML = '<main id="main" data-island="group">Before</main>';
    answers.length = 0;
    const page = (words: string) => new Response(`<main id="main" data-island="group">${words}</main>`);
    vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => answers.push((words) => resolve(page(words)))));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is the one asked for last, whichever answer comes last", async () => {
    const first = show("/group", false);
    const second = show("/group", false);
    answers[1]!("After the second act");
    await second;
    answers[0]!("After the first act");
    await first;
    expect(document.getElementById("main")!.textContent).toBe("After the second act");
  });
});

describe("what waits for a choice", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("stays when the page is shown again, with the keyboard on it", async () => {
    const page = '<main id="main" class="group" data-island="group"><div class="mid"></div></main>';
    document.body.innerHTML = page;
    const waits = document.createElement("div");
    waits.className = "message clashes";
    const compare = waits.appendChild(document.createElement("button"));
    document.querySelector(".mid")!.after(waits);
    compare.focus();
    vi.stubGlobal("fetch", async () => new Response(page));
    await show("/group", false);
    expect(waits.isConnected).toBe(true);
    expect(document.activeElement).toBe(compare);
  });
});

describe("a stance", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("given twice in a breath goes on from one's own first, and is no clash", async () => {
    const seen: string[] = [];
    const moments = ["2026-03-02T14:02:00", "2026-03-02T14:03:00", "2026-03-02T14:04:00"];
    document.body.innerHTML = '<main id="main" data-island="group"></main>';
    vi.stubGlobal("fetch", async (_: string, { method, body }: RequestInit) => {
      if (method !== "PATCH") return new Response(document.body.innerHTML);
      seen.push((JSON.parse(body as string) as { changed_at: string }).changed_at);
      const changed = { contributions: [{ id: 9, changed_at: moments[seen.length] }], subthemes: [] };
      return new Response(JSON.stringify({ themes: [{ contributions: [], subthemes: [changed] }] }));
    });
    const acts = new Acts({ api: "/api/", study: "alongside", csrf_cookie: "token", writes: true });
    const begun = { stance: "convergent", changedAt: moments[0]! };
    await Promise.all([acts.stance(9, "divergent", begun), acts.stance(9, "variant", begun)]);
    expect(seen).toEqual(moments.slice(0, 2));
  });
});
