import { differingUsd } from "../cost/differingUsd";
import type { RunCost } from "../cost/usage";
import { type AttoUsd, toNumber, usdOfNumber } from "../cost/usd";
import { median } from "../median";
import { omitAbsent } from "../omitAbsent";
import type { RunStatus } from "../run/runResult";
import { localDay } from "./localDay";
import { type RunEnded, type RunStarted, specOfId } from "./usageEntry";

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

/** One run, as far as its lines are there. */
export interface LedgerRun {
  readonly started: RunStarted;
  /** Absent while it goes on, or when nobody will ever know how it ended. */
  readonly ended?: RunEnded;
}

export interface UsageReportInput {
  /** In any order; those outside of the period are left out. */
  readonly runs: readonly LedgerRun[];
  readonly query: UsageQuery;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Identity of the workspace that is open; absent when none is. */
  readonly workspace?: string | undefined;
  /** Whether a run without an end goes on somewhere. */
  readonly isRunning: (started: RunStarted) => boolean;
  /** For the reader; the id where it has none. */
  readonly providerName: (id: string) => string;
}

const MOST_ROWS = 500;
const TOP_SPECS = 5;
const DAYS_OF_WEEK = 7;

/** Adds runs up for the usage view. Sums are exact; only what comes out is rounded to floating point. */
export function usageReport(input: UsageReportInput): UsageReport {
  const { query, now, isRunning, providerName } = input;
  const slots = slotsOf(query.period, now);
  const from = slots[0]?.from ?? now;
  const to = slots.at(-1)?.to ?? now;
  const runs = matching(input, from, to);
  const total = new Sum(slots.length);
  const groups = new Map<string, Group>();
  const specs = new Map<string, Group>();
  const deviations: number[] = [];
  for (const run of runs) {
    const slot = slots.findIndex((each) => run.started.at < each.to);
    const status = statusOf(run, isRunning);
    total.add(run, status, slot);
    groupOf(groups, groupNameOf(run, query.grouping, providerName), slots.length).sum.add(run, status, slot);
    groupOf(specs, groupNameOf(run, "spec", providerName), slots.length).sum.add(run, status, slot);
    const deviation = deviationOf(run);
    if (deviation !== undefined) deviations.push(deviation);
  }
  const medianDeviation = median(deviations);
  return {
    query,
    from,
    to,
    total: total.figures(),
    estimates: { compared: deviations.length, ...(medianDeviation !== undefined && { medianDeviation }) },
    slots,
    groups: dearestFirst(groups).map(({ key, name, sum }) => ({
      key,
      name,
      ...sum.figures(),
      usdBySlot: sum.bySlot.map(toNumber),
    })),
    topSpecs: dearestFirst(specs)
      .filter(({ sum }) => sum.usd > 0n)
      .slice(0, TOP_SPECS)
      .map(({ key, name, sum }) => ({ key, name, usd: toNumber(sum.usd), runs: sum.runs })),
    rows: runs
      .toSorted((one, other) => other.started.at - one.started.at)
      .slice(0, MOST_ROWS)
      .map((run) => rowOf(run, statusOf(run, isRunning))),
  };
}

/** Every run of the period as a row, newest first; for exports, which leave nothing out. */
export function usageRows(input: Omit<UsageReportInput, "providerName">): readonly UsageRow[] {
  const { query, now, isRunning } = input;
  return matching(input, startOfPeriod(query.period, now), Infinity)
    .toSorted((one, other) => other.started.at - one.started.at)
    .map((run) => rowOf(run, statusOf(run, isRunning)));
}

function matching(
  { runs, query, workspace }: Pick<UsageReportInput, "runs" | "query" | "workspace">,
  from: number,
  to: number,
): readonly LedgerRun[] {
  return runs.filter(
    ({ started }) =>
      started.at >= from &&
      started.at < to &&
      (query.provider === undefined || started.provider === query.provider) &&
      (!query.onlyThisWorkspace || started.workspace === workspace),
  );
}

/** The first millisecond of a period. */
export function startOfPeriod(period: UsagePeriod, now: number): number {
  return slotsOf(period, now)[0]?.from ?? now;
}

/** Days of 23 or 25 hours have as many hours as they have. */
function slotsOf(period: UsagePeriod, now: number): readonly UsageSlot[] {
  const date = new Date(now);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (period === "day") {
    const { from, to } = localDay(now);
    const hours: UsageSlot[] = [];
    for (let start = from; start < to;) {
      const end = Math.min(to, start + 3_600_000);
      hours.push({ from: start, to: end });
      start = end;
    }
    return hours;
  }
  const count = period === "week" ? DAYS_OF_WEEK : new Date(year, month + 1, 0).getDate();
  const first = period === "week" ? day - DAYS_OF_WEEK + 1 : 1;
  return Array.from({ length: count }, (_, index) =>
    localDay(new Date(year, month, first + index).getTime()),
  );
}

function statusOf(
  { started, ended }: LedgerRun,
  isRunning: (started: RunStarted) => boolean,
): UsageRow["status"] {
  if (ended) return ended.status;
  // Its window was closed or killed in the middle: text may be there, the end is not.
  return isRunning(started) ? "running" : "incomplete";
}

/** A share of what was expected; `undefined` where there is nothing to compare. */
function deviationOf({ started, ended }: LedgerRun): number | undefined {
  const expected = started.estimate?.expectedUsd;
  if (ended?.status !== "completed" || ended.cost.kind === "unknown" || !expected) return undefined;
  return Math.abs(ended.cost.usd - expected) / expected;
}

function groupNameOf(
  { started, ended }: LedgerRun,
  grouping: UsageGrouping,
  providerName: (id: string) => string,
): { readonly key: string; readonly name: string } {
  switch (grouping) {
    case "model": {
      const model = ended?.model ?? started.model;
      return { key: model, name: model };
    }
    case "provider":
      return { key: started.provider, name: providerName(started.provider) };
    case "spec": {
      const { spec = "", specId } = started;
      return { key: specId === undefined ? spec : specOfId(specId), name: spec };
    }
  }
}

interface Group {
  readonly key: string;
  readonly name: string;
  readonly sum: Sum;
}

function groupOf(
  groups: Map<string, Group>,
  { key, name }: { readonly key: string; readonly name: string },
  slots: number,
): Group {
  const group = groups.get(key) ?? { key, name, sum: new Sum(slots) };
  groups.set(key, group);
  return group;
}

function dearestFirst(groups: ReadonlyMap<string, Group>): readonly Group[] {
  return [...groups.values()].toSorted(
    (one, other) => Number(other.sum.usd - one.sum.usd) || other.sum.runs - one.sum.runs,
  );
}

class Sum {
  usd: AttoUsd = 0n;
  runs = 0;
  readonly bySlot: AttoUsd[];
  #reported: AttoUsd = 0n;
  #computed: AttoUsd = 0n;
  #unknownRuns = 0;
  readonly #byStatus: Record<UsageRow["status"], number> = {
    completed: 0,
    incomplete: 0,
    failed: 0,
    cancelled: 0,
    running: 0,
  };
  #promptTokens = 0;
  #completionTokens = 0;
  #cachedPromptTokens = 0;

  constructor(slots: number) {
    this.bySlot = Array.from({ length: slots }, () => 0n);
  }

  add({ ended }: LedgerRun, status: UsageRow["status"], slot: number): void {
    this.runs += 1;
    this.#byStatus[status] += 1;
    const { cost, usage } = ended ?? {};
    const usd = cost && cost.kind !== "unknown" ? usdOfNumber(cost.usd) : undefined;
    // What still goes on is not unknown, only not there yet.
    if (usd === undefined && status !== "running") this.#unknownRuns += 1;
    if (usd !== undefined) {
      this.usd += usd;
      if (cost?.kind === "reported") this.#reported += usd;
      else this.#computed += usd;
      this.bySlot[slot] = (this.bySlot[slot] ?? 0n) + usd;
    }
    this.#promptTokens += usage?.promptTokens ?? 0;
    this.#completionTokens += usage?.completionTokens ?? 0;
    this.#cachedPromptTokens += usage?.cachedPromptTokens ?? 0;
  }

  figures(): UsageFigures {
    return {
      usd: toNumber(this.usd),
      reportedUsd: toNumber(this.#reported),
      computedUsd: toNumber(this.#computed),
      runs: this.runs,
      unknownRuns: this.#unknownRuns,
      byStatus: this.#byStatus,
      promptTokens: this.#promptTokens,
      completionTokens: this.#completionTokens,
      cachedPromptTokens: this.#cachedPromptTokens,
    };
  }
}

function rowOf({ started, ended }: LedgerRun, status: UsageRow["status"]): UsageRow {
  return {
    runId: started.runId,
    at: started.at,
    provider: started.provider,
    model: ended?.model ?? started.model,
    status,
    hop: started.hop ?? 0,
    ...omitAbsent({
      spec: started.spec,
      expectedUsd: started.estimate?.expectedUsd,
      cost: ended?.cost ?? (status === "running" ? undefined : { kind: "unknown" as const }),
      differingUsd: ended && differingUsd(ended.cost, ended.listUsd),
      promptTokens: ended?.usage?.promptTokens,
      completionTokens: ended?.usage?.completionTokens,
      totalMs: ended?.totalMs,
      servedBy: ended?.servedBy,
    }),
  };
}
