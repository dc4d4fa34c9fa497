import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimatedPrice } from "../../../../src/core/cost/estimatedPrice";

describe("estimatedPrice", () => {
  it("says which of its two amounts is the most", () => {
    assert.equal(estimatedPrice({ expectedUsd: 0.0112, maxUsd: 0.0631 }), "≈ $0.011 · at most $0.064");
  });

  it("is free only where nothing can be charged", () => {
    assert.equal(estimatedPrice({ expectedUsd: 0, maxUsd: 0 }), "free");
    assert.equal(estimatedPrice({ expectedUsd: 0, maxUsd: 0.0002 }), "free · at most $0.0002");
  });

  it("is unknown where either amount is", () => {
    assert.equal(estimatedPrice({}), "cost unknown");
    assert.equal(estimatedPrice({ expectedUsd: 0.01 }), "cost unknown");
    assert.equal(estimatedPrice({ maxUsd: 0.01 }), "cost unknown");
  });
});
