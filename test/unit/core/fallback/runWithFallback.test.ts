import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimateCost } from "../../../../src/core/cost/estimateCost";
import type { RunCost } from "../../../../src/core/cost/usage";
import { type ErrorCode, UserFacingError } from "../../../../src/core/errors";
import { CoolDowns } from "../../../../src/core/fallback/coolDowns";
import type { FallbackHop } from "../../../../src/core/fallback/fallbackHop";
import {
  type HopTarget,
  type PreparedHop,
  runWithFallback,
} from "../../../../src/core/fallback/runWithFallback";
import { RateLimitTally } from "../../../../src/core/providers/rateLimitTally";
import type { RunResult } from "../../../../src/core/run/runResult";
import { modelWith } from "../../../fakes/sampleModel";
import { kilo } from "../../../fakes/sampleProvider";

const price = { kind: "known", prompt: "0.000001", completion: "0.000002" } as const;

function hopTo(modelId: string): PreparedHop {
  const model = modelWith({ id: modelId, name: modelId.toUpperCase(), pricing: price });
  return {
    provider: kilo,
    modelId,
    model,
    modelName: model.name,
    estimate: estimateCost({ model, promptTokens: 100, maxCompletionTokens: 400 }),
  };
}

const target = (
  modelId: string,
  prepare: HopTarget<PreparedHop>["prepare"] = () => Promise.resolve(hopTo(modelId)),
): HopTarget<PreparedHop> => ({ provider: kilo, modelId, mayCostMore: false, prepare });

const answer = (modelId: string, changes: Partial<RunResult> = {}): RunResult => ({
  status: "completed",
  text: "4",
  provider: kilo.id,
  model: modelId,
  cost: { kind: "reported", usd: 0.2 },
  timing: { firstTokenMs: 10, totalMs: 30 },
  attempts: [{ provider: kilo.id, model: modelId }],
  ...changes,
});
const failure = (
  modelId: string,
  code: ErrorCode,
  changes: Partial<RunResult> = {},
  cost: RunCost = { kind: "computed", usd: 0 },
): RunResult =>
  answer(modelId, {
    status: "failed",
    text: "",
    cost,
    timing: { totalMs: 100 },
    attempts: [{ provider: kilo.id, model: modelId, error: code }],
    error: new UserFacingError(code, `${code} happened.`).toRunError(),
    ...changes,
  });

/** Runs `first` with a chain; `results` by model id. */
async function run(
  chain: readonly HopTarget<PreparedHop>[],
  results: Readonly<Record<string, RunResult>>,
  options: { coolDowns?: CoolDowns; abort?: AbortController } = {},
) {
  let now = 0;
  const clock = { now: () => (now += 50) };
  const asked: string[] = [];
  const spent: number[] = [];
  const rails: (readonly FallbackHop[])[] = [];
  const result = await runWithFallback({
    first: hopTo("first"),
    fallbacks: chain,
    coolDowns: options.coolDowns ?? new CoolDowns({ now: () => 0 }),
    rateLimits: new RateLimitTally({ now: () => 0 }),
    clock,
    signal: (options.abort ?? new AbortController()).signal,
    consentOf: () => "not-needed",
    isOverBudget: async (hop, spentUsd) => {
      spent.push(spentUsd);
      return hop.modelId === "over";
    },
    send: (hop, { isLast }) => {
      asked.push(`${hop.modelId}${isLast ? " last" : ""}`);
      const found = results[hop.modelId];
      return found ? Promise.resolve(found) : Promise.reject(new Error(`Nobody expects ${hop.modelId}`));
    },
    onHops: (hops) => rails.push(hops),
  });
  return { result, asked, spent, rails, rail: rails.at(-1) };
}

describe("runWithFallback", () => {
  it("a first choice that answers is the whole run, and there is no rail", async () => {
    const { result, asked, rails } = await run([target("second")], { first: answer("first") });
    assert.deepEqual(result, answer("first"));
    assert.deepEqual(asked, ["first"]);
    assert.deepEqual(rails, []);
  });

  for (const code of [
    "rate-limited",
    "provider-unavailable",
    "insufficient-credits",
    "model-not-found",
    "timeout",
  ] as const) {
    it(`${code} without any output goes on to the next one`, async () => {
      const { result, asked, rail } = await run([target("second")], {
        first: failure("first", code),
        second: answer("second"),
      });
      assert.equal(result.status, "completed");
      assert.deepEqual(result.attempts, [
        { provider: "kilocode", model: "first", error: code },
        { provider: "kilocode", model: "second" },
      ]);
      assert.deepEqual(asked, ["first", "second last"]);
      assert.deepEqual(
        rail?.map(({ state, code: why, message }) => ({ state, why, message })),
        [
          { state: "failed", why: code, message: `${code} happened.` },
          { state: "answered", why: undefined, message: undefined },
        ],
      );
    });
  }

  for (const code of ["authentication", "network", "invalid-request", "empty-answer", "moderated"] as const) {
    it(`${code} ends the run: another place would not cure it, or nobody knows`, async () => {
      const { result, asked } = await run([target("second")], { first: failure("first", code) });
      assert.equal(result.error?.code, code);
      assert.deepEqual(asked, ["first"]);
    });
  }

  it("once text or reasoning has come nothing is sent again", async () => {
    for (const kept of [{ status: "incomplete", text: "half" }, { reasoning: "hm" }] as const) {
      const { asked } = await run([target("second")], {
        first: failure("first", "provider-unavailable", kept),
      });
      assert.deepEqual(asked, ["first"]);
    }
  });

  it("a cancelled run stops where it is", async () => {
    const abort = new AbortController();
    const stopping = target("second", () => {
      abort.abort();
      return Promise.resolve(hopTo("second"));
    });
    const { result, asked } = await run([stopping], { first: failure("first", "timeout") }, { abort });
    assert.deepEqual(asked, ["first"]);
    assert.equal(result.status, "cancelled");
    assert.equal(result.error, undefined);
    assert.deepEqual(result.attempts, [{ provider: "kilocode", model: "first", error: "timeout" }]);
  });

  it("a place that cannot be used or is not allowed is passed over, and the rail says why", async () => {
    const dearer = { ...hopTo("dear"), estimate: { ...hopTo("dear").estimate, expectedUsd: 98, maxUsd: 99 } };
    const { result, rail } = await run(
      [
        target("keyless", () => Promise.reject(new UserFacingError("not-configured", "A key is needed."))),
        target("dear", () => Promise.resolve(dearer)),
        target("fine"),
      ],
      { first: failure("first", "rate-limited"), fine: answer("fine") },
    );
    assert.equal(result.model, "fine");
    assert.deepEqual(
      rail?.map(({ model, state, skipped, message }) => [model.id, state, skipped ?? message]),
      [
        ["first", "failed", "rate-limited happened."],
        ["keyless", "skipped", "unusable"],
        ["dear", "skipped", "costs-more"],
        ["fine", "answered", undefined],
      ],
    );
    assert.equal(rail?.[1]?.message, "A key is needed.");
  });

  it("before each hop the budget is checked again, with the most the hops before can have cost", async () => {
    const { result, spent, rail } = await run([target("over"), target("second"), target("third")], {
      first: failure("first", "timeout", {}, { kind: "unknown" }),
      second: failure("second", "timeout", {}, { kind: "reported", usd: 0.1 }),
      third: answer("third"),
    });
    assert.equal(result.model, "third");
    assert.equal(rail?.[1]?.skipped, "over-budget");
    const most = hopTo("first").estimate.maxUsd ?? 0;
    assert.deepEqual(spent, [most, most, most + 0.1]);
  });

  it("a bug while a place is prepared is no reason to go on quietly", async () => {
    const broken = target("broken", () => Promise.reject(new TypeError("bug")));
    await assert.rejects(run([broken], { first: failure("first", "timeout") }), TypeError);
  });

  it("who failed a moment ago is passed over, and asked first again once it has cooled down", async () => {
    let now = 0;
    const coolDowns = new CoolDowns({ now: () => now });
    const results = { first: failure("first", "provider-unavailable"), second: answer("second") };
    await run([target("second")], results, { coolDowns });
    const again = await run([target("second")], results, { coolDowns });
    assert.deepEqual(again.asked, ["second last"]);
    assert.deepEqual(
      again.rail?.map(({ skipped }) => skipped),
      ["cooling-down", undefined],
    );
    assert.equal(again.rail?.[0]?.until, 60_000);
    now = 60_000;
    const later = await run([target("second")], { first: answer("first") }, { coolDowns });
    assert.deepEqual(later.asked, ["first"]);
  });

  it("when everybody is cooling down the first choice is asked all the same", async () => {
    const coolDowns = new CoolDowns({ now: () => 0 });
    const results = {
      first: failure("first", "provider-unavailable"),
      second: failure("second", "rate-limited"),
    };
    await run([target("second")], results, { coolDowns });
    const { asked, result } = await run([target("second")], { first: answer("first") }, { coolDowns });
    assert.deepEqual(asked, ["first last"]);
    assert.equal(result.status, "completed");
  });

  it("without a chain a cool-down changes nothing", async () => {
    const coolDowns = new CoolDowns({ now: () => 0 });
    await run([], { first: failure("first", "provider-unavailable") }, { coolDowns });
    const { asked } = await run([], { first: answer("first") }, { coolDowns });
    assert.deepEqual(asked, ["first last"]);
  });

  it("the cost is that of all hops, and at least what is known of it where one of them is unknown", async () => {
    const chain = [target("second")];
    const known = await run(chain, {
      first: failure("first", "timeout", {}, { kind: "reported", usd: 0.1 }),
      second: answer("second"),
    });
    assert.deepEqual(known.result.cost, { kind: "reported", usd: 0.3 });
    const refused = await run(chain, { first: failure("first", "rate-limited"), second: answer("second") });
    assert.deepEqual(refused.result.cost, { kind: "reported", usd: 0.2 });
    const mixed = await run(chain, {
      first: failure("first", "timeout", {}, { kind: "computed", usd: 0.1 }),
      second: answer("second"),
    });
    assert.deepEqual(mixed.result.cost, { kind: "computed", usd: 0.3 });
    const unknown = await run(chain, {
      first: failure("first", "timeout", {}, { kind: "unknown" }),
      second: answer("second"),
    });
    assert.deepEqual(unknown.result.cost, { kind: "unknown", atLeastUsd: 0.2 });
    const nothingKnown = await run(chain, {
      first: failure("first", "rate-limited"),
      second: answer("second", { cost: { kind: "unknown" } }),
    });
    assert.deepEqual(nothingKnown.result.cost, { kind: "unknown" });
  });

  it("when every model of a chain turns requests away, the error tells where to look; the rail stays short", async () => {
    const { result, rail } = await run([target("second"), target("third")], {
      first: failure("first", "rate-limited"),
      second: failure("second", "rate-limited"),
      third: failure("third", "rate-limited"),
    });
    assert.match(result.error?.message ?? "", /^rate-limited happened\. .*https:\/\/status\.kilo\.ai/);
    assert.deepEqual(
      rail?.map(({ message }) => message),
      Array(3).fill("rate-limited happened."),
    );
  });

  it("times count from the start of the run, not of the hop that answered", async () => {
    const { result } = await run([target("second")], {
      first: failure("first", "timeout"),
      second: answer("second"),
    });
    assert.equal(result.timing.totalMs, 50);
    assert.equal(result.timing.firstTokenMs, 50 - 30 + 10);
  });
});
