import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fuzzTarget, fuzzTargets } from "../fuzz/fuzz";

/** `npm run fuzz` looks for minutes, from another seed each time; this keeps what holds from breaking unnoticed. */
const CASES = 120;

describe("inputs nobody meant to send", () => {
  for (const target of fuzzTargets()) {
    it(`keep the promises of: ${target.name}`, async () => {
      const { failures } = await fuzzTarget(target, 1, (cases) => cases < CASES);
      assert.deepEqual(
        failures.map(({ input, error }) => ({ input: JSON.stringify(input), error: String(error) })),
        [],
      );
    });
  }
});
