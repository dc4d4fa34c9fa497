import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { EstimateView } from "../../../../src/protocol/chatProtocol";
import { estimateText } from "../../../../src/webview/text/estimateText";

const view: EstimateView = {
  estimate: {
    promptTokens: 1215,
    maxCompletionTokens: 4000,
    expectedUsd: 0.0114,
    maxUsd: 0.0636,
    kind: "known",
    calibratedFrom: 0,
    expectedCompletionTokens: 520,
  },
  isFree: false,
  mayLogPrompts: false,
  mayBeOffBy: 0.25,
  parts: [],
  varies: false,
};
const { expectedUsd: _expected, maxUsd: _max, ...counts } = view.estimate;
const unknown: EstimateView = { ...view, estimate: { ...counts, kind: "unknown" } };

describe("estimateText", () => {
  it("says what it costs, what at most, and reads it with units", () => {
    assert.deepEqual(estimateText(view), {
      price: "≈ $0.011",
      rest: "at most $0.064",
      tokens: "1.2k → ~520",
      sure: "first run with this model, may be off by about 25 %",
      spoken:
        "Estimate: about 0.011 dollars, at most 0.064 dollars, 1.2k tokens in, " +
        "first run with this model, may be off by about 25 %",
    });
  });

  it("counts judges in, and says so", () => {
    const judged = (judges: NonNullable<EstimateView["estimate"]["judges"]>) =>
      estimateText({ ...view, estimate: { ...view.estimate, judges } });
    const one = judged({ count: 1, expectedUsd: 0.0006, maxUsd: 0.0024 });
    assert.deepEqual([one.price, one.rest], ["≈ $0.012", "at most $0.066 · with 1 judge"]);
    assert.match(one.spoken, /about 0\.012 dollars, at most 0\.066 dollars, with 1 judge, 1\.2k tokens in/);
    const open = judged({ count: 2 });
    assert.deepEqual([open.price, open.rest], ["cost unknown", "with 2 judges · 1.2k tokens in"]);
  });

  it("says what it has learned from", () => {
    const learned = (calibratedFrom: number) =>
      estimateText({ ...view, estimate: { ...view.estimate, calibratedFrom } }).sure;
    assert.deepEqual([learned(1), learned(23)], ["learned from 1 run", "learned from 23 runs"]);
  });

  it("warns that a free provider may log", () => {
    const { price, rest } = estimateText({ ...view, isFree: true, mayLogPrompts: true });
    assert.deepEqual([price, rest], ["free", "provider may log prompts"]);
  });

  it("has words instead of an amount for an unknown or varying price", () => {
    assert.equal(estimateText(unknown).price, "cost unknown");
    assert.equal(estimateText(unknown).rest, "1.2k tokens in");
    assert.equal(estimateText({ ...unknown, varies: true }).price, "cost varies");
  });
});
