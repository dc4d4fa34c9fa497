import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rerunTarget } from "../../../../src/core/chat/rerunTarget";

const requested = { model: "acme/large-2", provider: "team" };

describe("rerunTarget", () => {
  it("a run that named its model and provider keeps both", () => {
    assert.deepEqual(rerunTarget({ requested }, {}), requested);
  });

  it("a model chosen since does not go to the provider of the old one", () => {
    assert.deepEqual(rerunTarget({ requested }, { model: "acme/small-1" }), { model: "acme/small-1" });
  });

  it("a run that named nothing leaves it to the settings, as they are now", () => {
    assert.deepEqual(rerunTarget({}, {}), {});
  });
});
