import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { countClasses } from "../../../../src/core/cost/countClasses";
import { LineCounts } from "../../../../src/core/cost/lineCounts";
import { specOutline } from "../../../../src/core/spec/outline";
import { partCounts } from "../../../../src/core/spec/partCounts";
import { sectionAt } from "../../../../src/core/spec/sectionAt";

const line = fc.constantFrom(
  "# One",
  "## สอง  ",
  "### Three #",
  "- [ ] do it 12",
  "  - [x] nested",
  "    - [ ] deeper",
  "words, and more",
  "",
  "```",
);

describe("partCounts", () => {
  it("is what counting the part as it is sent gives, for every part of any text", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const text = lines.join(end);
        const outline = specOutline(text);
        const counts = new LineCounts();
        counts.setText(text, outline.lineStarts);
        for (const { line: at } of [...outline.headings, ...outline.tasks]) {
          const part = sectionAt(text, outline, at) ?? "";
          assert.deepEqual(partCounts(text, outline, counts, at), countClasses(part));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("knows of no part elsewhere", () => {
    const outline = specOutline("text\n");
    assert.equal(partCounts("text\n", outline, new LineCounts(), 0), undefined);
  });
});
