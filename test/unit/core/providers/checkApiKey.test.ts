import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { checkApiKey } from "../../../../src/core/providers/checkApiKey";
import type { ProviderConfig } from "../../../../src/core/providers/providerConfig";
import { kilo } from "../../../fakes/sampleProvider";

const other: ProviderConfig = { ...kilo, id: "other", displayName: "Other", kind: "openai-compatible" };
const NOW = Date.UTC(2026, 0, 15);
const DAY_MS = 24 * 3600 * 1000;

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function jwt(payload: unknown): string {
  return `${part({ alg: "HS256" })}.${part(payload)}.c2lnbmF0dXJl`;
}

describe("checkApiKey", () => {
  it("accepts kilo_ keys, tokens and other shapes, without white space around", () => {
    for (const key of ["kilo_abc123", jwt({ version: 3 }), "0123-abcd", "a.b.c"]) {
      assert.deepEqual(checkApiKey(`\n ${key} \r\n`, kilo, NOW), { ok: true, key });
    }
  });

  for (const [why, text] of [
    ["nothing", "  \n"],
    ["a Bearer prefix", "Bearer abc123"],
    ["a lower-case bearer prefix", "bearer\tabc123"],
    ["a whole header", "Authorization: Bearer abc"],
    ["a space inside", "kilo_abc 123"],
    ["a line break inside", "kilo_abc\n123"],
    ["a no-break space inside", "kilo_abc\u00A0123"],
    ["a control character", "kilo_abc\u0007123"],
    ["a zero-width space", "kilo_abc\u200B123"],
    ["a Thai letter", "kilo_กขค"],
    ["an OpenRouter key", "sk-or-v1-0123456789abcdef"],
    ["the form with an address in front", "https://kilo.internal.example:eyJabc"],
  ] as const) {
    it(`refuses ${why} with a sentence that does not repeat the key`, () => {
      const result = checkApiKey(text, kilo, NOW);
      assert.ok(!result.ok);
      assert.match(result.problem, /\.$/);
      assert.doesNotMatch(result.problem, /abc|0123456789/);
    });
  }

  it("accepts an OpenRouter key elsewhere than at Kilo", () => {
    assert.ok(checkApiKey("sk-or-v1-0123456789abcdef", other, NOW).ok);
  });

  it("warns of a token that has expired or soon will, and accepts it all the same", () => {
    const warningFor = (expiresAt: number) => {
      const result = checkApiKey(jwt({ exp: expiresAt / 1000 }), kilo, NOW);
      return result.ok ? result.warning : "refused";
    };
    assert.equal(warningFor(NOW - DAY_MS), "This key expired on 2026-01-14.");
    assert.equal(warningFor(NOW + DAY_MS), "This key expires on 2026-01-16.");
    assert.equal(warningFor(NOW + 30 * DAY_MS), undefined);
  });

  it("claims nothing about an expiry it cannot read", () => {
    for (const payload of [{ exp: "soon" }, { exp: -1e300 }, null, [], 5, {}]) {
      assert.deepEqual(Object.keys(checkApiKey(jwt(payload), kilo, NOW)), ["ok", "key"]);
    }
    assert.deepEqual(checkApiKey("eyJ.%%%.x", kilo, NOW), { ok: true, key: "eyJ.%%%.x" });
  });

  it("never throws, and an accepted key can travel in a header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const result = checkApiKey(text, kilo, NOW);
        if (result.ok) assert.ok(new Headers({ authorization: `Bearer ${result.key}` }));
      }),
      { seed: 7 },
    );
  });
});
