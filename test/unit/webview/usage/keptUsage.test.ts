import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseKeptUsage } from "../../../../src/webview/usage/keptUsage";

describe("parseKeptUsage", () => {
  it("takes what it knows and nothing else", () => {
    assert.deepEqual(parseKeptUsage({ isTable: true, scrollTop: 12, other: 1 }), {
      isTable: true,
      scrollTop: 12,
    });
    assert.deepEqual(parseKeptUsage({ isTable: "yes", scrollTop: "12" }), { isTable: false, scrollTop: 0 });
    assert.deepEqual(parseKeptUsage({}), { isTable: false, scrollTop: 0 });
  });
});
