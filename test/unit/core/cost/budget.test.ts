import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  budgetProblem,
  budgetsFor,
  type Budgets,
  type Spent,
  tightestBudget,
} from "../../../../src/core/cost/budget";
import type { CostEstimate } from "../../../../src/core/cost/usage";

const costing = (maxUsd: number | undefined): CostEstimate => ({
  promptTokens: 100,
  maxCompletionTokens: 400,
  expectedCompletionTokens: 200,
  calibratedFrom: 0,
  ...(maxUsd === undefined ? { kind: "unknown" } : { kind: "known", maxUsd, expectedUsd: maxUsd / 2 }),
});
const run = { provider: { id: "kilocode", displayName: "Kilo" }, spec: "docs/checkout.md" };
const problem = (maxUsd: number | undefined, budgets: Budgets, spent: Partial<Spent> = {}) =>
  budgetProblem(
    costing(maxUsd),
    tightestBudget(
      budgetsFor(budgets, run).map((budget) => ({ ...budget, spentUsd: spent[budget.kind] ?? 0 })),
    ),
  );
const message = (...args: Parameters<typeof problem>) => problem(...args)?.message;

describe("budgetsFor", () => {
  const limits = (budgets: Budgets, of = run) =>
    budgetsFor(budgets, of).map(({ kind, name, limitUsd }) => [kind, name, limitUsd]);

  it("a provider and a spec have the budget of their name, else that of all others", () => {
    const budgets = { perProvider: { "*": 5, kilocode: 10 }, perSpec: { "*": 1, "docs/a.md": 2 } };
    assert.deepEqual(limits(budgets), [
      ["provider", "Kilo", 10],
      ["spec", "docs/checkout.md", 1],
    ]);
    assert.deepEqual(limits(budgets, { provider: { id: "x", displayName: "X" }, spec: "docs/a.md" }), [
      ["provider", "X", 5],
      ["spec", "docs/a.md", 2],
    ]);
  });

  it("a message without a spec has no budget of a spec, and 0 is none", () => {
    const { provider } = run;
    assert.deepEqual(budgetsFor({ perSpec: { "*": 1 } }, { provider }), []);
    assert.deepEqual(limits({ perRun: 0, perProvider: { kilocode: 0, "*": 3 } }), []);
  });
});

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
    const budgets = { perRun: 1, perDay: 2, perMonth: 10, perProvider: { kilocode: 5 }, perSpec: { "*": 3 } };
    assert.match(message(0.5, budgets, { run: 0.6 }) ?? "", /\$0\.40 is left of its budget/);
    assert.match(message(0.5, budgets, { day: 1.81 }) ?? "", /\$0\.19 is left today/);
    assert.match(message(0.5, budgets, { month: 12 }) ?? "", /\$0\.00 is left this month/);
    assert.match(message(0.5, budgets, { provider: 4.9 }) ?? "", /\$0\.10 is left for Kilo this month/);
    assert.match(
      message(0.5, budgets, { spec: 2.9 }) ?? "",
      /\$0\.10 is left for docs\/checkout\.md this month/,
    );
    assert.equal(
      message(0.5, budgets, { run: 0.5, day: 1.5, month: 9.5, provider: 4.5, spec: 2.5 }),
      undefined,
    );
  });

  it("the one that leaves the least is named, with the figures to decide by", () => {
    assert.deepEqual(problem(0.5, { perDay: 2, perMonth: 10 }, { day: 1.75, month: 9.9 })?.details?.budget, {
      kind: "month",
      limitUsd: 10,
      leftUsd: 10 - 9.9,
      expectedUsd: 0.25,
      maxUsd: 0.5,
      canStopThere: false,
    });
  });

  it("what costs nothing may go out even when everything is spent", () => {
    assert.equal(message(0, { perDay: 1 }, { day: 5 }), undefined);
  });

  it("an unknown price keeps no budget", () => {
    const refused = problem(undefined, { perDay: 2 });
    assert.equal(refused?.code, "budget-exceeded");
    assert.equal(refused?.remedy, "raise-budget");
    assert.match(refused?.message ?? "", /not known.*\$2\.00/);
  });
});
