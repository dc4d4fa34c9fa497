import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { RunCost } from "../../../../src/core/cost/usage";
import { costWithJudges } from "../../../../src/core/expect/costWithJudges";

const cost = { kind: "reported", usd: 0.5 } as const;
const judged = (...costs: readonly (RunCost | undefined)[]) =>
  costs.map((one) => ({
    expectation: { kind: "judge", criteria: "?" } as const,
    state: "passed" as const,
    ...(one && { cost: one }),
  }));

describe("costWithJudges", () => {
  it("adds what each judge has cost to the answer", () => {
    assert.deepEqual(costWithJudges({ cost, expect: judged({ kind: "reported", usd: 0.25 }, undefined) }), {
      kind: "reported",
      usd: 0.75,
    });
    assert.equal(costWithJudges({ cost }), cost);
  });

  it("one of unknown cost leaves only what it is at least", () => {
    const expect = judged({ kind: "unknown" }, { kind: "computed", usd: 0.25 });
    assert.deepEqual(costWithJudges({ cost, expect }), { kind: "unknown", atLeastUsd: 0.75 });
  });
});
