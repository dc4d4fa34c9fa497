import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { headerSecrets } from "../../../../src/core/providers/headerSecrets";

describe("headerSecrets", () => {
  it("are values with the key in them, as sent, and credentials that were written down", () => {
    const headers = { "x-org": "team", "x-user": "me:${secret}", "x-api-key": "literal-1", Cookie2: "plain" };
    assert.deepEqual(headerSecrets({ headers }, "k$&y"), ["me:k$&y", "literal-1"]);
    assert.deepEqual(headerSecrets({ headers }, undefined), ["literal-1"]);
    assert.deepEqual(headerSecrets({}, "key"), []);
  });
});
