import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import {
  formatAtMost,
  formatCost,
  formatEstimate,
  formatPerMillion,
  formatPowerOfTen,
  formatPricing,
  formatUsd,
  formatUsdLeft,
  formatUsdLimit,
  formatUsdSpent,
  formatUsdStep,
  formatUsdSum,
} from "../../../../src/core/cost/formatCost";

function table<T>(format: (value: T) => string, rows: readonly (readonly [T, string])[]): void {
  for (const [value, expected] of rows)
    it(`${String(value)} is ${expected}`, () => assert.equal(format(value), expected));
}

const amounts = fc.oneof(
  fc.double({ min: 0, max: 1e7, noNaN: true }),
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.double({ min: 0, max: 0.001, noNaN: true }),
  // Around every power of ten, where figures change their length.
  fc
    .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -3000, max: 3000 }))
    .map(([power, offset]) => 10 ** power * (1 + offset / 1e5)),
);

describe("formatUsd", () => {
  table(formatUsd, [
    [0, "free"],
    [-0, "free"],
    [undefined, "unknown"],
    [Number.NaN, "unknown"],
    [Infinity, "unknown"],
    [-1, "varies"],
    [1e-30, "<$0.0001"],
    [0.00009999, "<$0.0001"],
    [0.0001, "$0.0001"],
    [0.0042, "$0.0042"],
    [0.0631, "$0.0631"],
    [0.09994, "$0.0999"],
    [0.09995, "$0.100"],
    [0.1, "$0.100"],
    [0.412, "$0.412"],
    [0.9994, "$0.999"],
    [0.9995, "$1.00"],
    [1.005, "$1.01"],
    [1.23, "$1.23"],
    [999.995, "$1,000.00"],
    [1204.5, "$1,204.50"],
    [1234567.891, "$1,234,567.89"],
  ]);

  it("has the decimals of its size and is off by at most half of the last one", () => {
    fc.assert(
      fc.property(amounts, (usd) => {
        const text = formatUsd(usd);
        if (usd === 0) return assert.equal(text, "free");
        if (text === "<$0.0001") return assert.ok(usd < 0.0001);
        assert.match(text, /^\$(0\.0\d{3}|0\.[1-9]\d\d|[1-9]\d{0,2}(,\d{3})*\.\d\d)$/);
        const decimals = text.length - text.indexOf(".") - 1;
        const shown = Number(text.replace(/[$,]/g, ""));
        assert.ok(Math.abs(shown - usd) <= 0.5 * 10 ** -decimals * (1 + 1e-9) + usd * 1e-12);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

describe("formatCost", () => {
  it("shows a cost of any kind", () => {
    assert.equal(formatCost({ kind: "reported", usd: 0.0118 }), "$0.0118");
    assert.equal(formatCost({ kind: "computed", usd: 0 }), "free");
    assert.equal(formatCost({ kind: "unknown" }), "unknown");
  });
});

describe("formatUsdSum", () => {
  table(formatUsdSum, [
    [0, "$0.00"],
    [0.0001, "<$0.01"],
    [0.00999, "<$0.01"],
    [0.01, "$0.01"],
    [1.81, "$1.81"],
    [20, "$20.00"],
    [1204.5, "$1,204.50"],
    [-0.415, "−$0.42"],
    [-0.001, "−$0.01"],
    [undefined, "unknown"],
    [Number.NaN, "unknown"],
  ]);
});

describe("formatUsdSpent", () => {
  it("has as many decimals as the limit beside it", () => {
    assert.equal(formatUsdSpent(0.0175, 0.0215), "$0.0175");
    assert.equal(formatUsdSpent(0.00004, 0.0215), "<$0.0001");
    assert.equal(formatUsdSpent(0.0175, 0.0000001), "$0.0175");
    assert.equal(formatUsdSpent(0.004, 0.125), "$0.004");
    assert.equal(formatUsdSpent(1.814, 2), "$1.81");
    assert.equal(formatUsdSpent(0.004, 2), "<$0.01");
    assert.equal(formatUsdSpent(0, 0.0215), "$0.0000");
  });
});

describe("formatUsdLeft", () => {
  table(formatUsdLeft, [
    [0, "$0.00"],
    [2 - 1.81, "$0.19"],
    [0.00001, "<$0.0001"],
    [0.00259, "$0.0025"],
    [0.00999, "$0.0099"],
    [1e-15, "<$0.0001"],
    [0.01, "$0.01"],
    [0.0125, "$0.0125"],
    [0.01999, "$0.0199"],
    [0.199, "$0.19"],
    [1204.509, "$1,204.50"],
    [-0.415, "−$0.42"],
  ]);

  it("is less than what would pass it", () => {
    const positive = fc.double({ min: 1e-4, max: 100, noNaN: true });
    const figure = (text: string) => Number(text.replaceAll(/[$,]/g, ""));
    fc.assert(
      fc.property(positive, fc.double({ min: 1e-6, max: 1, noNaN: true }), (left, more) => {
        assert.ok(figure(formatUsdLeft(left)) < figure(formatAtMost(left + more)));
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe("formatEstimate", () => {
  table(formatEstimate, [
    [0, "free"],
    [undefined, "unknown"],
    [0.00004, "<$0.0001"],
    [0.00042, "≈ $0.0004"],
    [0.0042, "≈ $0.0042"],
    [0.0114, "≈ $0.011"],
    [0.05, "≈ $0.050"],
    [0.0996, "≈ $0.10"],
    [0.14, "≈ $0.14"],
    [0.996, "≈ $1.0"],
    [1.23, "≈ $1.2"],
    [9.96, "≈ $10"],
    [99.6, "≈ $100"],
    [1234, "≈ $1,200"],
  ]);

  it("has the sign unless it is too small to be a figure, at most two significant digits and at most four decimals", () => {
    fc.assert(
      fc.property(amounts, (usd) => {
        const text = formatEstimate(usd);
        if (usd === 0) return assert.equal(text, "free");
        if (text === "<$0.0001") return assert.ok(usd < 0.0001);
        assert.match(
          text,
          /^≈ \$(0\.0{0,2}[1-9]\d|0\.000[1-9]|[1-9]\.\d|[1-9]\d?(,?0{3})*0{0,2}|[1-9](,?0{3})*0{0,2}|[1-9]\d{0,2}(,\d{3})*)$/,
        );
        assert.ok(text.replace(/\D/g, "").replace(/^0+/, "").replace(/0+$/, "").length <= 2);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe("formatAtMost", () => {
  table(formatAtMost, [
    [0, "free"],
    [undefined, "unknown"],
    [1e-9, "$0.0001"],
    [0.00011, "$0.0002"],
    [0.0632, "$0.064"],
    [0.064, "$0.064"],
    [0.0991, "$0.10"],
    [0.991, "$1.0"],
    [1.21, "$1.3"],
    [9.91, "$10"],
    [101, "$110"],
    [1204.5, "$1,300"],
  ]);

  it("is never less than the amount", () => {
    fc.assert(
      fc.property(amounts, (usd) => {
        if (usd === 0) return;
        assert.ok(Number(formatAtMost(usd).replace(/[$,]/g, "")) >= usd);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe("formatPerMillion", () => {
  table(formatPerMillion, [
    [3, "$3.00"],
    [15, "$15.00"],
    [0.075, "$0.075"],
    [0.0996, "$0.10"],
    [0.15, "$0.15"],
    [0.0004, "<$0.001"],
    [0, "free"],
    [undefined, "unknown"],
    [-1e6, "varies"],
  ]);

  it("is exact for the prices of a model", () => {
    assert.deepEqual(formatPricing({ kind: "known", prompt: "0.000003", completion: "7.5e-8" }), {
      prompt: "$3.00",
      completion: "$0.075",
    });
    assert.deepEqual(formatPricing({ kind: "varies" }), { prompt: "varies", completion: "varies" });
    assert.deepEqual(formatPricing({ kind: "unknown" }), { prompt: "unknown", completion: "unknown" });
  });
});

describe("formatPowerOfTen", () => {
  table(formatPowerOfTen, [
    [-9, "$0.000000001"],
    [-4, "$0.0001"],
    [-1, "$0.1"],
    [0, "$1"],
    [3, "$1,000"],
  ]);
});

describe("formatUsdLimit", () =>
  table(formatUsdLimit, [
    [0.02, "$0.02"],
    [0.5, "$0.50"],
    [0.0125, "$0.0125"],
    [1e-8, "$0.00000001"],
    [1500, "$1,500.00"],
  ]));

describe("formatUsdStep", () => {
  const rows = [
    [0, 0.1, "0"],
    [0.1, 0.1, "$0.10"],
    [0.1 + 0.2, 0.1, "$0.30"],
    [0.005, 0.005, "$0.005"],
    [0.01, 0.005, "$0.010"],
    [0.0002, 0.0002, "$0.0002"],
    [5, 5, "$5.00"],
    [1500, 500, "$1,500.00"],
  ] as const;
  for (const [usd, step, expected] of rows)
    it(`${usd} in steps of ${step} is ${expected}`, () => assert.equal(formatUsdStep(usd, step), expected));
});
