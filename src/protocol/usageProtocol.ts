/**
 * Both directions between the extension host and the usage view. Plain JSON only. `ready` comes first, the host answers
 * with everything (`state-changed`), and sends it again whenever something has changed.
 */
import * as v from "valibot";
import type { UsageReport } from "../core/usage/usageReport";

/** One budget, and what is gone of it. US dollars. */
export interface BudgetState {
  readonly kind: "run" | "day" | "month" | "provider" | "spec";
  /** Provider's name or path of the spec; absent for the others. */
  readonly name?: string;
  readonly limitUsd: number;
  /** Where a cost is not known, the most it can have been; absent for `run`. */
  readonly spentUsd?: number;
}

/** What is left at one provider. */
export interface BalanceState {
  readonly provider: { readonly id: string; readonly displayName: string };
  /** US dollars, may be negative; absent when nobody has looked yet, or it could not be read. */
  readonly usd?: number;
  /** When it was read, in milliseconds since 1970; with `usd`. */
  readonly at?: number;
  readonly isLoading: boolean;
  /** Why it could not be read, in one sentence. */
  readonly problem?: string;
  /** Whole days it lasts at the rate of the last seven; absent when nothing was spent, or it cannot be told. */
  readonly daysLeft?: number;
}

export interface UsageViewState {
  readonly report: UsageReport;
  /** To choose from: those that have runs or are set up. */
  readonly providers: readonly { readonly id: string; readonly displayName: string }[];
  /** False in a window without a folder: then there is no workspace to narrow down to. */
  readonly hasWorkspace: boolean;
  readonly budgets: readonly BudgetState[];
  readonly balances: readonly BalanceState[];
  /** Milliseconds since 1970, when this was put together. */
  readonly now: number;
  readonly language: "en" | "th";
  /** English sentence → translation; empty for English. For `@vscode/l10n`. */
  readonly translations: Readonly<Record<string, string>>;
}

export type ToUsageView = { readonly type: "state-changed"; readonly state: UsageViewState };

const id = v.pipe(v.string(), v.maxLength(400));

const fromUsageView = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  v.object({
    type: v.literal("query-changed"),
    query: v.object({
      period: v.picklist(["day", "week", "month"]),
      grouping: v.picklist(["model", "provider", "spec"]),
      provider: v.exactOptional(id),
      onlyThisWorkspace: v.boolean(),
    }),
  }),
  v.object({ type: v.literal("export"), format: v.picklist(["csv", "json"]) }),
  v.object({ type: v.literal("balance-refresh") }),
  v.object({ type: v.literal("budgets-edit") }),
  v.object({ type: v.literal("account-open"), provider: id }),
  /** A row of the list of runs. */
  v.object({ type: v.literal("run-open"), runId: v.pipe(v.string(), v.maxLength(1000)) }),
]);

export type FromUsageView = v.InferOutput<typeof fromUsageView>;

/** Narrows what arrived over `postMessage`; `undefined` for anything we do not know. */
export function parseFromUsageView(data: unknown): FromUsageView | undefined {
  const result = v.safeParse(fromUsageView, data);
  return result.success ? result.output : undefined;
}
