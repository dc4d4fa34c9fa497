import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseVerdict } from "../../../../src/core/expect/parseVerdict";

describe("parseVerdict", () => {
  it("reads the first word and the reason", () => {
    assert.deepEqual(parseVerdict("PASS"), { kind: "pass" });
    assert.deepEqual(parseVerdict("FAIL\nThe total is\n missing.\n"), {
      kind: "fail",
      reason: "The total is missing.",
    });
    assert.deepEqual(parseVerdict("\n**FAIL**: ไม่มียอดรวม"), { kind: "fail", reason: "ไม่มียอดรวม" });
    assert.deepEqual(parseVerdict("Passed - it is kind."), { kind: "pass", reason: "it is kind." });
    assert.deepEqual(parseVerdict("PASS\n(Fails nowhere.)"), { kind: "pass", reason: "(Fails nowhere.)" });
  });

  it("takes nothing else for a verdict", () => {
    for (const text of [
      "",
      "The answer should PASS.",
      "PASSABLE",
      "Passing it on",
      "PASS-THROUGH",
      "FAIL_SAFE",
      "PASS or FAIL? I would say so.",
      "PASS/FAIL: FAIL",
      "<think>hm</think>PASS",
      "ผ่าน",
    ]) {
      assert.deepEqual(parseVerdict(text), { kind: "none" }, text);
    }
  });

  it("keeps long reasons short and characters whole", () => {
    const { reason = "" } = parseVerdict(`FAIL ${"😀".repeat(100_000)}`) as { reason?: string };
    assert.equal(reason, "");
    const long = parseVerdict(`FAIL because ${"😀".repeat(100_000)}`) as { reason?: string };
    assert.ok(long.reason?.isWellFormed() && long.reason.length <= 300 && long.reason.endsWith("😀…"));
  });
});
