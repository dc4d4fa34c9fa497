import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { budgetUse } from "../../../../src/core/cost/budgetUse";

describe("budgetUse", () => {
  const rows = [
    [0, 2, 2, 0, "fine"],
    [0.29, 1, 0.71, 29, "fine"],
    [1.5999, 2, 0.4001, 79, "fine"],
    [1.6, 2, 0.4, 80, "near"],
    [2.4, 3, 0.6, 80, "near"],
    [1.999, 2, 0.001, 99, "near"],
    [2, 2, 0, 100, "over"],
    [2.5, 2, 0, 125, "over"],
    [0, 0, 0, 100, "over"],
  ] as const;
  for (const [spentUsd, limitUsd, leftUsd, percent, state] of rows) {
    it(`of ${spentUsd} of ${limitUsd} is ${percent} %, ${state}`, () => {
      const use = budgetUse({ limitUsd, spentUsd });
      assert.equal(use.percent, percent);
      assert.equal(use.state, state);
      assert.ok(Math.abs(use.leftUsd - leftUsd) < 1e-9, String(use.leftUsd));
    });
  }
});
