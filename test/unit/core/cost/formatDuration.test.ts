import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { formatDuration, formatSpeed } from "../../../../src/core/cost/formatDuration";

describe("formatDuration", () => {
  const rows: readonly (readonly [number, string])[] = [
    [-5, "0 ms"],
    [0, "0 ms"],
    [640, "640 ms"],
    [999.4, "999 ms"],
    [999.5, "1.0 s"],
    [4200, "4.2 s"],
    [54_200, "54.2 s"],
    [59_949, "59.9 s"],
    [59_950, "1 min 00 s"],
    [64_000, "1 min 04 s"],
    [3_599_499, "59 min 59 s"],
    [3_599_500, "1 h 00 min"],
    [4_320_000, "1 h 12 min"],
    [7_170_000, "2 h 00 min"],
  ];
  for (const [ms, text] of rows) it(`${ms} ms is ${text}`, () => assert.equal(formatDuration(ms), text));

  it("never shows a figure that belongs to the next unit", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: 0, max: 70_000, noNaN: true }), fc.integer({ min: 0, max: 1e8 })),
        (ms) => {
          assert.match(
            formatDuration(ms),
            /^(\d{1,3} ms|[1-9]\.\d s|[1-5]\d\.\d s|[1-5]?\d min [0-5]\d s|\d+ h [0-5]\d min)$/,
          );
        },
      ),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe("formatSpeed", () => {
  it("says nothing below one second of data", () => assert.equal(formatSpeed(40, 999), undefined));
  it("says nothing without tokens", () => assert.equal(formatSpeed(0, 5000), undefined));
  it("is whole tokens per second", () => assert.equal(formatSpeed(580, 10_000), "58 tok/s"));
  it("has a decimal when slow", () => assert.equal(formatSpeed(42, 10_000), "4.2 tok/s"));
  it("does not show 10.0", () => assert.equal(formatSpeed(9.96, 1000), "10 tok/s"));
});
