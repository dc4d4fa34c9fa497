import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { createSecretFilter } from "../../../src/core/redact";
import { redactDeep } from "../../../src/core/redactDeep";

const SECRET = 'kilo_"quoted"\\key';
const redact = createSecretFilter(() => [SECRET]);

describe("redactDeep", () => {
  it("takes the secret out of every string, however deep", () => {
    const value = { a: [`x ${SECRET}`, 1, null, true], b: { c: SECRET, d: "kept" } };
    assert.deepEqual(redactDeep(value, redact), {
      a: ["x [redacted]", 1, null, true],
      b: { c: "[redacted]", d: "kept" },
    });
  });

  it("gives the very same value back when there is nothing to take out", () => {
    const value = { a: ["x"], b: undefined };
    assert.equal(redactDeep(value, redact), value);
    assert.equal(redactDeep(undefined, redact), undefined);
  });

  it("no string of any JSON value holds a secret afterwards", () => {
    const text = fc.array(fc.oneof(fc.constant(SECRET), fc.string({ maxLength: 3 })), { maxLength: 4 });
    const strings = fc.array(text.map((parts) => parts.join("")));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(strings, fc.jsonValue())), (value) => {
        const clean = redactDeep(value, redact);
        JSON.stringify(clean, (_name, entry: unknown) => {
          if (typeof entry === "string") assert.ok(!entry.includes(SECRET));
          return entry;
        });
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("cleans an error as commands return it, from which the details that can be copied are made", () => {
    const error = new UserFacingError("invalid-request", `No ${SECRET}.`, {
      details: { providerMessage: `bad ${SECRET}`, requestId: SECRET, upstream: `U ${SECRET}`, status: 400 },
    }).toRunError();
    const clean = redactDeep(error, redact);
    assert.ok(!JSON.stringify(clean).includes("quoted"));
    assert.equal(clean.details?.status, 400);
    assert.equal(clean.remedy, error.remedy);
  });
});
