import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { countClasses } from "../../../../src/core/cost/countClasses";
import { countTokens } from "../../../../src/core/cost/countTokens";
import { SpendingGuard } from "../../../../src/core/cost/spendingGuard";
import { weigh } from "../../../../src/core/cost/tokenClasses";
import { defaultRates } from "../../../../src/core/cost/tokenRates";
import type { KnownPricing } from "../../../../src/core/models/model";
import { mixedText } from "./mixedText";

const pricing: KnownPricing = { kind: "known", prompt: "0.000001", completion: "0.00001", request: "0.002" };
const guard = (change: Partial<KnownPricing> = {}) =>
  new SpendingGuard({ pricing: { ...pricing, ...change }, rates: defaultRates("o200k"), promptTokens: 1000 });
const close = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-12, `${one} is ${other}`);

describe("SpendingGuard", () => {
  it("begins with the prompt and the fee of the request", () => {
    close(guard().usd, 0.003);
  });

  it("comes to what the whole text comes to, however it is split", () => {
    fc.assert(
      fc.property(mixedText, fc.array(fc.nat(40), { maxLength: 20 }), (text, lengths) => {
        const split = guard();
        let from = 0;
        for (const length of lengths) {
          split.add(text.slice(from, from + length));
          from += length;
        }
        split.add(text.slice(from));
        const tokens = Math.round(weigh(countClasses(text), defaultRates("o200k").weights));
        close(split.usd, 0.003 + tokens * 0.00001);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it("a line without an end is counted in pieces, which makes little difference", () => {
    const text = "ไม่มีการขึ้นบรรทัดใหม่ and no line break at all ".repeat(2000);
    const split = guard();
    for (let from = 0; from < text.length; from += 7) split.add(text.slice(from, from + 7));
    const counted = (split.usd - 0.003) / 0.00001;
    assert.ok(Math.abs(counted / countTokens(text, "o200k") - 1) < 0.01, String(counted));
  });

  it("the gateway's own counts are taken where they say more", () => {
    const reported = guard();
    reported.add("a few words");
    reported.report({ promptTokens: 1500, completionTokens: 400 });
    close(reported.usd, 0.0015 + 0.004 + 0.002);
    reported.report({ promptTokens: 0, completionTokens: 0 });
    close(reported.usd, 0.0075);
  });

  it("knows price steps", () => {
    close(guard({ steps: [{ abovePromptTokens: 900, prompt: "0.000002" }] }).usd, 0.004);
  });
});
