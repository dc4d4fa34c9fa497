import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import type { ErrorCode, ErrorDetails, RunError } from "../../../src/core/errors";
import { UserFacingError } from "../../../src/core/errors";
import { RetrySchedule } from "../../../src/gateway/retrySchedule";

const limits = { retries: 2, pauseLimitMs: 60_000 };

function failure(code: ErrorCode, details: ErrorDetails = {}, retryable?: boolean): RunError {
  return new UserFacingError(code, "x", {
    details,
    ...(retryable !== undefined && { retryable }),
  }).toRunError();
}

/** The pauses after the same failure again and again, to the end. */
function pauses(error: RunError, change: Partial<typeof limits> = {}, random = 0.5): number[] {
  const schedule = new RetrySchedule({ ...limits, ...change }, () => random);
  const found: number[] = [];
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const pauseMs = schedule.pauseAfter(error);
    if (pauseMs === undefined) return found;
    found.push(pauseMs);
  }
  return assert.fail("never ends");
}

describe("RetrySchedule", () => {
  it("begins with half a second and doubles it", () => {
    assert.deepEqual(pauses(failure("network"), { retries: 4 }), [500, 1000, 2000, 4000]);
  });

  it("spreads its pauses by a quarter to either side", () => {
    assert.deepEqual(pauses(failure("network"), {}, 0), [375, 750]);
    assert.deepEqual(pauses(failure("network"), {}, 1), [625, 1250]);
  });

  it("allows each status that wire 6.5 lists, and no other", () => {
    const listed = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529];
    for (let status = 300; status <= 599; status += 1) {
      const allowed = pauses(failure("provider-unavailable", { status })).length > 0;
      assert.equal(allowed, listed.includes(status), String(status));
    }
  });

  it("goes by the code where there is no status; a time limit of our own is the end", () => {
    const allowed: readonly ErrorCode[] = [
      "network",
      "provider-unavailable",
      "rate-limited",
      "stream-interrupted",
    ];
    for (const code of [
      ...allowed,
      "timeout",
      "invalid-response",
      "empty-answer",
      "authentication",
    ] as const) {
      assert.equal(pauses(failure(code)).length > 0, allowed.includes(code), code);
    }
  });

  it("obeys a failure that says it will not pass, whatever its status", () => {
    assert.deepEqual(pauses(failure("rate-limited", { status: 429 }, false)), []);
  });

  it("waits as long as it is asked to, and never less than it would by itself", () => {
    assert.deepEqual(pauses(failure("rate-limited", { status: 429, retryAfterMs: 7000 })), [7000, 7000]);
    assert.deepEqual(pauses(failure("rate-limited", { status: 429, retryAfterMs: 0 })), [500, 1000]);
  });

  it("leaves a pause that is too long to the user, alone or in sum", () => {
    assert.deepEqual(pauses(failure("rate-limited", { status: 429, retryAfterMs: 60_001 })), []);
    assert.deepEqual(pauses(failure("rate-limited", { status: 429, retryAfterMs: 60_000 })), [60_000]);
    assert.deepEqual(pauses(failure("rate-limited", { status: 429, retryAfterMs: 40_000 })), [40_000]);
  });

  it("never exceeds its limits", () => {
    fc.assert(
      fc.property(
        fc.nat(8),
        fc.nat(100_000),
        fc.option(fc.nat(100_000), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (retries, pauseLimitMs, retryAfterMs, random) => {
          const details = { status: 503, ...(retryAfterMs !== undefined && { retryAfterMs }) };
          const found = pauses(failure("provider-unavailable", details), { retries, pauseLimitMs }, random);
          assert.ok(found.length <= retries);
          assert.ok(found.reduce((sum, pauseMs) => sum + pauseMs, 0) <= pauseLimitMs);
          assert.ok(found.every((pauseMs) => pauseMs >= (retryAfterMs ?? 0)));
        },
      ),
      { seed: 65 },
    );
  });
});
