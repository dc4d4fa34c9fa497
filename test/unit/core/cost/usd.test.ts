import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { parseUsd, timesTokens, toNumber, usdOfNumber } from "../../../../src/core/cost/usd";

describe("parseUsd", () => {
  const readable: readonly (readonly [string, bigint])[] = [
    ["0", 0n],
    ["0.000000000000", 0n],
    ["1", 10n ** 18n],
    [" 0.000003 ", 3n * 10n ** 12n],
    ["1e-7", 10n ** 11n],
    ["5E-8", 5n * 10n ** 10n],
    ["+.5", 5n * 10n ** 17n],
    ["3.", 3n * 10n ** 18n],
    ["1.5e+2", 150n * 10n ** 18n],
    ["0.0000000000000000005", 1n],
    ["0.0000000000000000004", 0n],
    ["1e-400", 0n],
  ];
  for (const [text, usd] of readable) it(`reads "${text}"`, () => assert.equal(parseUsd(text), usd));

  for (const text of [
    "",
    " ",
    ".",
    "-1",
    "-0.5",
    "NaN",
    "Infinity",
    "$3",
    "1,5",
    "1e",
    "0x10",
    "1e999",
    "1 2",
  ]) {
    it(`refuses "${text}"`, () => assert.equal(parseUsd(text), undefined));
  }

  it("reads back every price of up to eighteen decimals unchanged", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 24n), (usd) => {
        const digits = usd.toString().padStart(19, "0");
        assert.equal(parseUsd(`${digits.slice(0, -18)}.${digits.slice(-18)}`), usd);
      }),
      { seed: 1 },
    );
  });
});

describe("toNumber", () => {
  it("rounds once, so that a sum of tenths is exact", () => {
    const tenth = parseUsd("0.1") ?? 0n;
    assert.equal(toNumber(timesTokens(tenth, 3)), 0.3);
  });

  it("gives back every amount a number can hold", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (micros) => {
        assert.equal(toNumber(usdOfNumber(micros / 1e6) ?? -1n), micros / 1e6);
      }),
      { seed: 2 },
    );
  });
});
