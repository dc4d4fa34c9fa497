import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { formatContextLength, formatTokenLimit, formatTokens } from "../../../../src/core/cost/formatTokens";

const counts = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }),
  fc
    .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: -600, max: 600 }))
    .map(([power, offset]) => Math.max(0, 10 ** power + offset)),
);

describe("formatTokens", () => {
  const rows: readonly (readonly [number, string])[] = [
    [0, "0"],
    [999, "999"],
    [1000, "1.0k"],
    [1249, "1.2k"],
    [12_400, "12.4k"],
    [99_949, "99.9k"],
    [99_950, "100k"],
    [412_000, "412k"],
    [999_499, "999k"],
    [999_500, "1.0M"],
    [1_200_000, "1.2M"],
    [99_950_000, "100M"],
  ];
  for (const [tokens, text] of rows)
    it(`${tokens} is ${text}`, () => assert.equal(formatTokens(tokens), text));

  it("never shows 1000k or 100.0k, and never goes down when the count goes up", () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        assert.match(formatTokens(a), /^(\d{1,3}|\d{1,2}\.\dk|\d{3}k|\d{1,2}\.\dM|\d{3}M)$/);
        if (a <= b) assert.ok(valueOf(formatTokens(a)) <= valueOf(formatTokens(b)));
      }),
      { seed: 6, numRuns: 2000 },
    );
  });
});

describe("formatContextLength", () => {
  const rows: readonly (readonly [number, string])[] = [
    [512, "512"],
    [4096, "4.1k"],
    [8000, "8k"],
    [32_768, "33k"],
    [128_000, "128k"],
    [131_072, "131k"],
    [999_500, "1M"],
    [1_000_000, "1M"],
    [1_048_576, "1M"],
    [1_200_000, "1.2M"],
  ];
  for (const [tokens, text] of rows)
    it(`${tokens} is ${text}`, () => assert.equal(formatContextLength(tokens), text));
});

describe("formatTokenLimit", () => {
  it("shows a limit as typed", () => {
    assert.equal(formatTokenLimit(16), "16");
    assert.equal(formatTokenLimit(4000), "4,000");
  });
});

function valueOf(text: string): number {
  return Number.parseFloat(text) * (text.endsWith("k") ? 1e3 : text.endsWith("M") ? 1e6 : 1);
}
