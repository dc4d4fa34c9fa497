import assert from "node:assert/strict";
import { parseSpec } from "../../../../src/core/spec/parseSpec";
import { writeModel } from "../../../../src/core/spec/writeModel";

function written(text: string, id = "openai/gpt-4o"): string {
  const edit = writeModel(text, id) ?? assert.fail("it cannot be written");
  return text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
}

describe("writeModel", () => {
  it("replaces the model that is named, and nothing else", () => {
    assert.equal(
      written('---\n# ours\nmodel: "a/b"   # dear\nseed: 1\n---\nBody\n'),
      "---\n# ours\nmodel: openai/gpt-4o   # dear\nseed: 1\n---\nBody\n",
    );
    assert.equal(written("---\nmodel:\nseed: 1\n---\n"), "---\nmodel: openai/gpt-4o\nseed: 1\n---\n");
    assert.equal(written("---\nmodel: &m   # ours\n---\n"), "---\nmodel: openai/gpt-4o   # ours\n---\n");
  });

  it("is the first key where none is named, in the file's own line ends", () => {
    assert.equal(written("---\r\nseed: 1\r\n---\r\n"), "---\r\nmodel: openai/gpt-4o\r\nseed: 1\r\n---\r\n");
  });

  it("makes a front matter where there is none, behind a byte order mark", () => {
    assert.equal(written("# Title\n"), "---\nmodel: openai/gpt-4o\n---\n\n# Title\n");
    assert.ok(written("\uFEFF# Title\n").startsWith("\uFEFF---\n"));
  });

  it("what it writes is read again, whatever the id", () => {
    for (const id of ["minimax/minimax-m2.1:free", "~vendor/x", "a b", "1234", "true", "x: y"]) {
      for (const text of ["# T\n", "---\nseed: 1\n---\n", "---\nmodel: q\n---\n"])
        assert.equal(parseSpec(written(text, id)).frontMatter.model, id);
    }
  });

  it("leaves a broken front matter alone", () => {
    assert.equal(writeModel("---\nmodel: [a\n---\n", "b/c"), undefined);
  });
});
