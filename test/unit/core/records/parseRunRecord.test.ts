import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { RunCost } from "../../../../src/core/cost/usage";
import { UserFacingError } from "../../../../src/core/errors";
import { parseRunRecord } from "../../../../src/core/records/parseRunRecord";
import { sampleRecord } from "./sampleRecord";

const judged = (cost?: RunCost) => {
  const { result } = sampleRecord();
  const expectation = { kind: "judge", criteria: "It is kind." } as const;
  const expect = [{ expectation, state: "passed" as const, ...(cost && { cost }) }];
  return sampleRecord({ result: { ...result, expect } });
};
const parsed = (record: unknown) => parseRunRecord(JSON.stringify(record), "a.json");

describe("parseRunRecord", () => {
  it("keeps what a judge has cost, and reads records of before that was noted", () => {
    for (const record of [judged({ kind: "reported", usd: 0.0002 }), judged({ kind: "unknown" }), judged()])
      assert.deepEqual(parsed(record).result.expect, record.result.expect);
  });

  it("a judge's cost that can be none is refused as that of an answer is", () => {
    assert.throws(() => parsed(judged({ kind: "reported", usd: -1 })), UserFacingError.is);
  });
});
