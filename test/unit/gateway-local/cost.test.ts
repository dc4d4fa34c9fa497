import type { LocalGateway } from "../../gateway/startLocalGateway";
import type { StreamEvent } from "./exchange";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { after, before, beforeEach, describe, it } from "mocha";
import { chatBody, eventsOf, exchange, withKey } from "./exchange";
import { costOf, fromUnits, toUnits } from "../../gateway/costOf";
import { startLocalGateway } from "../../gateway/startLocalGateway";

describe("costOf", () => {
  const price = {
    prompt: "0.000003",
    completion: "0.000015",
    input_cache_read: "0.0000003",
    input_cache_write: "0.00000375",
  };

  it("charges cached and written tokens at their own price and reasoning not twice", () => {
    const counts = { prompt: 2000, completion: 100, cached: 1024, cacheWrite: 128 };
    // 848 * 3e-6 + 1024 * 3e-7 + 128 * 3.75e-6 + 100 * 1.5e-5
    assert.deepEqual(costOf(price, counts), {
      prompt: "0.0033312",
      completion: "0.0015",
      total: "0.0048312",
    });
  });

  it("falls back to the prompt price and adds the fee per request", () => {
    const counts = { prompt: 10, completion: 1, cached: 10, cacheWrite: 0 };
    assert.equal(costOf({ prompt: "0.1", completion: "0.2", request: "0.005" }, counts).total, "1.205");
  });

  it("takes the long-context step only above its threshold", () => {
    const stepped = { ...price, overrides: [{ min_prompt_tokens: 100, prompt: "1" }] };
    const none = { completion: 0, cached: 0, cacheWrite: 0 };
    assert.equal(costOf(stepped, { prompt: 100, ...none }).total, "0.0003");
    assert.equal(costOf(stepped, { prompt: 101, ...none }).total, "101");
  });

  it("refuses a price list that is no plain decimal", () => {
    for (const wrong of ["-1", "", "1e-7", "NaN", "0.1 "]) assert.throws(() => toUnits(wrong));
  });

  it("is exact: units and decimals are the same thing", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (units) => {
        assert.equal(toUnits(fromUnits(units)), units);
      }),
      { seed: 1 },
    );
  });
});

describe("the cost an answer of the local gateway reports", () => {
  let gateway: LocalGateway;

  before(async () => {
    gateway = await startLocalGateway();
  });
  beforeEach(() => gateway.clear());
  after(() => gateway.close());

  async function usageFor(model: string, prompt = "How?"): Promise<NonNullable<StreamEvent["usage"]>> {
    const body = chatBody(model, prompt);
    const { text } = await exchange(`${gateway.baseUrl}/chat/completions`, { body, headers: withKey });
    const usage = eventsOf(text).at(-1)?.usage;
    assert.ok(usage !== undefined);
    return usage;
  }

  async function balance(): Promise<number> {
    const { text } = await exchange(`${gateway.origin}/api/profile/balance`, { headers: withKey });
    return JSON.parse(text).balance;
  }

  it("is tokens times list price", async () => {
    const usage = await usageFor("openai/gpt-4o");
    const units = BigInt(usage.prompt_tokens) * 25n + BigInt(usage.completion_tokens) * 100n;
    assert.equal(usage.cost, Number(fromUnits(units * 10n ** 11n)));
    assert.equal(await balance(), Number(fromUnits(toUnits("12.5") - units * 10n ** 11n)));
  });

  it("is the fee alone for the gateway's own upstream key", async () => {
    const usage = await usageFor("google/gemini-flash-1.5");
    assert.equal(usage.is_byok, true);
    const price = usage.cost_details?.upstream_inference_cost ?? 0;
    assert.ok(price > 0 && Math.abs((usage.cost ?? 0) * 20 - price) < 1e-15);
    assert.equal(await balance(), 12.5 - price);
  });

  for (const model of [
    "minimax/minimax-m2.1:free",
    "kilo-auto/free",
    "stealth/granite-pro",
    "acme-coding/direct-byok-model",
  ]) {
    it(`is absent for ${model}`, async () => {
      const usage = await usageFor(model);
      assert.deepEqual([usage.cost, usage.cost_details, usage.is_byok], [undefined, undefined, undefined]);
      assert.equal((await balance()) < 12.5, model === "stealth/granite-pro");
    });
  }

  it("is that of the model that answers for a router", async () => {
    const body = chatBody("openrouter/auto");
    const { text } = await exchange(`${gateway.baseUrl}/chat/completions`, { body, headers: withKey });
    const events = eventsOf(text);
    assert.ok(events.every((event) => event.model === "openai/gpt-4o-mini" && event.provider === "Azure"));
    assert.ok((events.at(-1)?.usage?.cost ?? 0) > 0);
  });

  it("falls when a long prefix comes again, and not for a short one", async () => {
    const long = "word ".repeat(1500);
    const first = await usageFor("openai/gpt-4o", long);
    const second = await usageFor("openai/gpt-4o", long);
    assert.equal(first.prompt_tokens_details.cached_tokens, 0);
    assert.ok(second.prompt_tokens_details.cached_tokens >= 1024);
    assert.ok((second.cost ?? 0) < (first.cost ?? 0));
    await usageFor("openai/gpt-4o", "short");
    assert.equal((await usageFor("openai/gpt-4o", "short")).prompt_tokens_details.cached_tokens, 0);
  });

  it("counts cache writes where the price list has a price for them", async () => {
    const usage = await usageFor("anthropic/claude-sonnet-4.5", "word ".repeat(1500));
    assert.ok(usage.prompt_tokens_details.cache_write_tokens >= 1024);
  });

  it("adds up in the usage report, in millionths of a dollar", async () => {
    const costs = [await usageFor("perplexity/sonar"), await usageFor("perplexity/sonar", "When?")];
    const { text } = await exchange(`${gateway.origin}/api/profile/usage?groupByModel=true`, {
      headers: withKey,
    });
    const [row] = JSON.parse(text).usage;
    assert.equal(row.request_count, 2);
    assert.equal(row.total_cost, Math.round(costs.reduce((sum, usage) => sum + (usage.cost ?? 0), 0) * 1e6));
  });
});
