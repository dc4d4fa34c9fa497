import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Expectation } from "../../../../src/core/expect/expectation";
import { expectationLabel } from "../../../../src/core/expect/expectationLabel";

describe("expectationLabel", () => {
  const cases: readonly (readonly [Expectation, string])[] = [
    [{ kind: "contains", text: "rounding" }, "mentions “rounding”"],
    [{ kind: "not-contains", text: "TODO", ignoreCase: true }, "does not mention “TODO”"],
    [{ kind: "regex", pattern: "^a+$" }, "matches /^a+$/u"],
    [{ kind: "regex", pattern: "b", flags: "iu" }, "matches /b/iu"],
    [{ kind: "json-schema", schema: true }, "is JSON that fits the schema"],
    [{ kind: "max-usd", usd: 0.02 }, "costs at most $0.02"],
    [{ kind: "max-usd", usd: 0.0125 }, "costs at most $0.0125"],
    [{ kind: "max-usd", usd: 0.000_01 }, "costs at most $0.00001"],
    [{ kind: "max-usd", usd: 0 }, "costs nothing"],
    [{ kind: "max-seconds", seconds: 20 }, "finishes within 20 s"],
    [{ kind: "max-seconds", seconds: 2.5 }, "finishes within 2.5 s"],
    [{ kind: "judge", criteria: "is polite" }, "judged: is polite"],
    [{ kind: "judge", criteria: "is polite", model: "acme/m" }, "judged by acme/m: is polite"],
  ];
  for (const [expectation, label] of cases)
    it(`says "${label}"`, () => assert.equal(expectationLabel(expectation), label));
});
