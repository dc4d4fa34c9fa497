import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const SPEC = `---
model: openai/gpt-4o-mini
expect:
  - regex: "\\\\S{3,}"
  - contains: no model says this, ever
---

# Refunds

List the missing rules.
`;

describe("specs as tests", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({ key: "kilo_test_key", files: { "refunds.md": SPEC } });
    await window.chat();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const row = (/** @type {string | RegExp} */ name) =>
    window.page.locator(".test-explorer .monaco-list-row", { hasText: name }).first();

  it("the Testing view lists specs that expect something, and what they expect", async () => {
    await window.command("Testing: Focus on Test Explorer View");
    await row("refunds.md").waitFor();
    await row("refunds.md").click();
    await window.page.keyboard.press("ArrowRight");
    await row("no model says this").waitFor();
    assert.equal(await row("refund.md").count(), 0, "a spec that expects nothing is no test");
    await window.picture("tests, found");
  });

  it("runs one, and shows which expectations were met", async () => {
    await window.command("Test: Run All Tests");
    await window.page.locator('.test-explorer [aria-label*="refunds.md (Failed)"]').first().waitFor();
    await window.page.locator('.test-explorer [aria-label*="(Passed)"]').first().waitFor();
    assert.equal(window.chatRequests.length, 1);
    await window.picture("tests, run");
  });
});
