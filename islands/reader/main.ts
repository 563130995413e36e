/*
 * Opens the reader on a page: asks the API for the case, puts the parts together, connects them to the window.
 */
import "./reader.css";
import { Api, ApiError, Unreachable } from "../common/api";
import { Clashes } from "../common/clash";
import { h } from "../common/dom";
import { findIsland } from "../common/page";
import { Bar } from "./bar";
import { Book } from "./book";
import { keyTable, toolList } from "./commands";
import { capital, Desk } from "./desk";
import { disagreements } from "./disagreeing";
import { DraftStore } from "../common/drafts";
import { Find } from "./find";
import { headings, impressions, jumpBox } from "./furniture";
import { listen } from "./keys";
import { Layout } from "./layout";
import { keysUnder } from "./lines";
import { Notices } from "./notices";
import { CASE_KEY, offerDrafts } from "./offers";
import { Reader } from "./reader";
import { ReaderRoute } from "./route";
import { Saver, type SaveState } from "./saving";
import { Screen } from "./screen";
import { Selection } from "./selection";
import { Tools } from "./tools";
import type { ReaderAnswer, ReaderConfig } from "./types";
import { Walk } from "./walk";

async function open(root: HTMLElement, config: ReaderConfig): Promise<void> {
  const api = new Api(config);
  const upright = loaded(UPRIGHT);
  // The page's head begins to load this very address, so that it need not wait for the script.
  const query = config.interview === null ? "" : `?interview=${config.interview}`;
  const answer = await api.get<ReaderAnswer>(`cases/${config.case}/reader${query}`);
  const slanted = answer.notes.some((note) => note.kind === "linguistic") ? loaded(SLANTED) : null;
  await Promise.race([Promise.all([upright, slanted]), new Promise((resolve) => setTimeout(resolve, 400))]);
  assemble(root, config, api, answer);
}

function assemble(root: HTMLElement, config: ReaderConfig, api: Api, answer: ReaderAnswer): void {
  const canWrite = answer.case.can_write;
  const book = new Book(answer);
  const notices = new Notices();
  const clashes = new Clashes();
  const store = new DraftStore(`${answer.case.study}.${answer.case.id}`, config.draft_key);
  const text = h("div", { class: "text" });
  const layout = new Layout(book, root);

  const saver: Saver = new Saver(new ReaderRoute(api, book, answer), {
    state: (state, savedAt, why) => showState(state, savedAt, why),
    saved: (key, sent) => desk.saved(key, sent),
    removed: () => undefined,
    ...disagreements(() => ({ book, desk, saver, notices, clashes, first, focus: (key) => walk.toCard(key) })),
    refused: (key, error) => notices.refused(key, error),
    drafts: (drafts) => void store.keep(drafts),
  });
  function showState(state: SaveState, savedAt: string | null, why: string): void {
    tools.state(state, savedAt);
    if (state === "locked") notices.locked(config.unlock ?? "/unlock/");
    else notices.drop("locked");
    if (state === "hindered") notices.hindered(why, () => saver.retry());
    else notices.drop("hindered");
  }

  const screen: Screen = new Screen(book, text, {
    canWrite,
    names: { note: "Notes", statement: capital(answer.words["statements"] ?? "statements") },
    isTicked: (key) => desk.ticked.has(key),
    isEdited: (key) => desk.editor.key === key,
    drawn: () => {
      walk.mend();
      find.paint();
    },
  });
  const desk: Desk = new Desk(book, screen, saver, api, answer.case.id, {
    say: (words, offer) => tools.say(words, offer),
    focusCard: (key) => walk.toCard(key),
    focusLine: (line) => walk.toLine(line),
    awaitWords: (key, act) => reader.awaitWords(key, act),
    refused: (error) => notices.refused("undo", error),
    words: answer.words,
  });
  const selection: Selection = new Selection(book, screen, () => reader.choiceChanged());
  const walk: Walk = new Walk(book, screen, () => (reader.swapped ? "note" : "statement"), (place) => {
    if (desk.editor.key === null) screen.light.hold("key" in place ? [place.key] : []);
  });
  const bar = new Bar(root, {
    note: (kind) => reader.kind(kind),
    statement: () => reader.statement(),
    confirm: () => reader.confirm(),
    cancel: () => reader.cancel(),
  });
  const find: Find = new Find(book, screen, selection, (line) => walk.toLine(line ?? walk.line));
  const jump = jumpBox(book.version.lines.length, (line) => walk.toLine(line));
  const whole = () => tools.whole;
  const reader: Reader = new Reader({ root, book, screen, desk, selection, walk, bar, find, jump, canWrite, get whole() { return whole(); }, say: (words, offer) => tools.say(words, offer) });
  const keys = keyTable(reader);
  const slot = document.querySelector<HTMLElement>("[data-reader-tools]") ?? root.appendChild(h("div", { class: "tools" }));
  const tools: Tools = new Tools(slot, toolList(reader), keys, () => reader.showWhole(), {
    undo: () => reader.retrace("undo"),
    statement: () => void reader.statement(),
  });

  const first = impressions(answer, (words) => {
    const { id, changed_at } = answer.case;
    saver.put({ key: CASE_KEY, sort: "case", id, clientKey: "", changedAt: changed_at ?? "", fields: { first_impressions: words } });
  });
  clashes.element.classList.add("notices");
  root.append(headings(answer), find.element, notices.element, clashes.element, first, text, jump);
  root.removeAttribute("aria-busy");
  const remeasure = () => {
    const { narrow, lead } = layout.apply();
    screen.placing.measure(lead, narrow);
  };
  remeasure();
  screen.build();
  listen(keys, () => document.querySelector("dialog[open], #keys:popover-open, #reader-menu:popover-open") === null);
  watchPage(text, { screen, walk, desk, saver, remeasure });
  // Where it begins at the top, all that is seen is laid out at once; elsewhere one must first be there to see.
  const line = lineAsked(config);
  if (line === null) screen.drawSeen();
  arrive(walk, screen, line);
  if (line !== null) screen.drawSeen();
  if (canWrite) tools.state("saved", null);
  else tools.readOnly(answer.case.state, config.back ?? "");
  // What an earlier page left behind is looked for once the words are there.
  requestAnimationFrame(() => setTimeout(() => void offerDrafts(store, { book, saver, desk, notices, text: first })));
}

interface Watched {
  screen: Screen;
  walk: Walk;
  desk: Desk;
  saver: Saver;
  remeasure(): void;
}

function watchPage(text: HTMLElement, { screen, walk, desk, saver, remeasure }: Watched): void {
  let width = innerWidth;
  const anew = () => {
    remeasure();
    screen.settle(true);
  };
  addEventListener("resize", () => {
    if (innerWidth !== width) anew();
    width = innerWidth;
  });
  // A typeface that arrives late changes how tall cards are.
  document.fonts.addEventListener("loadingdone", ({ fontfaces }) => {
    if (fontfaces.some((face) => face.family.includes("Source Serif"))) anew();
  });
  text.addEventListener("focusin", (event) => walk.notice(event.target as HTMLElement));
  text.addEventListener("pointerover", (event) => screen.light.point(keysAt(screen, event.target as Element)));
  text.addEventListener("pointerleave", () => screen.light.point([]));
  text.addEventListener("click", (event) => pressed(event.target as HTMLElement, screen, desk));
  addEventListener("beforeprint", () => screen.drawAll());
  addEventListener("online", () => saver.retry());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) saver.flush(true);
    else saver.retry();
  });
  addEventListener("pagehide", () => saver.flush(true));
  addEventListener("hashchange", () => {
    const line = /^#L(\d+)$/.exec(location.hash);
    if (line !== null) walk.toLine(Number(line[1]) - 1);
  });
}

function pressed(target: HTMLElement, screen: Screen, desk: Desk): void {
  const key = target.closest<HTMLElement>("[data-key]")?.dataset["key"];
  if (target.closest(".tick") !== null && key !== undefined) {
    if (target.matches("input")) desk.tick(key);
    return;
  }
  if (target.closest(".card-btn") !== null && key !== undefined) {
    if (target.closest("[title]") === null) desk.edit(key);
    return;
  }
  const words = target.closest<HTMLElement>(".seg");
  if (words === null || document.getSelection()?.isCollapsed === false) return;
  // Pressing marked words keeps their notes lit, out of any fold: a finger cannot point.
  const keys = keysUnder(screen.book, words);
  for (const each of keys) screen.ensureCard(each);
  screen.light.hold(keys);
}

function keysAt(screen: Screen, element: Element): string[] {
  const card = element.closest<HTMLElement>("[data-key]")?.dataset["key"];
  if (card !== undefined) return [card];
  const words = element.closest(".seg:not(.bare)");
  return words === null ? [] : keysUnder(screen.book, words);
}

function lineAsked(config: ReaderConfig): number | null {
  const hash = /^#L(\d+)$/.exec(location.hash);
  return hash !== null ? Number(hash[1]) : config.line;
}

function arrive(walk: Walk, screen: Screen, line: number | null): void {
  walk.toLine((line ?? 1) - 1, line !== null);
  if (line !== null) keepCentred(screen, walk.line);
}

/** Turns above have their true height only once drawn, so the line is centred anew until a person moves the page. */
function keepCentred(screen: Screen, line: number): void {
  const watch = new ResizeObserver(() => screen.line(line)?.scrollIntoView({ block: "center" }));
  watch.observe(screen.root);
  const done = new AbortController();
  for (const moved of ["wheel", "pointerdown", "keydown", "touchstart"]) {
    addEventListener(moved, () => (watch.disconnect(), done.abort()), { passive: true, capture: true, signal: done.signal });
  }
}

/** The faces that cards are measured in: every transcript's, and the one that only linguistic notes are set in. */
const UPRIGHT = ['19px "Source Serif 4"', '600 15px "Source Serif 4"'];
const SLANTED = ['italic 15px "Source Serif 4"'];
function loaded(faces: string[]): Promise<unknown> {
  return Promise.all(faces.map((face) => document.fonts.load(face)));
}

const place = findIsland<ReaderConfig>("reader");
if (place !== null) {
  place.root.classList.add("reader");
  place.root.setAttribute("aria-busy", "true");
  open(place.root, place.config).catch((error: unknown) => {
    const sentences = error instanceof ApiError ? error.sentences : "The transcript could not be fetched. Everything saved is safe. Load the page again.";
    place.root.removeAttribute("aria-busy");
    place.root.replaceChildren(h("div", { class: "message", role: "alert" }, h("p", {}, sentences)));
    if (!(error instanceof ApiError || error instanceof Unreachable)) throw error;
  });
}
