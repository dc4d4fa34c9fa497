import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const SPEC = `---
model: openai/gpt-4o-mini
tasks: { checkpoint: 1 }
---
- [ ] One
- [ ] Two
- [ ] Three
`;

describe("tasks that are run in steps", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({ key: "kilo_test_key", files: { "steps.md": SPEC } });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("go on, or stop, as the user says after so many of them", async () => {
    const notice = (/** @type {string} */ text) =>
      window.page.locator(".notification-list-item", { hasText: text });
    await window.openFile("steps.md");
    await window.command("SmartSpec: Run Tasks in Order");
    // Not the palette's own rows, which are there for a moment longer.
    await window.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: /Run 3 Tasks.*at most \$0\.\d/ })
      .waitFor();
    await window.picture("tasks, question");
    await window.page.locator(".quick-input-widget input").press("Enter");
    await notice("1 of 3 tasks are done").getByRole("button", { name: "Go On" }).click();
    const second = notice("2 of 3 tasks are done");
    await second.waitFor();
    await window.picture("tasks, step");
    await second.getByRole("button", { name: "Stop" }).click();
    await second.waitFor({ state: "detached" });
    assert.equal(window.chatRequests.length, 2);
    const text = readFileSync(path.join(window.workspace, "steps.md"), "utf8");
    assert.match(text, /- \[x\] One\n- \[x\] Two\n- \[ \] Three/);
  });
});
