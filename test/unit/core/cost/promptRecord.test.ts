import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { recordOfPrompt, sizeOfRecord } from "../../../../src/core/cost/promptRecord";
import { sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import { mixedText } from "./mixedText";

describe("recordOfPrompt", () => {
  it("survives JSON, whatever the texts are", () => {
    fc.assert(
      fc.property(fc.array(mixedText, { maxLength: 4 }), (texts) => {
        const size = sizeOfPrompt(texts);
        assert.deepEqual(sizeOfRecord(JSON.parse(JSON.stringify(recordOfPrompt(size)))), size);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("is small, and holds nothing of the text", () => {
    const record = JSON.stringify(recordOfPrompt(sizeOfPrompt(["confidential ".repeat(10_000)])));
    assert.ok(record.length < 200 && !record.includes("confidential"), record);
  });

  it("what was counted in another way is not taken for a count of this one", () => {
    const record = recordOfPrompt(sizeOfPrompt(["a"]));
    assert.equal(sizeOfRecord({ ...record, counter: record.counter + 1 }), undefined);
  });
});
