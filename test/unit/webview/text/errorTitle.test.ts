import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { errorTitle } from "../../../../src/webview/text/errorTitle";

describe("errorTitle", () => {
  it("asks for a key only where a key is what is missing", () => {
    assert.equal(errorTitle({ code: "not-configured", remedy: "set-api-key" }), "Key needed");
    assert.equal(errorTitle({ code: "not-configured", remedy: "choose-model" }), "No model chosen");
    assert.equal(errorTitle({ code: "not-configured", remedy: "check-provider" }), "Provider not usable");
  });

  it("tells a refused account from a refused model", () => {
    assert.equal(errorTitle({ code: "forbidden", remedy: "choose-model" }), "Model not allowed");
    assert.equal(errorTitle({ code: "forbidden", remedy: "check-provider" }), "Account not allowed");
  });
});
