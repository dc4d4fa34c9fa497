import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseKeptModels } from "../../../../src/webview/models/keptModels";

describe("parseKeptModels", () => {
  it("takes what it kept", () => {
    const kept = { search: "a", selectedId: "m", scrollTop: 3, showsMoreFilters: true };
    assert.deepEqual(parseKeptModels({ ...kept, other: 1 }), kept);
  });
  it("starts anew from nothing, or from what it does not know", () => {
    const fresh = { search: "", scrollTop: 0, showsMoreFilters: false };
    assert.deepEqual(parseKeptModels({}), fresh);
    assert.deepEqual(
      parseKeptModels({ search: 1, selectedId: {}, scrollTop: "3", showsMoreFilters: "yes" }),
      fresh,
    );
  });
});
