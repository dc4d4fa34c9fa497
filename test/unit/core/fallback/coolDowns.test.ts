import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError, type ErrorCode, type ErrorDetails } from "../../../../src/core/errors";
import { CoolDowns, opensFallback } from "../../../../src/core/fallback/coolDowns";

const error = (code: ErrorCode, details: ErrorDetails = {}) =>
  new UserFacingError(code, "It failed.", { details }).toRunError();
const target = (modelId: string, id = "kilocode") => ({ provider: { id }, modelId });

describe("coolDowns", () => {
  it("a target that failed is left alone for a while, and tried again after it", () => {
    let now = 1000;
    const coolDowns = new CoolDowns({ now: () => now });
    coolDowns.note(target("a"), error("provider-unavailable"));
    assert.equal(coolDowns.until(target("a")), 61_000);
    assert.equal(coolDowns.until(target("b")), undefined);
    assert.equal(coolDowns.until(target("a", "openrouter")), undefined);
    now = 61_000;
    assert.equal(coolDowns.until(target("a")), undefined);
  });

  it("the gateway's own time counts, but not for a whole day", () => {
    const coolDowns = new CoolDowns({ now: () => 0 });
    coolDowns.note(target("a"), error("rate-limited", { retryAfterMs: 7000 }));
    coolDowns.note(target("b"), error("rate-limited", { retryAfterMs: 86_400_000 }));
    assert.equal(coolDowns.until(target("a")), 7000);
    assert.equal(coolDowns.until(target("b")), 15 * 60_000);
  });

  it("an answer, or changed settings, end it", () => {
    const coolDowns = new CoolDowns({ now: () => 0 });
    coolDowns.note(target("a"), error("timeout"));
    coolDowns.forget(target("a"));
    assert.equal(coolDowns.until(target("a")), undefined);
    coolDowns.note(target("a"), error("timeout"));
    coolDowns.clear();
    assert.equal(coolDowns.until(target("a")), undefined);
  });

  it("only quota, credits, unavailable, not found and timeout open the chain", () => {
    const codes: readonly ErrorCode[] = [
      "not-configured",
      "authentication",
      "insufficient-credits",
      "forbidden",
      "moderated",
      "model-not-found",
      "rate-limited",
      "context-length-exceeded",
      "payload-too-large",
      "invalid-request",
      "provider-unavailable",
      "timeout",
      "network",
      "stream-interrupted",
      "empty-answer",
      "invalid-response",
      "budget-exceeded",
      "invalid-spec",
      "untrusted-workspace",
    ];
    assert.deepEqual(
      codes.filter((code) => opensFallback(error(code))),
      ["insufficient-credits", "model-not-found", "rate-limited", "provider-unavailable", "timeout"],
    );
  });
});
