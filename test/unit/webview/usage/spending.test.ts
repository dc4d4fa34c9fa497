import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { UsageGroup } from "../../../../src/core/usage/usageReport";
import { labelledSlots } from "../../../../src/webview/usage/labelledSlots";
import { spendingStacks, sumBySlot } from "../../../../src/webview/usage/spendingStacks";
import { stackTops } from "../../../../src/webview/usage/stackTops";

function group(key: string, usdBySlot: readonly number[]): UsageGroup {
  const usd = usdBySlot.reduce((sum, one) => sum + one, 0);
  return {
    key,
    name: key,
    usd,
    reportedUsd: usd,
    computedUsd: 0,
    runs: 1,
    unknownRuns: 0,
    byStatus: { completed: 1, incomplete: 0, failed: 0, cancelled: 0, running: 0 },
    promptTokens: 0,
    completionTokens: 0,
    cachedPromptTokens: 0,
    usdBySlot,
  };
}

describe("spendingStacks", () => {
  it("are the three dearest groups and all others together", () => {
    const groups = [
      group("a", [5, 0]),
      group("b", [1, 3]),
      group("c", [2, 0]),
      group("d", [0, 1]),
      group("e", [0.25, 0.25]),
    ];
    assert.deepEqual(
      spendingStacks(groups).map(({ name, usdBySlot }) => [name, usdBySlot]),
      [
        ["a", [5, 0]],
        ["b", [1, 3]],
        ["c", [2, 0]],
        ["Others", [0.25, 1.25]],
      ],
    );
  });

  it("leave out what cost nothing, and name no others where there are none", () => {
    const stacks = spendingStacks([group("a", [1]), group("", [0.5]), group("free", [0])]);
    assert.deepEqual(
      stacks.map(({ name }) => name),
      ["a", "Chat without a spec"],
    );
    assert.deepEqual(spendingStacks([group("free", [0])]), []);
  });

  it("tell a group called others from the others", () => {
    const stacks = spendingStacks([group("others", [4]), group("b", [3]), group("c", [2]), group("d", [1])]);
    assert.equal(new Set(stacks.map(({ key }) => key)).size, 4);
  });
});

describe("sumBySlot", () => {
  it("adds up each slot", () => {
    assert.deepEqual(sumBySlot([{ usdBySlot: [1, 2] }, { usdBySlot: [0.5, 0] }]), [1.5, 2]);
    assert.deepEqual(sumBySlot([]), []);
  });
});

describe("stackTops", () => {
  it("put each layer on those before it", () => {
    assert.deepEqual(stackTops([{ usdBySlot: [1, 2] }, { usdBySlot: [3, 0] }, { usdBySlot: [0.5, 0.5] }]), [
      [1, 2],
      [4, 2],
      [4.5, 2.5],
    ]);
  });
});

describe("labelledSlots", () => {
  const rows = [
    [7, 6, 1, [0, 1, 2, 3, 4, 5, 6]],
    [7, 6, 2, [0, 2, 4, 6]],
    [7, 6, 4, [2, 6]],
    [7, -1, 3, [0, 3, 6]],
    [5, 1, 3, [1, 4]],
    [3, 2, 9, [2]],
    [3, 0, 0, [0, 1, 2]],
  ] as const;
  for (const [count, present, every, expected] of rows) {
    it(`of ${count}, the present one being ${present}, every ${every}: ${expected.join()}`, () =>
      assert.deepEqual(labelledSlots(count, present, every), expected));
  }
});
