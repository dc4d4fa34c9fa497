import { sumCosts } from "../cost/sumCosts";
import type { RunCost } from "../cost/usage";
import type { RunResult } from "../run/runResult";

/** What a run has cost altogether: its answer and those who judged it. */
export function costWithJudges({ cost, expect = [] }: Pick<RunResult, "cost" | "expect">): RunCost {
  const judges = expect.flatMap((result) => result.cost ?? []);
  return judges.length === 0 ? cost : sumCosts([cost, ...judges]);
}
