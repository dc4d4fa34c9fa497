import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatDay } from "../../../../src/core/cost/formatDay";

describe("formatDay", () => {
  it("leaves out this year", () => assert.equal(formatDay("2026-12-01", "en", 2026), "1 Dec"));
  it("names another year", () => assert.equal(formatDay("2027-01-31", "en", 2026), "31 Jan 2027"));
  it("counts years as bills do, in Thai, too", () =>
    assert.equal(formatDay("2027-01-31", "th", 2026), "31 ม.ค. 2027"));
  for (const day of ["soon", "2026-13-01", "<b>"])
    it(`gives ${day} back`, () => assert.equal(formatDay(day, "en", 2026), day));
});
