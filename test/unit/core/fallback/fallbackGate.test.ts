import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { estimateCost } from "../../../../src/core/cost/estimateCost";
import { fallbackGate } from "../../../../src/core/fallback/fallbackGate";
import type { Model } from "../../../../src/core/models/model";
import { modelWith } from "../../../fakes/sampleModel";

const priced = (prompt: string, completion: string): Model =>
  modelWith({ pricing: { kind: "known", prompt, completion } });
const free = modelWith({ isFree: true, pricing: { kind: "known", prompt: "0", completion: "0" } });
const unknown = modelWith({ pricing: { kind: "unknown" } });
const varying = modelWith({ pricing: { kind: "varies" } });
const gate = (
  first: Model | undefined,
  candidate: Model | undefined,
  options: {
    mayCostMore?: boolean;
    isOverBudget?: boolean;
    consent?: "not-needed" | "ask" | "allowed" | "refused";
  } = {},
) => {
  const place = (model: Model | undefined) => ({
    model,
    estimate: estimateCost({ model, promptTokens: 1000, maxCompletionTokens: 4000 }),
  });
  return fallbackGate(place(first), {
    ...place(candidate),
    mayCostMore: false,
    isOverBudget: false,
    consent: "not-needed",
    ...options,
  });
};

describe("fallbackGate", () => {
  it("the same price and a lower one may follow", () => {
    assert.equal(gate(priced("0.000003", "0.000015"), priced("0.000003", "0.000015")), undefined);
    assert.equal(gate(priced("0.000003", "0.000015"), priced("0.000001", "0.000005")), undefined);
  });

  it("one that could cost more may not, be it only in the worst case", () => {
    assert.equal(gate(priced("0.000003", "0.000015"), priced("0.000003", "0.0000151")), "costs-more");
    // Cheaper for a usual answer, dearer for the longest.
    assert.equal(gate(priced("0.00001", "0.00001"), priced("0.000001", "0.000015")), "costs-more");
  });

  it("from free to paid never, whatever the price", () => {
    assert.equal(gate(free, priced("0.00000001", "0.00000001")), "not-free");
    assert.equal(gate(free, unknown), "not-free");
    assert.equal(gate(free, free), undefined);
  });

  for (const [name, model] of [
    ["unknown", unknown],
    ["varying", varying],
    ["no longer listed", undefined],
  ] as const) {
    it(`a price that is ${name} is no lower price, on either side`, () => {
      assert.equal(gate(priced("1", "1"), model), "price-unknown");
      assert.equal(gate(model, priced("0.00000001", "0.00000001")), "price-unknown");
      assert.equal(gate(model, free), undefined);
    });
  }

  it("the user's word for an entry lets it cost more, but not keep prompts", () => {
    assert.equal(gate(free, priced("1", "1"), { mayCostMore: true }), undefined);
    assert.equal(gate(priced("0.1", "0.1"), unknown, { mayCostMore: true }), undefined);
    assert.equal(gate(priced("1", "1"), free, { mayCostMore: true, consent: "ask" }), "may-log-prompts");
  });

  it("without consent no prompt goes to a model that may keep it; with it, it does", () => {
    assert.equal(gate(priced("1", "1"), free, { consent: "ask" }), "may-log-prompts");
    assert.equal(gate(priced("1", "1"), free, { consent: "refused" }), "may-log-prompts");
    assert.equal(gate(priced("1", "1"), free, { consent: "allowed" }), undefined);
  });

  it("a budget holds also for what the user allowed to cost more", () => {
    assert.equal(gate(free, priced("1", "1"), { mayCostMore: true, isOverBudget: true }), "over-budget");
  });

  it("whatever the prices, nobody who may follow has a higher worst case", () => {
    const price = fc.integer({ min: 0, max: 10_000 }).map((value) => (value / 1e9).toFixed(9));
    fc.assert(
      fc.property(price, price, price, price, (a, b, c, d) => {
        const [first, candidate] = [priced(a, b), priced(c, d)];
        if (gate(first, candidate) !== undefined) return;
        const most = (model: Model) =>
          estimateCost({ model, promptTokens: 1000, maxCompletionTokens: 4000 }).maxUsd ?? Infinity;
        assert.ok(most(candidate) <= most(first));
      }),
    );
  });
});
