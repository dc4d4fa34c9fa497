import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import { extractSection } from "../../../../src/core/spec/extractSection";

const spec = [
  "# Shop",
  "intro",
  "## Refunds",
  "rule",
  "```md",
  "## Not a heading",
  "```",
  "### Fees",
  "none",
  "## Errors",
  "text",
  "",
].join("\n");

describe("extractSection", () => {
  it("gives the section with its subsections, below the headings above it", () => {
    assert.equal(
      extractSection(spec, "refunds"),
      "# Shop\n\n## Refunds\nrule\n```md\n## Not a heading\n```\n### Fees\nnone\n",
    );
  });

  it("takes the heading with its marks, too, and closing marks are no part of a title", () => {
    assert.equal(extractSection("# A\n\n## B ##\nx\n", "## B"), "# A\n\n## B ##\nx\n");
  });

  it("tells closing marks from marks that belong to the title", () => {
    assert.equal(extractSection("# C#\nx\n", "C#"), "# C#\nx\n");
    assert.equal(extractSection("# A # b #\nx\n", "A # b"), "# A # b #\nx\n");
    assert.equal(extractSection("## #\nx\n# A\n", ""), "## #\nx\n");
  });

  it("reads a line of any length once", () => {
    // Each takes hours when it is looked at again from each place.
    for (const line of [
      `#${" ".repeat(100_000)}\u2028x`,
      `# A${" ".repeat(100_000)}B`,
      `# A${" #".repeat(50_000)} B`,
    ]) {
      assert.equal(extractSection(`${line}\n# C\ny\n`, "C"), "# C\ny\n");
    }
  });

  it("keeps Windows line ends", () => {
    assert.equal(extractSection("# A\r\nx\r\n# B\r\ny\r\n", "B"), "# B\r\ny\r\n");
  });

  it("a heading inside a code fence is none", () => {
    assert.throws(() => extractSection(spec, "Not a heading"), UserFacingError.is);
  });

  it("a heading that is there twice names the line", () => {
    assert.throws(
      () => extractSection("# A\n## X\n## X\n", "X"),
      (error) => UserFacingError.is(error) && error.details?.line === 3,
    );
  });
});
