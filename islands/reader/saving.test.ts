import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Api, type ApiError } from "../common/api";
import { Book } from "./book";
import type { Draft } from "../common/drafts";
import { FakeServer } from "./fixtures/fake-server";
import { makeLarge } from "./fixtures/make-large";
import { ReaderRoute } from "./route";
import { DEBOUNCE_MS, Saver, type SaveState, type Sent } from "./saving";

let server: FakeServer;
let saver: Saver;
let states: SaveState[];
let reason: string;
let kept: Draft[];
let clashes: { mine: Record<string, unknown>; theirs: Sent }[];
let joined: Sent[];
let gone: string[];
let refusals: ApiError[];
/** What the page has learnt of its note from the server. */
let known: Partial<Draft>;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 10) });
  server = new FakeServer();
  vi.stubGlobal("fetch", server.fetch);
  states = [];
  kept = [];
  clashes = [];
  refusals = [];
  known = {};
  joined = [];
  gone = [];
  const answer = makeLarge({ words: 200, anchors: 0, statements: 0 });
  saver = new Saver(new ReaderRoute(new Api({ api: "/api/", csrf_cookie: "token" }), new Book(answer), answer), {
    state: (state, _, why) => {
      states.push(state);
      reason = why;
    },
    saved: (_, sent) => (known = { id: sent.id, changedAt: sent.changedAt }),
    removed: () => undefined,
    clash: (_, mine, theirs) => clashes.push({ mine, theirs }),
    joined: (_, theirs) => joined.push(theirs),
    gone: (key) => gone.push(key),
    refused: (_, why) => refusals.push(why),
    drafts: (drafts) => (kept = drafts),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const note = (body: string, more: Partial<Draft> = {}): Draft => ({
  key: "new1",
  sort: "note",
  id: null,
  clientKey: "one",
  changedAt: "",
  fields: { kind: "descriptive", anchors: [], body },
  ...more,
});
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const bodies = () => [...server.notes.values()].map((each) => each["body"]);

describe("typing", () => {
  test("is sent once, after a pause", async () => {
    for (const words of ["W", "Wa", "Waiting"]) {
      saver.put(note(words));
      await later(100);
    }
    expect(server.asked).toEqual([]);
    await later(DEBOUNCE_MS);
    expect(server.asked.map((each) => each.method)).toEqual(["POST"]);
    expect(bodies()).toEqual(["Waiting"]);
    expect(states.at(-1)).toBe("saved");
    expect(kept).toEqual([]);
  });

  test("without a pause is still sent every two seconds", async () => {
    for (let letter = 1; letter <= 30; letter += 1) {
      saver.put(note("w".repeat(letter), known));
      await later(100);
    }
    expect(server.asked.length).toBeGreaterThan(0);
    await later(DEBOUNCE_MS);
    expect(bodies()).toEqual(["w".repeat(30)]);
    expect(server.asked.filter((each) => each.method === "POST")).toHaveLength(1);
  });

  test("goes on as a change of words alone, once the server has the rest", async () => {
    saver.put(note("Waiting"), 0);
    await later(0);
    saver.put(note("Waiting", { ...known, fields: { body: "Waiting, still" } }), 0);
    await later(0);
    expect(server.asked.map((each) => Object.keys(each.body).sort())).toEqual([
      ["anchors", "body", "client_key", "kind"],
      ["body", "changed_at"],
    ]);
  });

  test("that overtakes its own creation does not send places again", async () => {
    saver.put(note("Waiting"), 0);
    saver.flush();
    saver.put(note("Waiting, still"), 0);
    await later(DEBOUNCE_MS);
    expect(server.asked.map((each) => Object.keys(each.body).sort())).toEqual([
      ["anchors", "body", "client_key", "kind"],
      ["body", "changed_at"],
    ]);
    expect(bodies()).toEqual(["Waiting, still"]);
  });

  test("is said to be saving only when it takes more than half a second", async () => {
    saver.put(note("Waiting"));
    await later(300);
    saver.put(note("Waiting, still"));
    await later(199);
    expect(states).not.toContain("saving");
    await later(2);
    expect(states).toContain("saving");
    await later(DEBOUNCE_MS);
    expect(states.at(-1)).toBe("saved");
  });

  test("and deleting, too, is said to be saving when it takes longer", async () => {
    saver.put(note("Waiting"), 0);
    await later(0);
    vi.stubGlobal("fetch", async (...asked: Parameters<typeof server.fetch>) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return server.fetch(...asked);
    });
    states = [];
    saver.remove(note("", { ...known, fields: {} }));
    await later(501);
    expect(states).toEqual(["saving"]);
    await later(2000);
    expect(states).toEqual(["saving", "saved"]);
    expect(bodies()).toEqual([]);
  });

  test("keeps a draft from the first letter until it is acknowledged", async () => {
    saver.put(note("W"));
    expect(kept.map((draft) => draft.fields["body"])).toEqual(["W"]);
    await later(DEBOUNCE_MS);
    expect(kept).toEqual([]);
  });
});

describe("a server whose disk is full", () => {
  test("is not taken for a lost one: its sentences are told, the words stay, and are sent once there is room", async () => {
    server.mood = "full";
    saver.put(note("Waiting"), 0);
    await later(0);
    expect(states.at(-1)).toBe("hindered");
    expect(reason).toBe("No room. All else is safe. Make room.");
    expect(kept.map((draft) => draft.fields["body"])).toEqual(["Waiting"]);
    server.mood = "well";
    saver.retry();
    await later(0);
    expect(states.at(-1)).toBe("saved");
    expect(bodies()).toEqual(["Waiting"]);
    expect(kept).toEqual([]);
  });
});

describe("a lost server", () => {
  test("keeps the words, says so, and sends them when it is back", async () => {
    server.mood = "lost";
    saver.put(note("Waiting"));
    await later(DEBOUNCE_MS);
    expect(states.at(-1)).toBe("offline");
    expect(kept).toHaveLength(1);
    server.mood = "well";
    await later(1000);
    expect(bodies()).toEqual(["Waiting"]);
    expect(states.at(-1)).toBe("saved");
  });

  test("is asked ever less often", async () => {
    server.mood = "lost";
    saver.put(note("Waiting"));
    await later(DEBOUNCE_MS + 60_000);
    expect(server.asked.length).toBeGreaterThanOrEqual(5);
    expect(server.asked.length).toBeLessThanOrEqual(9);
  });

  test("that did the work but could not say so does not make a second note", async () => {
    server.mood = "deaf";
    saver.put(note("Wait"));
    await later(DEBOUNCE_MS);
    saver.put(note("Waiting"));
    server.mood = "well";
    saver.retry();
    await later(5000);
    expect(bodies()).toEqual(["Waiting"]);
    expect(clashes).toEqual([]);
  });

  test("deleting a note whose making was never answered leaves nothing behind", async () => {
    server.mood = "deaf";
    saver.put(note("Waiting"));
    await later(DEBOUNCE_MS);
    saver.remove(note("Waiting"));
    server.mood = "well";
    await later(5000);
    expect(bodies()).toEqual([]);
    expect(saver.unsaved).toBe(false);
  });
});

test("a locked store loses nothing and goes on after unlocking", async () => {
  server.mood = "locked";
  saver.put(note("Waiting"));
  await later(DEBOUNCE_MS);
  expect(states.at(-1)).toBe("locked");
  server.mood = "well";
  saver.retry();
  await later(0);
  expect(bodies()).toEqual(["Waiting"]);
});

test("a refusal is told and the words stay until they are changed", async () => {
  server.mood = "refusing";
  saver.put(note("Waiting"));
  await later(DEBOUNCE_MS + 60_000);
  expect(refusals.map((each) => each.sentences)).toEqual(["Too long. Kept here. Shorten it."]);
  expect(server.asked).toHaveLength(1);
  expect(kept).toHaveLength(1);
  server.mood = "well";
  saver.put(note("Wait"));
  await later(DEBOUNCE_MS);
  expect(bodies()).toEqual(["Wait"]);
});

describe("a clash", () => {
  const changed = (body: string, changedAt: string) => note(body, { key: "n1", id: 1, changedAt, fields: { body } });
  let seen: string;
  beforeEach(async () => {
    saver.put(note("Waiting"));
    await later(DEBOUNCE_MS);
    seen = server.notes.get(1)!["changed_at"] as string;
    server.changeElsewhere(1, "Hoping");
    saver.put(changed("Hiding", seen));
    await later(DEBOUNCE_MS);
  });

  test("is shown with both versions and changes nothing by itself", () => {
    expect(clashes.map(({ mine, theirs }) => [mine["body"], theirs.fields["body"]])).toEqual([["Hiding", "Hoping"]]);
    expect(bodies()).toEqual(["Hoping"]);
    expect(states.at(-1)).toBe("held");
  });
  test("settled for one's own words saves them", async () => {
    saver.settle("n1", {}, clashes[0]!.theirs);
    await later(0);
    expect(bodies()).toEqual(["Hiding"]);
  });
  test("settled for a third made of both saves that", async () => {
    saver.settle("n1", { body: "Hiding, hoping" }, clashes[0]!.theirs);
    await later(0);
    expect(bodies()).toEqual(["Hiding, hoping"]);
  });
  test("settled for the others gives one's own up", async () => {
    saver.settle("n1", null, clashes[0]!.theirs);
    await later(1000);
    expect(bodies()).toEqual(["Hoping"]);
    expect(saver.unsaved).toBe(false);
  });
});

test("what another changed beside the words written here is no clash, and both stand", async () => {
  saver.put(note("Waiting"));
  await later(DEBOUNCE_MS);
  const seen = server.notes.get(1)!["changed_at"] as string;
  server.changeElsewhere(1, "Waiting", { kind: "linguistic" });
  saver.put(note("", { key: "n1", id: 1, changedAt: seen, fields: { body: "Hiding" } }));
  await later(DEBOUNCE_MS);
  await later(DEBOUNCE_MS);
  expect(clashes).toEqual([]);
  expect(joined.map(({ fields }) => fields["kind"])).toEqual(["linguistic"]);
  expect(server.notes.get(1)).toMatchObject({ body: "Hiding", kind: "linguistic" });
});

test("a deletion of what another changed is asked about, and a deletion here of what is gone is done", async () => {
  saver.put(note("Waiting"));
  await later(DEBOUNCE_MS);
  const seen = server.notes.get(1)!["changed_at"] as string;
  server.changeElsewhere(1, "Hoping");
  saver.remove(note("", { key: "n1", id: 1, changedAt: seen, fields: {} }));
  await later(0);
  expect(bodies()).toEqual(["Hoping"]);
  saver.settle("n1", {}, clashes[0]!.theirs);
  await later(0);
  expect(bodies()).toEqual([]);
});

test("words for what was taken out elsewhere are held and told", async () => {
  saver.put(note("Waiting"));
  await later(DEBOUNCE_MS);
  server.notes.delete(1);
  saver.put(note("", { key: "n1", id: 1, changedAt: "x", fields: { body: "Hiding" } }));
  await later(DEBOUNCE_MS);
  expect(gone).toEqual(["n1"]);
  expect(kept.map((draft) => draft.fields["body"])).toEqual(["Hiding"]);
});

test("the same words saved twice are no clash", async () => {
  saver.put(note("Waiting"));
  await later(DEBOUNCE_MS);
  const seen = server.notes.get(1)!["changed_at"] as string;
  server.changeElsewhere(1, "Hiding");
  saver.put(note("", { key: "n1", id: 1, changedAt: seen, fields: { body: "Hiding" } }));
  await later(DEBOUNCE_MS);
  expect(clashes).toEqual([]);
  expect(saver.unsaved).toBe(false);
});

test("settled answers when all is sent, and says no while the server is lost", async () => {
  saver.put(note("Waiting"));
  const sent = saver.settled();
  await later(0);
  expect(await sent).toBe(true);
  server.mood = "lost";
  saver.put(note("More", { key: "n1", id: 1, fields: { body: "More" } }));
  const unsent = saver.settled();
  await later(0);
  expect(await unsent).toBe(false);
});
