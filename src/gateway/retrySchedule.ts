import type { ErrorCode, RunError } from "../core/errors";

/** How much trying again one request may cost. */
export interface RetryLimits {
  /** Attempts after the first one. */
  readonly retries: number;
  /** Milliseconds all pauses may take together. Who asks for a longer one is not waited for: that is the user's choice. */
  readonly pauseLimitMs: number;
}

/** The statuses another attempt may cure (wire 6.5). */
const PASSING_STATUS: ReadonlySet<number> = new Set([
  408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529,
]);

/** Failures without a number: on the way there, or told by an event inside a 200. A `timeout` of that kind is our own limit. */
const PASSING_CODE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "network",
  "rate-limited",
  "provider-unavailable",
  "stream-interrupted",
]);

const FIRST_PAUSE_MS = 500;

/**
 * The retries of one request (wire 6.5), and the only ones: the SDK is told to make none. It decides by the failure alone;
 * whether anything was shown or billed is for its caller to know.
 */
export class RetrySchedule {
  readonly #limits: RetryLimits;
  readonly #random: () => number;
  #retries = 0;
  #pausedMs = 0;

  /** `random` gives numbers from 0 to 1. */
  constructor(limits: RetryLimits, random: () => number) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Milliseconds until the next attempt; `undefined` = this failure is the end. */
  pauseAfter(error: RunError): number | undefined {
    if (this.#retries >= this.#limits.retries || !mayPass(error)) return undefined;
    // Many clients that failed at the same moment must not come back at the same moment.
    const jitter = 0.75 + this.#random() / 2;
    const ownPauseMs = Math.round(FIRST_PAUSE_MS * 2 ** this.#retries * jitter);
    const pauseMs = Math.max(ownPauseMs, error.details?.retryAfterMs ?? 0);
    if (this.#pausedMs + pauseMs > this.#limits.pauseLimitMs) return undefined;
    this.#retries += 1;
    this.#pausedMs += pauseMs;
    return pauseMs;
  }
}

function mayPass({ code, retryable, details }: RunError): boolean {
  if (!retryable) return false;
  return details?.status === undefined ? PASSING_CODE.has(code) : PASSING_STATUS.has(details.status);
}
