import { describe, expect, test } from "vitest";
import { ApiError, Hindered, Unreachable } from "../common/api";
import { aBoard, theme } from "./fixtures/board";
import { cardOf, changeTheme, gather, lay, themeOf } from "./model";
import { Sync, type Gesture } from "./sync";
import type { BoardAnswer, Place } from "./types";

/** A server in memory that answers when told to, one request at a time. */
class Answers {
  readonly asked: string[] = [];
  private readonly open: { resolve(answer: BoardAnswer): void; reject(problem: Error): void }[] = [];

  ask(what: string): Promise<BoardAnswer> {
    this.asked.push(what);
    return new Promise((resolve, reject) => this.open.push({ resolve, reject }));
  }
  async say(answer: BoardAnswer | Error): Promise<void> {
    const next = this.open.shift()!;
    if (answer instanceof Error) next.reject(answer);
    else next.resolve(answer);
    await settled();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const place = (statement: number, x: number): Place => ({ statement, theme: null, x, y: 0, position: 0 });

function start(repeatable = true) {
  const server = new Answers();
  const refused: string[] = [];
  const named: [number, number][] = [];
  let kept = aBoard();
  const sync = new Sync(
    aBoard(),
    { changed: () => undefined, named: (passing, lasting) => named.push([passing, lasting]), refused: (sentences) => refused.push(sentences) },
    () => Promise.resolve(kept),
    [1],
  );
  const move = (statement: number, x: number): Gesture => ({
    apply: (board) => lay(board, [place(statement, x)]),
    send: () => server.ask(`move ${statement} to ${x}`),
    repeatable,
  });
  return { server, sync, refused, named, move, keep: (board: typeof kept) => (kept = board) };
}

const moved = (x: number): BoardAnswer => ({ ...lay(aBoard(), [place(14, x)]), saved_at: "2025-09-01T14:02:00Z" });

describe("a clash", () => {
  test("ends its own gesture alone; what was done after it is kept", async () => {
    const { server, sync, refused, move, keep } = start();
    const met: unknown[] = [];
    const named: Gesture = {
      apply: (board) => changeTheme(board, 1, { name: "Mine" }),
      send: () => server.ask("name"),
      repeatable: true,
      clash: (clash) => met.push(clash.current),
    };
    const naming = sync.take(named);
    void sync.take(move(14, 200));
    keep(changeTheme(aBoard(), 1, { name: "Theirs" }));
    await server.say(new ApiError(409, "Changed.", "", "", { name: "Theirs" }, "Bob"));
    expect(await naming).toBeNull();
    expect(met).toEqual([{ name: "Theirs" }]);
    expect(refused).toEqual([]);
    expect(themeOf(sync.board, 1)?.name).toBe("Theirs");
    expect(cardOf(sync.board, 14)?.x).toBe(200);
    expect(server.asked).toEqual(["name", "move 14 to 200"]);
  });
});

describe("gestures on their way", () => {
  test("show at once and are sent one after another", async () => {
    const { server, sync, move } = start();
    void sync.take(move(14, 100));
    void sync.take(move(14, 200));
    expect(cardOf(sync.board, 14)?.x).toBe(200);
    expect(server.asked).toEqual(["move 14 to 100"]);
    await server.say(moved(100));
    expect(server.asked).toEqual(["move 14 to 100", "move 14 to 200"]);
  });

  test("an older answer never takes back a newer gesture", async () => {
    const { server, sync, move } = start();
    void sync.take(move(14, 100));
    void sync.take(move(14, 200));
    await server.say(moved(100));
    expect(cardOf(sync.board, 14)?.x).toBe(200);
    expect(sync.standing).toBe("waiting");
    await server.say(moved(200));
    expect(sync.standing).toBe("saved");
    expect(sync.savedAt?.toISOString()).toBe("2025-09-01T14:02:00.000Z");
  });

  test("a pile made here can be named before its number is known", async () => {
    const { server, sync, named } = start();
    void sync.take({
      apply: (board) => gather(board, { id: -1, parent: null, name: "", x: 0, y: 0, statements: [14] }),
      send: () => server.ask("gather"),
      repeatable: true,
      makes: -1,
    });
    void sync.take({
      apply: (board, known) => changeTheme(board, known(-1), { name: "Doors" }),
      send: (known) => server.ask(`name ${known(-1)}`),
      repeatable: true,
    });
    expect(themeOf(sync.board, -1)?.name).toBe("Doors");
    await server.say({ ...aBoard(), themes: [...aBoard().themes, theme(77, { name: "" })] });
    expect(server.asked).toEqual(["gather", "name 77"]);
    expect(named).toEqual([[-1, 77]]);
    expect(themeOf(sync.board, 77)?.name).toBe("Doors");
    expect(sync.face(77)).toBe(-1);
  });
});

describe("when the server cannot be reached", () => {
  test("what was done stays on the table and is sent again", async () => {
    const { server, sync, move } = start();
    const done = sync.take(move(14, 100));
    await server.say(new Unreachable("No answer."));
    expect(sync.standing).toBe("lost");
    expect(cardOf(sync.board, 14)?.x).toBe(100);
    expect(server.asked).toHaveLength(2);
    await server.say(moved(100));
    expect((await done)?.saved_at).toBe("2025-09-01T14:02:00Z");
    expect(sync.standing).toBe("saved");
  });

  test("a full disk is said in the server's words, and what was done is sent again", async () => {
    const { server, sync, move } = start();
    void sync.take(move(14, 100));
    await server.say(new Hindered(new ApiError(507, "No room.", "All else is safe.", "Make room.")));
    expect([sync.standing, sync.hindrance]).toEqual(["lost", "No room. All else is safe. Make room."]);
    await server.say(moved(100));
    expect(sync.standing).toBe("saved");
  });

  test("what must not be done twice is not sent again, and the board is read afresh", async () => {
    const { server, sync, move, refused, keep } = start(false);
    keep(moved(555));
    const done = sync.take(move(14, 100));
    await server.say(new Unreachable("No answer."));
    expect(await done).toBeNull();
    expect(server.asked).toHaveLength(1);
    expect(cardOf(sync.board, 14)?.x).toBe(555);
    expect(refused).toHaveLength(1);
  });
});

test("a refusal reads the board afresh, says why, and gives up what waited behind it", async () => {
  const { server, sync, move, refused, keep } = start();
  keep(moved(321));
  const first = sync.take(move(14, 100));
  const second = sync.take(move(15, 100));
  await server.say(new ApiError(409, "Someone else moved this card.", "Nothing was overwritten.", "Look where it lies."));
  expect(await first).toBeNull();
  expect(await second).toBeNull();
  expect(cardOf(sync.board, 14)?.x).toBe(321);
  expect(cardOf(sync.board, 15)?.x).toBe(150);
  expect(refused[0]).toContain("Someone else moved this card.");
  expect(sync.pending).toBe(0);
});
