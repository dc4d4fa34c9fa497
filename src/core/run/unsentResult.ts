import type { CostEstimate } from "../cost/usage";
import type { RunResult } from "./runResult";

/** The result of a run that ended before anything was sent: it cost nothing. `target`: who would have answered. */
export function unsentResult(
  status: "cancelled" | "failed",
  target: { readonly provider: string; readonly model: string; readonly estimate?: CostEstimate },
): RunResult {
  return {
    status,
    text: "",
    ...target,
    cost: { kind: "computed", usd: 0 },
    timing: { totalMs: 0 },
    attempts: [],
  };
}
