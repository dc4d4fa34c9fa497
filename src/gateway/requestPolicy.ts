import { systemClock } from "./gatewayClock";
import type { GatewayClock } from "./gatewayClock";
import { pause } from "./pause";

/** How patient the client is where no setting says so, and how it passes the time, which tests replace. */
export interface RequestPolicy {
  /** Attempts after the first one, for a chat request that came to nothing. */
  readonly chatRetries: number;
  /** Milliseconds the pauses of one chat request may take together. */
  readonly chatPauseLimitMs: number;
  /** Attempts after the first one, for a list or an account route. */
  readonly readRetries: number;
  /** Milliseconds for a list or an account route: retries, pauses and body included. */
  readonly readLimitMs: number;
  /** From 0 to 1: spreads the pauses. */
  readonly random: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly clock: GatewayClock;
}

export const DEFAULT_POLICY: RequestPolicy = {
  chatRetries: 2,
  chatPauseLimitMs: 60_000,
  readRetries: 1,
  readLimitMs: 10_000,
  random: Math.random,
  pause,
  clock: systemClock,
};
