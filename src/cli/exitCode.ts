import { passedAll } from "../core/expect/checkExpectations";
import type { RunResult } from "../core/run/runResult";

/** Public contract. */
export const exitCodes = { done: 0, failed: 1, usage: 2, incomplete: 3, budget: 4, cancelled: 130 } as const;

/** How the program ends after a run. */
export function exitCodeOf({ status, error, expect = [] }: RunResult): number {
  // Also for an answer that was stopped there.
  if (error?.code === "budget-exceeded") return exitCodes.budget;
  switch (status) {
    case "completed":
      return passedAll(expect) ? exitCodes.done : exitCodes.failed;
    case "incomplete":
      return exitCodes.incomplete;
    case "cancelled":
      return exitCodes.cancelled;
    case "failed":
      return error?.code === "invalid-spec" ? exitCodes.usage : exitCodes.failed;
  }
}
