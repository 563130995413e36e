/* Starts the board where a page holds one. */
import { render } from "preact";
import { Api, ApiError } from "../common/api";
import { findIsland } from "../common/page";
import { App } from "./App";
import "./board.css";
import { Desk } from "./desk";
import { Gestures } from "./gestures";
import type { BoardConfig } from "./types";

async function start(): Promise<void> {
  const place = findIsland<BoardConfig>("board");
  if (place === null) return;
  const { root, config } = place;
  const api = new Api(config);
  try {
    const board = await new Gestures(api, config.case).read(config.layout);
    render(<App desk={new Desk(board, api, config)} />, root);
  } catch (problem) {
    const said = problem instanceof ApiError ? problem.sentences : "The table cannot be fetched just now. Everything on it is kept. Load the page again in a while.";
    render(<p class="trouble" role="alert">{said}</p>, root);
  }
}

void start();
