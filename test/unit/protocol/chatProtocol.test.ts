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

  for (const [name, message] of [
    ["text", { type: "prompt-submit", text: "x".repeat(8_000_001) }],
    ["draft", { type: "draft-changed", text: "x".repeat(8_000_001), draftNumber: 1 }],
    ["code", { type: "code-action", action: "copy", code: "x".repeat(8_000_001) }],
    ["query", { type: "specs-find", query: "x".repeat(1001) }],
    ["link", { type: "link-open", href: `https://x/${"x".repeat(4000)}` }],
    ["turn", { type: "turn-action", turnId: "x".repeat(201), action: "copy" }],
  ] as const) {
    it(`refuses a ${name} that is larger than a person's`, () => {
      assert.equal(parseFromWebview(message), undefined);
    });
  }

  it("of a known message it takes the known fields only, each of its own kind", () => {
    const messages = [
      { type: "ready" },
      { type: "prompt-submit", text: "Hi" },
      { type: "draft-changed", text: "Hi", draftNumber: 1 },
      { type: "specs-find", query: "a" },
      { type: "answer-cancel" },
      { type: "question-answer", turnId: "a", answer: "allow" },
      { type: "turn-action", turnId: "a", action: "copy" },
      { type: "code-action", action: "copy", code: "x" },
      { type: "remedy-run", turnId: "a", remedy: "retry" },
      { type: "command-run", command: "new-chat" },
      { type: "link-open", href: "https://example.org" },
      { type: "deltas-drawn", sequence: 1 },
    ];
    const message = fc.constantFrom(...messages);
    fc.assert(
      fc.property(
        message,
        fc.dictionary(fc.string(), fc.anything()),
        fc.nat(),
        fc.anything(),
        (known, more, at, other) => {
          assert.deepEqual(parseFromWebview({ ...more, ...known }), known);
          const [name = "", value] = Object.entries(known)[at % Object.keys(known).length] ?? [];
          const spoilt = parseFromWebview({ ...known, [name]: other });
          if (typeof other !== typeof value) assert.equal(spoilt, undefined);
          else if (spoilt) assert.deepEqual(Object.keys(spoilt), Object.keys(known));
        },
      ),
      { seed: 3, numRuns: 2000 },
    );
  });
});
