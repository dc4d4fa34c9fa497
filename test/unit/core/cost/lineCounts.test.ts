import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { countClasses } from "../../../../src/core/cost/countClasses";
import { LineCounts } from "../../../../src/core/cost/lineCounts";
import { specOutline } from "../../../../src/core/spec/outline";

const line = fc.constantFrom(
  "",
  "# Title",
  "- [ ] task 12",
  "  วันที่ 7 วัน",
  "\tx = y();",
  "日本語",
  "a".repeat(30),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, isOpen]) => lines.join(end) + (isOpen || lines.length === 0 ? "" : end));

describe("LineCounts", () => {
  it("gives for any lines, after any edits, what counting them gives", () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.nat(12),
        fc.nat(12),
        (texts, from, to) => {
          const counts = new LineCounts();
          for (const version of texts) {
            const { lineStarts } = specOutline(version);
            counts.setText(version, lineStarts);
            const [first, end] = [from, to]
              .map((at) => Math.min(at, lineStarts.length))
              .toSorted((a, b) => a - b);
            const part = first === end ? "" : version.slice(lineStarts[first ?? 0], lineStarts[end ?? 0]);
            assert.deepEqual(counts.between(first ?? 0, end ?? 0), countClasses(part));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("an edit in a megabyte costs little beside counting it", () => {
    const whole = "- [ ] A task with some words in it, and ภาษาไทย as well.\n".repeat(18_000);
    const edited = `${whole.slice(0, 500_000)}x${whole.slice(500_000)}`;
    const counts = new LineCounts();
    counts.setText(whole, specOutline(whole).lineStarts);
    const { lineStarts } = specOutline(edited);
    const start = performance.now();
    counts.setText(edited, lineStarts);
    assert.ok(performance.now() - start < 200, `${performance.now() - start} ms`);
    assert.deepEqual(counts.between(0, lineStarts.length), countClasses(edited));
  });
});
