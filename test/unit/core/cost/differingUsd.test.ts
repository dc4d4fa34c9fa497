import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { differingUsd } from "../../../../src/core/cost/differingUsd";

describe("differingUsd", () => {
  const rows = [
    [0.0105, 0.01, undefined],
    [0.0106, 0.01, 0.01],
    [0.0095, 0.01, undefined],
    [0.0094, 0.01, 0.01],
    [0.0001, 0, 0],
    [0, 0, undefined],
    [0, 0.01, 0.01],
  ] as const;
  for (const [usd, listUsd, expected] of rows)
    it(`${usd} reported and ${listUsd} by the list ${expected === undefined ? "agree" : "differ"}`, () => {
      assert.equal(differingUsd({ kind: "reported", usd }, listUsd), expected);
    });

  it("there is nothing to compare without a list price, or without a reported cost", () => {
    assert.equal(differingUsd({ kind: "reported", usd: 1 }, undefined), undefined);
    assert.equal(differingUsd({ kind: "computed", usd: 1 }, 2), undefined);
    assert.equal(differingUsd({ kind: "unknown" }, 2), undefined);
  });
});
