import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { specOutline } from "../../../../src/core/spec/outline";
import { sectionAt } from "../../../../src/core/spec/sectionAt";

const spec =
  "# Shop\nintro\n## Steps\n- [ ] 1\n  - [ ] 1.1\n\n    more\n  - [ ] 1.2\n- [ ] 2\n## Steps\nend\n";
const at = (line: number) => sectionAt(spec, specOutline(spec), line);

describe("sectionAt", () => {
  it("tells headings of the same name apart by their lines", () => {
    assert.equal(at(9), "# Shop\n\n## Steps\nend\n");
    assert.equal(at(2), `# Shop\n\n${spec.split("\n").slice(2, 9).join("\n")}\n`);
  });

  it("gives a task with what is nested in it, below its headings", () => {
    assert.equal(at(3), "# Shop\n\n## Steps\n\n- [ ] 1\n  - [ ] 1.1\n\n    more\n  - [ ] 1.2\n");
  });

  it("gives a nested task below the tasks around it, without their other parts", () => {
    assert.equal(at(7), "# Shop\n\n## Steps\n\n- [ ] 1\n  - [ ] 1.2\n");
  });

  it("gives a task above all headings alone", () => {
    const text = "- [ ] a\r\n\r\n# B\r\n";
    assert.equal(sectionAt(text, specOutline(text), 0), "- [ ] a\r\n");
  });

  it("knows of nothing on other lines", () => {
    assert.equal(at(1), undefined);
    assert.equal(at(99), undefined);
  });
});
