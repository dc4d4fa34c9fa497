import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { specOutline } from "../../../../src/core/spec/outline";
import { partAtLine } from "../../../../src/core/spec/partAtLine";

const outline = specOutline("intro\n# A\ntext\n- [ ] one\n  - [ ] two\n    more\n\n## B\ntext\n# A\nend\n");
const at = (line: number) => partAtLine(outline, line);

describe("partAtLine", () => {
  it("is the innermost task, else the section", () => {
    assert.deepEqual(at(3), { task: "one", sameAbove: 0 });
    assert.deepEqual(at(5), { task: "two", sameAbove: 0 });
    assert.deepEqual(at(6), { section: "A", sameAbove: 0 });
    assert.deepEqual(at(8), { section: "B", sameAbove: 0 });
    assert.deepEqual(at(10), { section: "A", sameAbove: 1 });
  });

  it("is the whole spec above the first heading", () => assert.deepEqual(at(0), {}));
});
