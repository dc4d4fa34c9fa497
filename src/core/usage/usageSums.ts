import { type AttoUsd, toNumber, usdOfNumber } from "../cost/usd";
import { localDay } from "./localDay";
import type { RunEnded, RunStarted, UsageEntry } from "./usageEntry";

/** Runs of some time together. */
export interface UsageSum {
  /** US dollars of the runs whose cost is known. */
  readonly usd: number;
  /** Of `runs`, how many are not part of `usd`, because nobody knows what they cost. */
  readonly unknownRuns: number;
  readonly runs: number;
}

/**
 * Adds a ledger up by local days, from its lines in whatever order they come, each of them once. A run belongs to the day
 * it was begun on. Of runs that have ended only the sums are kept: a window may stay open for weeks.
 */
export class UsageSums {
  /** Of the runs that have ended, by the first millisecond of their day. */
  readonly #days = new Map<number, Total>();
  /** These go on, or nobody knows what they cost. */
  readonly #open = new Map<string, RunStarted>();
  /** Their first line is still to come, or lost. */
  readonly #ends = new Map<string, RunEnded>();

  add(entry: UsageEntry): void {
    const { runId } = entry;
    const started = entry.type === "started" ? entry : this.#open.get(runId);
    const ended = entry.type === "ended" ? entry : this.#ends.get(runId);
    if (started && ended) {
      this.#open.delete(runId);
      this.#ends.delete(runId);
      const { from } = localDay(started.at);
      const day = this.#days.get(from) ?? emptyTotal();
      this.#days.set(from, day);
      addRun(day, { started, ended });
    } else if (started) this.#open.set(runId, started);
    else if (ended) this.#ends.set(runId, ended);
  }

  /**
   * The most that can have been spent, in US dollars: what is known, and for a run that goes on or whose cost nobody knows
   * the worst case of its estimate. `at` (milliseconds since 1970): on that local day alone.
   */
  mostSpent(at?: number): number {
    return toNumber(this.#total(at).most);
  }

  /**
   * The runs of the local day of `at` (milliseconds since 1970). One that was begun and never ended cost an unknown amount,
   * unless `isRunning` says that its end is still to come: then it is left out.
   */
  sumOfDay(at: number, isRunning: (started: RunStarted) => boolean): UsageSum {
    const { known, unknownRuns, runs } = this.#total(at, isRunning);
    return { usd: toNumber(known), unknownRuns, runs };
  }

  #total(at?: number, isLeftOut: (started: RunStarted) => boolean = () => false): Total {
    const { from, to } = at === undefined ? { from: -Infinity, to: Infinity } : localDay(at);
    const isWithin = (time: number): boolean => time >= from && time < to;
    const total = emptyTotal();
    for (const [day, sum] of this.#days) if (isWithin(day)) addTotal(total, sum);
    for (const started of this.#open.values())
      if (isWithin(started.at) && !isLeftOut(started)) addRun(total, { started });
    for (const ended of this.#ends.values()) if (isWithin(ended.at)) addRun(total, { ended });
    return total;
  }
}

/** Of some runs. */
interface Total {
  known: AttoUsd;
  /** The same, and the worst case of those whose cost nobody knows. */
  most: AttoUsd;
  unknownRuns: number;
  runs: number;
}

function emptyTotal(): Total {
  return { known: 0n, most: 0n, unknownRuns: 0, runs: 0 };
}

function addRun(
  total: Total,
  { started, ended }: { readonly started?: RunStarted; readonly ended?: RunEnded },
): void {
  const known = ended && ended.cost.kind !== "unknown" ? usdOfNumber(ended.cost.usd) : undefined;
  const most = known ?? usdOfNumber(started?.estimate?.maxUsd ?? 0) ?? 0n;
  addTotal(total, { known: known ?? 0n, most, unknownRuns: known === undefined ? 1 : 0, runs: 1 });
}

function addTotal(total: Total, more: Readonly<Total>): void {
  total.known += more.known;
  total.most += more.most;
  total.unknownRuns += more.unknownRuns;
  total.runs += more.runs;
}
