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
