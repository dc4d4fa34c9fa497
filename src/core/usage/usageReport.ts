import type { RunCost } from "../cost/usage";
import type { RunStatus } from "../run/runResult";

export type UsagePeriod = "day" | "week" | "month";
export type UsageGrouping = "model" | "provider" | "spec";

/** What a report is about. */
export interface UsageQuery {
  /** The local day of now, the last seven days, the local month. */
  readonly period: UsagePeriod;
  readonly grouping: UsageGrouping;
  /** Provider config id; absent = all. */
  readonly provider?: string;
  /** Only runs of the workspace that is open. */
  readonly onlyThisWorkspace: boolean;
}

/** One hour of a day or one day of more; milliseconds since 1970. */
export interface UsageSlot {
  readonly from: number;
  readonly to: number;
}

/** Figures of some runs together. Dollars are those of runs whose cost is known. */
export interface UsageFigures {
  readonly usd: number;
  /** Parts of `usd`. */
  readonly reportedUsd: number;
  readonly computedUsd: number;
  readonly runs: number;
  /** Of `runs`: their cost is not part of `usd`. */
  readonly unknownRuns: number;
  readonly byStatus: Readonly<Record<RunStatus | "running", number>>;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedPromptTokens: number;
}

/** All runs that have a model, a provider or a spec in common. */
export interface UsageGroup extends UsageFigures {
  /** Model id, provider config id or the spec's identity; empty for chat messages without a spec. */
  readonly key: string;
  /** Model id, provider name, path of the spec; empty as above. */
  readonly name: string;
  /** US dollars of known cost, one figure per slot. */
  readonly usdBySlot: readonly number[];
}

/** One run, as a line of the table. */
export interface UsageRow {
  readonly runId: string;
  /** When it was begun, in milliseconds since 1970. */
  readonly at: number;
  readonly spec?: string;
  readonly provider: string;
  /** The model that answered, or was asked. */
  readonly model: string;
  /** `running`: goes on somewhere. */
  readonly status: RunStatus | "running";
  /** US dollars before sending; absent when the price was not known. */
  readonly expectedUsd?: number;
  /** Absent while it runs. */
  readonly cost?: RunCost;
  /** What the list prices come to, where the gateway reported more than 5 % more or less. */
  readonly differingUsd?: number;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly totalMs?: number;
  readonly servedBy?: string;
  /** How many were asked before it; 0 for the first choice. */
  readonly hop: number;
}

export interface UsageReport {
  readonly query: UsageQuery;
  /** Milliseconds since 1970; `to` is the end of the period, which may lie ahead. */
  readonly from: number;
  readonly to: number;
  readonly total: UsageFigures;
  /** Of completed runs with an estimate and a known cost: how far the one was from the other. */
  readonly estimates: {
    readonly compared: number;
    /** Median of |cost − expected| as a share of what was expected; absent when nothing was compared. */
    readonly medianDeviation?: number;
  };
  readonly slots: readonly UsageSlot[];
  /** Dearest first. */
  readonly groups: readonly UsageGroup[];
  /** Dearest first, at most five, whatever the grouping is. */
  readonly topSpecs: readonly Pick<UsageGroup, "key" | "name" | "usd" | "runs">[];
  /** Newest first, at most 500. */
  readonly rows: readonly UsageRow[];
}
