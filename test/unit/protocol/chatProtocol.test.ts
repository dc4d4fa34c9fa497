import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import { parseFromWebview } from "../../../src/protocol/chatProtocol";

describe("parseFromWebview", () => {
  it("takes what the view sends", () => {
    const message = { type: "draft-changed", text: "สวัสดี", draftNumber: 3 };
    assert.deepEqual(parseFromWebview(message), message);
  });

  it("refuses commands and remedies it does not know", () => {
    assert.equal(parseFromWebview({ type: "command-run", command: "workbench.action.quit" }), undefined);
    assert.equal(parseFromWebview({ type: "remedy-run", turnId: "a", remedy: "format-disk" }), undefined);
  });

  it("never throws, whatever arrives", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (data) => {
        parseFromWebview(data);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
