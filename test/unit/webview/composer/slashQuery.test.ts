import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { completePath, slashQuery } from "../../../../src/webview/composer/slashQuery";

describe("slashQuery", () => {
  it("is what is typed behind a leading slash", () => {
    assert.equal(slashQuery("/", 1), "");
    assert.equal(slashQuery("/docs/te", 8), "docs/te");
    assert.equal(slashQuery("/ข้อกำหนด", 9), "ข้อกำหนด");
    assert.equal(slashQuery('/"my spec', 9), "my spec");
  });

  it("ends with the path", () => {
    assert.equal(slashQuery("/a.md do it", 11), undefined);
    assert.equal(slashQuery("/a.md do it", 3), "a.");
    assert.equal(slashQuery('/"my spec.md" ', 14), undefined);
  });

  it("needs the slash first", () => {
    assert.equal(slashQuery("see /a", 6), undefined);
    assert.equal(slashQuery("", 0), undefined);
  });
});

describe("completePath", () => {
  it("puts the cursor where the instruction goes", () => {
    assert.deepEqual(completePath("/te", 3, "/test.md"), { text: "/test.md ", cursor: 9 });
  });

  it("keeps an instruction that is there", () => {
    assert.deepEqual(completePath("/te summarise", 3, "/test.md"), { text: "/test.md summarise", cursor: 9 });
  });
});
