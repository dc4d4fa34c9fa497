import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pagePolicy } from "../../../src/host/pagePolicy";

describe("pagePolicy", () => {
  it("is exactly this: own scripts by nonce, own styles and fonts, no network, nothing inline, no remote images", () => {
    assert.deepEqual(pagePolicy("abc", "https://own").split("; "), [
      "default-src 'none'",
      "script-src 'nonce-abc'",
      "style-src https://own",
      "font-src https://own",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it("lets a page that says so start workers of its own code, and nothing else", () => {
    const without = pagePolicy("abc", "https://own").split("; ");
    const rules = pagePolicy("abc", "https://own", { runsWorker: true }).split("; ");
    assert.deepEqual(
      rules.filter((rule) => !without.includes(rule)),
      ["worker-src blob:"],
    );
  });
});
