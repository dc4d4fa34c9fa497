import type { RunningPrice } from "../cost/runningPrice";
import type { RunEvent } from "./runChat";
import type { PreparedRequest } from "./requestPreparer";

/** Watches one run: which request goes out, and what arrives. */
export interface AnswerObserver {
  /** A request is about to leave. `price`: for the cost so far; absent when it is not known. */
  started(hop: PreparedRequest, price?: RunningPrice): void;
  handle(event: RunEvent): void;
  /** The request has ended, in whichever way. */
  ended(): void;
}

/** For an answer that nobody watches. */
export const nobody: AnswerObserver = { started: () => {}, handle: () => {}, ended: () => {} };
