import type { CoolDowns } from "../fallback/coolDowns";
import { type FallbackRun, runWithFallback } from "../fallback/runWithFallback";
import type { RunBudget } from "./budgetDesk";
import type { PreparedRequest } from "./requestPreparer";
import type { RequestSender, SentRun } from "./requestSender";
import type { RunResult } from "./runResult";

/** A run that was let through, with what it takes to hold it to its limits. */
export interface PreparedSending extends Pick<
  FallbackRun<PreparedRequest>,
  "first" | "fallbacks" | "rateLimits" | "clock" | "signal" | "consentOf" | "onHops"
> {
  readonly coolDowns: CoolDowns;
  readonly budget: RunBudget;
  readonly sender: Pick<RequestSender, "send">;
  readonly sent: SentRun;
  /** Times the time limits of the settings. */
  readonly patience: number;
}

/** Sends a run to its first choice, and to the fallbacks where that helps, each under what the ones before have left. */
export function sendPreparedRun({
  budget,
  sender,
  sent,
  patience,
  ...run
}: PreparedSending): Promise<RunResult> {
  return runWithFallback({
    ...run,
    isOverBudget: async (hop, spentUsd) =>
      budget.problem(hop, await budget.left(hop, spentUsd)) !== undefined,
    send: async (hop, { count, spentUsd, isLast }) => {
      const within = budget.capped(hop, await budget.left(hop, spentUsd)) ?? hop;
      const budgetLeft = (runId: string) => budget.left(within, spentUsd, runId);
      return sender.send(within, sent, { patience, isLast, hop: count, budgetLeft }, run.signal);
    },
  });
}
