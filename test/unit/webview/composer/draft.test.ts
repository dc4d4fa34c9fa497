import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Draft } from "../../../../src/webview/composer/draft";

describe("Draft", () => {
  it("reports several changes once, by the last number", () => {
    const draft = new Draft("");
    draft.change("a");
    draft.change("ab");
    assert.deepEqual(draft.takeUnsent(), { text: "ab", draftNumber: 2 });
    assert.equal(draft.takeUnsent(), undefined);
  });

  it("has nothing to report when nothing changed", () => {
    const draft = new Draft("kept");
    assert.equal(draft.change("kept"), false);
    assert.equal(draft.takeUnsent(), undefined);
  });
});
