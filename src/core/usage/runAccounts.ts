import type { Spent } from "../cost/budget";
import type { PromptSize } from "../cost/tokenRates";
import type { CostEstimate } from "../cost/usage";
import type { RunResult } from "../run/runResult";

/** The spec of a run. */
export interface SpecIdentity {
  /** Path within its workspace folder; never what stands in it. */
  readonly spec: string;
  /** Tells it from specs of that name elsewhere; see `specIdOf`. */
  readonly specId: string;
}

/** A request that is about to leave. */
export interface OutgoingRun extends Partial<SpecIdentity> {
  readonly runId: string;
  /** Provider config id. */
  readonly provider: string;
  readonly model: string;
  readonly estimate: CostEstimate;
  readonly size: PromptSize;
  /** How many were asked before it, because they failed. */
  readonly hop: number;
}

/** What a budget is held against. */
export interface SpendingQuestion {
  readonly provider: string;
  readonly specId?: string;
  /** A run that is noted already, but not to be counted. */
  readonly except?: string;
}

/** Keeps the accounts of what is sent. Nothing here ever rejects: a run does not fail because it could not be noted. */
export interface RunAccounts {
  /** Resolves when the run is noted, or could not be: the request may leave. */
  started(run: OutgoingRun): Promise<void>;
  /**
   * What all windows together can have spent: on the present local day, and in this month altogether, at the provider and
   * with the spec. Where a cost is not known, the most it can have been.
   */
  spending(question: SpendingQuestion): Promise<Omit<Spent, "run">>;
  /** Without a result nobody knows what it cost. */
  ended(runId: string, result?: RunResult): void;
}
