import type { EndedRun } from "./endedRun";
import { type RunEnded, specOfId } from "./usageEntry";

/** How a spec, or a part of one, went the last time. Figures only. */
export interface LastRun {
  /** See `recordIdOf`. */
  readonly runId: string;
  readonly status: RunEnded["status"];
  readonly cost: RunEnded["cost"];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly totalMs?: number;
  /** Error code of the failure, where one is known. */
  readonly error?: string;
  /** Somebody else answered than was asked first. */
  readonly isFallback: boolean;
}

/** The last run of each spec and each of its parts, by their identity (`specIdOf`). */
export class LastRuns {
  readonly #byId = new Map<string, LastRun>();
  /** Files of which a part was run. */
  readonly #files = new Set<string>();

  /** In any order: the one that ended last counts. */
  add({ started, ended }: EndedRun): void {
    const { runId, specId, hop = 0 } = started;
    if (specId === undefined) return;
    const { status, cost, at, totalMs, attempts } = ended;
    if ((this.#byId.get(specId)?.at ?? -Infinity) > at) return;
    const error = status === "failed" ? attempts.at(-1)?.error : undefined;
    this.#byId.set(specId, {
      runId,
      status,
      cost,
      at,
      ...(totalMs !== undefined && { totalMs }),
      ...(error !== undefined && { error }),
      isFallback: hop > 0,
    });
    const file = specOfId(specId);
    if (file !== specId) this.#files.add(file);
  }

  of(specId: string): LastRun | undefined {
    return this.#byId.get(specId);
  }

  /** Whether there is one of a part of the file, so that nobody has to look for each part. `file`: its identity. */
  hasParts(file: string): boolean {
    return this.#files.has(file);
  }
}
