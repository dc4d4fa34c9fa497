import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import { NumberSet } from "../../../src/host/numberSet";

describe("NumberSet", () => {
  it("knows what came, like a plain set, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 40 }), { maxLength: 80 }), (numbers) => {
        const [ranges, plain] = [new NumberSet(), new Set<number>()];
        for (const number of numbers) {
          assert.equal(ranges.add(number), !plain.has(number), `${number} of ${numbers.join(", ")}`);
          plain.add(number);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
