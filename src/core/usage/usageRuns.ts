import { toNumber, usdOfNumber } from "../cost/usd";
import type { RunEnded, RunStarted, UsageEntry } from "./usageEntry";

/** What a run has in the ledger. Without `ended` it is still going, or nobody knows what it cost. */
export interface UsageRun {
  /** Absent when that line was lost. */
  readonly started?: RunStarted;
  readonly ended?: RunEnded;
}

/** Runs of some time together. */
export interface UsageSum {
  /** US dollars of the runs whose cost is known. */
  readonly usd: number;
  /** Of `runs`, how many are not part of `usd`, because nobody knows what they cost. */
  readonly unknownRuns: number;
  readonly runs: number;
}

/** The runs of a ledger, put together from its lines in whatever order they come. */
export class UsageRuns {
  readonly #runs = new Map<string, UsageRun>();

  add(entry: UsageEntry): void {
    this.#runs.set(entry.runId, { ...this.#runs.get(entry.runId), [entry.type]: entry });
  }

  get(runId: string): UsageRun | undefined {
    return this.#runs.get(runId);
  }

  /**
   * The most that can have been spent on runs that were begun from `from` on, and before `to` (milliseconds since 1970), in
   * US dollars: what is known, and for a run that goes on or whose cost nobody knows the worst case of its estimate.
   */
  mostSpent(from: number, to: number): number {
    let most = 0n;
    for (const { started, ended } of this.#runs.values()) {
      const at = started?.at ?? ended?.at ?? 0;
      if (at < from || at >= to) continue;
      const usd = ended && ended.cost.kind !== "unknown" ? ended.cost.usd : (started?.estimate?.maxUsd ?? 0);
      most += usdOfNumber(usd) ?? 0n;
    }
    return toNumber(most);
  }

  /**
   * The runs that were begun from `from` on, and before `to` (milliseconds since 1970). One that was begun and never
   * ended cost an unknown amount, unless `isRunning` says that its end is still to come: then it is left out.
   */
  sum(from: number, to: number, isRunning: (started: RunStarted) => boolean): UsageSum {
    let known = 0n;
    let unknownRuns = 0;
    let runs = 0;
    for (const { started, ended } of this.#runs.values()) {
      const at = started?.at ?? ended?.at ?? 0;
      if (at < from || at >= to) continue;
      if (started && !ended && isRunning(started)) continue;
      runs += 1;
      const usd = ended && ended.cost.kind !== "unknown" ? usdOfNumber(ended.cost.usd) : undefined;
      if (usd === undefined) unknownRuns += 1;
      else known += usd;
    }
    return { usd: toNumber(known), unknownRuns, runs };
  }
}
