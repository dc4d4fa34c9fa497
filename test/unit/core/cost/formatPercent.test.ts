import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatPercent } from "../../../../src/core/cost/formatPercent";

describe("formatPercent", () => {
  const cases = [
    [0, "0 %"],
    [0.01, "<0.1 %"],
    [0.1215, "0.1 %"],
    [4, "4 %"],
    [97.24, "97.2 %"],
    [99.97, "99.9 %"],
    [100, "100 %"],
    [312.04, "312 %"],
  ] as const;
  for (const [percent, expected] of cases)
    it(`${percent} is ${expected}`, () => assert.equal(formatPercent(percent), expected));
});
