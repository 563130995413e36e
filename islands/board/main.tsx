/* Starts the board where a page holds one. */
import { render } from "preact";
import { Api, ApiError } from "../common/api";
import { findIsland } from "../common/page";
import { App } from "./App";
import "./board.css";
import { Desk } from "./desk";
import { Gestures } from "./gestures";
import type { Board, BoardAnswer, BoardConfig } from "./types";

async function start(): Promise<void> {
  const place = findIsland<BoardConfig>("board");
  if (place === null) return;
  const { root, config } = place;
  const api = new Api(config);
  try {
    const board = await firstLayout(api, config, await new Gestures(api, config.case).read(config.layout));
    render(<App desk={new Desk(board, api, config)} />, root);
  } catch (problem) {
    const said = problem instanceof ApiError ? problem.sentences : "The table cannot be fetched just now. Everything on it is kept. Load the page again in a while.";
    render(<p class="trouble" role="alert">{said}</p>, root);
  }
}

/** A case that was never laid out gets its first layout, and that one is in use. */
async function firstLayout(api: Api, config: BoardConfig, board: Board): Promise<Board> {
  if (board.layout !== 0 || !board.case.can_write) return board;
  const made = await api.post<BoardAnswer>(`cases/${config.case}/layouts`, { name: "First layout", copy_of: null });
  const layout = made.layouts.at(-1);
  return layout === undefined ? board : api.patch<BoardAnswer>(`layouts/${layout.id}`, { in_use: true });
}

void start();
