import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { rowAfterKey } from "../../../../src/webview/models/rowAfterKey";
import { rowHeight, scrollTopToShow, visibleRange } from "../../../../src/webview/models/visibleRange";

describe("rowAfterKey", () => {
  const cases: readonly (readonly [string, number, number | undefined])[] = [
    ["ArrowDown", -1, 0],
    ["ArrowDown", 3, 4],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 3, 2],
    ["ArrowUp", 0, 0],
    ["ArrowUp", -1, 0],
    ["PageDown", 3, 13],
    ["PageUp", 3, 0],
    ["Home", 50, 0],
    ["End", 50, 99],
    ["a", 50, undefined],
  ];
  for (const [key, current, expected] of cases)
    it(`${key} leads from ${current} to ${expected ?? "nowhere"}`, () =>
      assert.equal(rowAfterKey(key, current, 100, 10), expected));
  it("leads nowhere in an empty table", () => assert.equal(rowAfterKey("End", -1, 0, 10), undefined));
});

describe("visibleRange", () => {
  it("holds every row in sight and few others", () => {
    const nat = (max: number) => fc.nat({ max });
    fc.assert(
      fc.property(nat(2000), nat(60_000), nat(2000), (count, scrollTop, height) => {
        const { start, end } = visibleRange(count, scrollTop, height);
        assert.ok(start >= 0 && start <= end && end <= count);
        assert.ok(end - start <= Math.ceil(height / rowHeight) + 13);
        for (let index = 0; index < count; index++) {
          // The head covers as much of the box as the rows lie lower because of it.
          const isSeen = (index + 1) * rowHeight > scrollTop && (index + 1) * rowHeight < scrollTop + height;
          if (isSeen) assert.ok(index >= start && index < end, `${index} not in ${start}..${end}`);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("scrollTopToShow", () => {
  it("stays where the row is seen", () => assert.equal(scrollTopToShow(5, 100, 280), 100));
  it("goes up to a row above", () => assert.equal(scrollTopToShow(2, 100, 280), 2 * rowHeight));
  it("goes down until a row below is whole", () => {
    // Nine rows fit below the head.
    assert.equal(scrollTopToShow(9, 0, 10 * rowHeight), rowHeight);
    assert.equal(scrollTopToShow(8, 0, 10 * rowHeight), 0);
  });
});
