import type { CostEstimate } from "../cost/usage";
import type { RunResult } from "../run/runResult";

/** A request that is about to leave. */
export interface OutgoingRun {
  readonly runId: string;
  /** Provider config id. */
  readonly provider: string;
  readonly model: string;
  readonly estimate: CostEstimate;
  /** Name of the spec within its workspace folder; never what stands in it. */
  readonly spec?: string;
}

/** What can have been spent by all windows together, in US dollars. */
export interface Spending {
  readonly day: number;
  readonly month: number;
}

/** Keeps the accounts of what is sent. Nothing here ever rejects: a run does not fail because it could not be noted. */
export interface RunAccounts {
  /** Resolves when the run is noted, or could not be: the request may leave. */
  started(run: OutgoingRun): Promise<void>;
  /** On the present local day and month; where a cost is not known, the most it can have been. */
  spending(): Promise<Spending>;
  /** Without a result nobody knows what it cost. */
  ended(runId: string, result?: RunResult): void;
}
