import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { createSecretFilter } from "../../../src/core/redact";
import { redactError } from "../../../src/core/redactError";

const SECRET = "kilo_key_123";
const redact = createSecretFilter(() => [SECRET]);

describe("redactError", () => {
  it("cleans sentence, details and the whole chain of causes, and keeps what tells errors apart", () => {
    const inner = new Error(`socket to ${SECRET}`);
    const error = new UserFacingError("network", `No way to ${SECRET}.`, {
      remedy: "check-provider",
      retryable: false,
      details: { status: 502, providerMessage: SECRET },
      cause: new Error("failed", { cause: inner }),
    });
    const clean = redactError(error, redact);
    assert.equal(clean.message, "No way to [redacted].");
    assert.deepEqual(clean.details, { status: 502, providerMessage: "[redacted]" });
    assert.deepEqual([clean.code, clean.remedy, clean.retryable], ["network", "check-provider", false]);
    assert.ok(clean.cause instanceof Error);
    assert.equal(clean.cause.message, "failed: socket to [redacted]");
    assert.ok(!`${clean.stack} ${clean.cause.stack}`.includes(SECRET));
  });

  it("an error without a secret stays the same object", () => {
    const error = new UserFacingError("network", "No.", { cause: new Error("reset") });
    assert.equal(redactError(error, redact), error);
  });
});
