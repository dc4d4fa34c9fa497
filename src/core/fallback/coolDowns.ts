import type { ErrorCode, RunError } from "../errors";
import type { Clock } from "../ports";

interface Target {
  readonly provider: { readonly id: string };
  readonly modelId: string;
}

const MINUTE_MS = 60_000;

/** How long a target that failed is left alone, where the gateway names no time of its own. */
const COOL_DOWN_MS: Partial<Record<ErrorCode, number>> = {
  "rate-limited": MINUTE_MS,
  "provider-unavailable": MINUTE_MS,
  timeout: MINUTE_MS,
  "insufficient-credits": 5 * MINUTE_MS,
  "model-not-found": 10 * MINUTE_MS,
};

/** A server may ask for a whole day; after this long somebody looks again all the same. */
const LONGEST_MS = 15 * MINUTE_MS;

/** Whether a fallback may take over after this failure: quota, unavailable, not found, timeout; nothing else. */
export function opensFallback(error: RunError): boolean {
  return COOL_DOWN_MS[error.code] !== undefined;
}

/** Remembers which targets failed lately, so that not every run begins by waiting for them. In memory only. */
export class CoolDowns {
  readonly #clock: Clock;
  readonly #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(target: Target, error: RunError): void {
    const usual = COOL_DOWN_MS[error.code];
    if (usual === undefined) return;
    const wait = Math.min(error.details?.retryAfterMs ?? usual, LONGEST_MS);
    this.#until.set(keyOf(target), this.#clock.now() + wait);
  }

  /** When the target is tried again, in milliseconds since 1970; `undefined` = now. */
  until(target: Target): number | undefined {
    const until = this.#until.get(keyOf(target));
    return until !== undefined && until > this.#clock.now() ? until : undefined;
  }

  /** It answered, or the user wants it tried. */
  forget(target: Target): void {
    this.#until.delete(keyOf(target));
  }

  /** Settings or keys changed: what failed then may work now. */
  clear(): void {
    this.#until.clear();
  }
}

function keyOf({ provider, modelId }: Target): string {
  return `${provider.id} ${modelId}`;
}
