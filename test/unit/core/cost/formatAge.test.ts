import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatAge } from "../../../../src/core/cost/formatAge";

const minute = 60_000;

describe("formatAge", () => {
  const cases = [
    [-5, "just now"],
    [minute - 1, "just now"],
    [minute, "1 minute ago"],
    [6.9 * minute, "6 minutes ago"],
    [59.9 * minute, "59 minutes ago"],
    [3 * 60 * minute, "3 hours ago"],
    [49 * 60 * minute, "2 days ago"],
  ] as const;
  for (const [ageMs, expected] of cases)
    it(`${ageMs} ms is ${expected}`, () => assert.equal(formatAge(ageMs, "en"), expected));
  it("speaks Thai", () => assert.equal(formatAge(6 * minute, "th"), "6 นาทีที่ผ่านมา"));
});
