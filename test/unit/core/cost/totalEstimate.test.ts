import assert from "node:assert/strict";
import { totalEstimate } from "../../../../src/core/cost/totalEstimate";
import type { CostEstimate } from "../../../../src/core/cost/usage";

const estimate = (promptTokens: number, expectedUsd?: number, maxUsd?: number): CostEstimate => ({
  promptTokens,
  maxCompletionTokens: 100,
  expectedCompletionTokens: 50,
  calibratedFrom: 0,
  kind: maxUsd === undefined ? "unknown" : "known",
  ...(expectedUsd !== undefined && { expectedUsd }),
  ...(maxUsd !== undefined && { maxUsd }),
});

describe("totalEstimate", () => {
  it("adds up what is known", () => {
    assert.deepEqual(totalEstimate([estimate(10, 0.25, 0.5), estimate(12, 0, 0)]), {
      promptTokens: 12,
      unknown: 0,
      expectedUsd: 0.25,
      maxUsd: 0.5,
    });
  });

  it("counts in whoever judges, and a judge of unknown price leaves the total open", () => {
    const judged = { ...estimate(10, 0.25, 0.5), judges: { count: 2, expectedUsd: 0.125, maxUsd: 0.25 } };
    assert.deepEqual(totalEstimate([judged, estimate(12, 0, 0)]), {
      promptTokens: 12,
      unknown: 0,
      expectedUsd: 0.375,
      maxUsd: 0.75,
      judges: 2,
    });
    assert.deepEqual(totalEstimate([{ ...estimate(10, 0.25, 0.5), judges: { count: 1 } }]), {
      promptTokens: 10,
      unknown: 1,
      judges: 1,
    });
  });

  it("a price that is not known makes the total unknown, not smaller", () => {
    assert.deepEqual(totalEstimate([estimate(10, 0.25, 0.5), estimate(12)]), {
      promptTokens: 12,
      unknown: 1,
    });
  });
});
