import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatDeviation } from "../../../../src/core/cost/formatDeviation";

describe("formatDeviation", () => {
  const rows: readonly (readonly [number | undefined, number | undefined, string | undefined])[] = [
    [1.03, 1, "+3 %"],
    [0.94, 1, "−6 %"],
    [1.001, 1, "±0 %"],
    [0.999, 1, "±0 %"],
    [1.25, 1, "+25 %"],
    [1.254, 1, "+25 %"],
    [1.256, 1, "dearer than estimated"],
    [0.75, 1, "−25 %"],
    [0.74, 1, "cheaper than estimated"],
    [0, 1, "cheaper than estimated"],
    [1, 0, undefined],
    [undefined, 1, undefined],
    [1, undefined, undefined],
  ];
  for (const [actual, expected, text] of rows) {
    it(`${actual} against ${expected} is ${text}`, () =>
      assert.equal(formatDeviation(actual, expected), text));
  }
});
