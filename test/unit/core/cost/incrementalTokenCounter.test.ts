import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { countClasses } from "../../../../src/core/cost/countClasses";
import { countTokens } from "../../../../src/core/cost/countTokens";
import { IncrementalTokenCounter } from "../../../../src/core/cost/incrementalTokenCounter";
import { mixedText } from "./mixedText";

function assertWhole(counter: IncrementalTokenCounter, text: string): void {
  assert.equal(counter.text, text);
  assert.deepEqual(counter.counts, countClasses(text));
  assert.equal(counter.tokens("o200k"), countTokens(text, "o200k"));
}

describe("IncrementalTokenCounter", () => {
  it("equals the whole count after any edits by ranges", () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(30), mixedText), { maxLength: 12 });
    fc.assert(
      fc.property(mixedText, edits, (initial, changes) => {
        const counter = new IncrementalTokenCounter(initial);
        let text = initial;
        for (const [at, length, inserted] of changes) {
          const start = at % (text.length + 1);
          const end = Math.min(text.length, start + length);
          text = text.slice(0, start) + inserted + text.slice(end);
          counter.applyChanges([{ start, end, text: inserted }]);
          assertWhole(counter, text);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("equals the whole count after any replacement by text", () => {
    fc.assert(
      fc.property(mixedText, mixedText, mixedText, mixedText, (head, before, after, tail) => {
        const counter = new IncrementalTokenCounter(head + before + tail);
        counter.setText(head + after + tail);
        assertWhole(counter, head + after + tail);
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  it("applies several changes of one edit, in any order, to the text before it", () => {
    const changes = [
      { start: 0, end: 3, text: "ราคา" },
      { start: 8, end: 8, text: "\n" },
      { start: 8, end: 13, text: "x" },
    ];
    for (const order of [changes, changes.toReversed()]) {
      const counter = new IncrementalTokenCounter("one\ntwo three\nfour");
      counter.applyChanges(order);
      assertWhole(counter, "ราคา\ntwo \nx\nfour");
    }
  });

  it("counts nothing for an emptied text", () => {
    const counter = new IncrementalTokenCounter("one\ntwo");
    counter.setText("");
    assert.equal(counter.tokens(), 0);
  });
});
