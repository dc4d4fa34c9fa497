import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { spokenUsd } from "../../../../src/webview/text/spokenUsd";

describe("spokenUsd", () => {
  const rows = [
    ["$1,204.50", "1,204.50 dollars"],
    ["≈ $0.011", "about 0.011 dollars"],
    ["<$0.01", "less than 0.01 dollars"],
    ["<$0.0001", "less than 0.0001 dollars"],
    ["−$0.42", "minus 0.42 dollars"],
    ["free", "free"],
  ] as const;
  for (const [shown, spoken] of rows)
    it(`${shown} is ${spoken}`, () => assert.equal(spokenUsd(shown), spoken));
});
