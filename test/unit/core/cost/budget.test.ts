import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Budgets, budgetProblem, type Spent } from "../../../../src/core/cost/budget";
import type { CostEstimate } from "../../../../src/core/cost/usage";

const costing = (maxUsd: number | undefined): CostEstimate => ({
  promptTokens: 100,
  maxCompletionTokens: 400,
  expectedCompletionTokens: 200,
  calibratedFrom: 0,
  ...(maxUsd === undefined ? { kind: "unknown" } : { kind: "known", maxUsd, expectedUsd: maxUsd / 2 }),
});
const nothing: Spent = { perRun: 0, perDay: 0, perMonth: 0 };
const message = (maxUsd: number | undefined, budgets: Budgets, spent: Partial<Spent> = {}) =>
  budgetProblem(costing(maxUsd), budgets, { ...nothing, ...spent })?.message;

describe("budgetProblem", () => {
  it("without budgets everything may go out", () => {
    assert.equal(message(1000, {}), undefined);
    assert.equal(message(undefined, {}), undefined);
  });

  it("the worst case counts, and exactly the budget is still within it", () => {
    assert.equal(message(0.05, { perRun: 0.05 }), undefined);
    assert.match(
      message(0.051, { perRun: 0.05 }) ?? "",
      /could cost \$0\.051; the budget of a run is \$0\.05/,
    );
  });

  it("what was spent is gone, of each budget on its own", () => {
    const budgets = { perRun: 1, perDay: 2, perMonth: 10 };
    assert.match(message(0.5, budgets, { perRun: 0.6 }) ?? "", /\$0\.40 is left of its budget/);
    assert.match(message(0.5, budgets, { perDay: 1.81 }) ?? "", /\$0\.19 is left today/);
    assert.match(message(0.5, budgets, { perMonth: 12 }) ?? "", /\$0\.00 is left this month/);
    assert.equal(message(0.5, budgets, { perRun: 0.5, perDay: 1.5, perMonth: 9.5 }), undefined);
  });

  it("what costs nothing may go out even when everything is spent", () => {
    assert.equal(message(0, { perDay: 1 }, { perDay: 5 }), undefined);
  });

  it("an unknown price keeps no budget", () => {
    const problem = budgetProblem(costing(undefined), { perDay: 2 }, nothing);
    assert.equal(problem?.code, "budget-exceeded");
    assert.equal(problem?.remedy, "raise-budget");
    assert.match(problem?.message ?? "", /not known.*\$2\.00/);
  });
});
