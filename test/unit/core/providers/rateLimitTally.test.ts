import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type ErrorCode, type Remedy, UserFacingError } from "../../../../src/core/errors";
import { RateLimitTally } from "../../../../src/core/providers/rateLimitTally";
import type { ProviderConfig } from "../../../../src/core/providers/providerConfig";
import type { RunResult } from "../../../../src/core/run/runResult";
import { kilo } from "../../../fakes/sampleProvider";

const MINUTE_MS = 60_000;
const SENTENCE = "Too many requests.";
const openRouter: ProviderConfig = {
  ...kilo,
  id: "openrouter",
  displayName: "OpenRouter",
  kind: "openrouter",
  baseUrl: "https://openrouter.ai/api/v1",
};

function setUp() {
  let now = 0;
  const tally = new RateLimitTally({ now: () => now });
  const result: RunResult = {
    status: "failed",
    text: "",
    provider: "any",
    model: "any",
    cost: { kind: "computed", usd: 0 },
    timing: { totalMs: 1 },
    attempts: [],
  };
  const fail = (modelId: string, provider = kilo, code: ErrorCode = "rate-limited", remedy?: Remedy) => {
    const error = new UserFacingError(code, SENTENCE, remedy && { remedy });
    return tally.noted({ provider, modelId }, { ...result, error: error.toRunError() }).error?.message;
  };
  return {
    fail,
    answer: (modelId: string) =>
      tally.noted({ provider: kilo, modelId }, { ...result, status: "completed", text: "4" }),
    later: (ms: number) => void (now += ms),
  };
}

describe("RateLimitTally", () => {
  it("points to the status page when the third model of a provider turns requests away", () => {
    const { fail } = setUp();
    assert.deepEqual([fail("a"), fail("b")], [SENTENCE, SENTENCE]);
    assert.equal(
      fail("c"),
      `${SENTENCE} Several models of Kilo Code turn requests away at the moment; https://status.kilo.ai says whether that is so for everybody.`,
    );
    assert.match(fail("a") ?? "", /status\.kilo\.ai/);
  });

  it("one model may do so as often as it likes", () => {
    const { fail } = setUp();
    for (let time = 0; time < 5; time++) assert.equal(fail("a"), SENTENCE);
  });

  it("each provider counts on its own, and has its own page", () => {
    const { fail } = setUp();
    fail("a");
    fail("b");
    assert.equal(fail("c", openRouter), SENTENCE);
    fail("d", openRouter);
    assert.match(fail("e", openRouter) ?? "", /OpenRouter .* https:\/\/status\.openrouter\.ai /);
  });

  it("a server of one's own has no status page, though it speaks like Kilo", () => {
    const { fail } = setUp();
    const local = { ...kilo, baseUrl: "http://localhost:3000/api/openrouter" };
    for (const modelId of ["a", "b", "c", "d"]) assert.equal(fail(modelId, local), SENTENCE);
  });

  it("what is longer ago than ten minutes, or has answered since, does not count", () => {
    const { fail, answer, later } = setUp();
    fail("a");
    later(11 * MINUTE_MS);
    fail("b");
    assert.equal(fail("c"), SENTENCE);
    answer("b");
    assert.equal(fail("d"), SENTENCE);
    later(9 * MINUTE_MS);
    assert.match(fail("e") ?? "", /status\.kilo\.ai/);
  });

  it("other failures, and the user's own quota, do not count", () => {
    const { fail } = setUp();
    fail("a", kilo, "provider-unavailable");
    fail("b", kilo, "rate-limited", "set-api-key");
    fail("c");
    fail("d");
    assert.equal(fail("a", kilo, "provider-unavailable"), SENTENCE);
    assert.equal(fail("b", kilo, "rate-limited", "set-api-key"), SENTENCE);
    assert.match(fail("e") ?? "", /status\.kilo\.ai/);
  });
});
