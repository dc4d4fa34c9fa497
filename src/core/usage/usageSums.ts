import { type AttoUsd, toNumber, usdOfNumber } from "../cost/usd";
import type { EndedRun } from "./endedRun";
import { localDay } from "./localDay";
import { type RunEnded, type RunStarted, specOfId, type UsageEntry } from "./usageEntry";

/** Runs of some time together. */
export interface UsageSum {
  /** US dollars of the runs whose cost is known. */
  readonly usd: number;
  /** Of `runs`, how many are not part of `usd`, because nobody knows what they cost. */
  readonly unknownRuns: number;
  readonly runs: number;
}

/** Which runs. A spec: all its sections together. */
export type SpendingScope =
  | { readonly kind: "all" }
  /** The local day of `at`, in milliseconds since 1970. */
  | { readonly kind: "day"; readonly at: number }
  | { readonly kind: "provider"; readonly provider: string }
  | { readonly kind: "spec"; readonly specId: string };

/**
 * Adds a ledger up by local days, from its lines in whatever order they come, each of them once. A run belongs to the day
 * it was begun on. Of runs that have ended only the sums are kept: a window may stay open for weeks.
 */
export class UsageSums {
  /** Of the runs that have ended, by `keysOf`. */
  readonly #totals = new Map<string, Total>();
  /** These go on, or nobody knows what they cost. */
  readonly #open = new Map<string, RunStarted>();
  /** Their first line is still to come, or lost. */
  readonly #ends = new Map<string, RunEnded>();

  /** The run whose last line this was; `undefined` while one is missing. */
  add(entry: Exclude<UsageEntry, { type: "lessons-forgotten" }>): EndedRun | undefined {
    const { runId } = entry;
    const started = entry.type === "started" ? entry : this.#open.get(runId);
    const ended = entry.type === "ended" ? entry : this.#ends.get(runId);
    if (started && ended) {
      this.#open.delete(runId);
      this.#ends.delete(runId);
      for (const key of keysOf(started)) {
        const total = this.#totals.get(key) ?? emptyTotal();
        this.#totals.set(key, total);
        addRun(total, { started, ended });
      }
      return { started, ended };
    }
    if (started) this.#open.set(runId, started);
    else if (ended) this.#ends.set(runId, ended);
    return undefined;
  }

  /**
   * The most that can have been spent, in US dollars: what is known, and for a run that goes on or whose cost nobody knows
   * the worst case of its estimate. `except`: without that run, as long as it goes on.
   */
  mostSpent(scope: SpendingScope, except?: string): number {
    return toNumber(this.#total(scope, ({ runId }) => runId === except).most);
  }

  /**
   * The runs of the local day of `at` (milliseconds since 1970). One that was begun and never ended cost an unknown amount,
   * unless `isRunning` says that its end is still to come: then it is left out.
   */
  sumOfDay(at: number, isRunning: (started: RunStarted) => boolean): UsageSum {
    const { known, unknownRuns, runs } = this.#total({ kind: "day", at }, isRunning);
    return { usd: toNumber(known), unknownRuns, runs };
  }

  #total(scope: SpendingScope, isLeftOut: (started: RunStarted) => boolean): Total {
    const key = keyOf(scope);
    const total = emptyTotal();
    addTotal(total, this.#totals.get(key) ?? emptyTotal());
    for (const started of this.#open.values())
      if (keysOf(started).includes(key) && !isLeftOut(started)) addRun(total, { started });
    // Of a run whose first line was lost, only the time is known.
    const isWithin = scope.kind === "all" ? () => true : scope.kind === "day" ? isOn(scope.at) : () => false;
    for (const ended of this.#ends.values()) if (isWithin(ended.at)) addRun(total, { ended });
    return total;
  }
}

function keyOf(scope: SpendingScope): string {
  switch (scope.kind) {
    case "all":
      return "all";
    case "day":
      return `day ${localDay(scope.at).from}`;
    case "provider":
      return `provider ${scope.provider}`;
    case "spec":
      return `spec ${specOfId(scope.specId)}`;
  }
}

function keysOf({ at, provider, specId }: RunStarted): readonly string[] {
  const scopes: SpendingScope[] = [{ kind: "all" }, { kind: "day", at }, { kind: "provider", provider }];
  if (specId !== undefined) scopes.push({ kind: "spec", specId });
  return scopes.map(keyOf);
}

function isOn(at: number): (time: number) => boolean {
  const { from, to } = localDay(at);
  return (time) => time >= from && time < to;
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
  const most = known ?? worstCase(started, ended);
  addTotal(total, { known: known ?? 0n, most, unknownRuns: known === undefined ? 1 : 0, runs: 1 });
}

/** Of a run whose cost is not known: the estimate's, unless it went beyond. */
function worstCase(started: RunStarted | undefined, ended: RunEnded | undefined): AttoUsd {
  const estimated = usdOfNumber(started?.estimate?.maxUsd ?? 0) ?? 0n;
  const atLeast = ended?.cost.kind === "unknown" ? (usdOfNumber(ended.cost.atLeastUsd ?? 0) ?? 0n) : 0n;
  return atLeast > estimated ? atLeast : estimated;
}

function addTotal(total: Total, more: Readonly<Total>): void {
  total.known += more.known;
  total.most += more.most;
  total.unknownRuns += more.unknownRuns;
  total.runs += more.runs;
}
