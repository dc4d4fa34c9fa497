import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("a folder that is not trusted", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      settings: {
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
        "smartspec.model": "openai/gpt-4o",
      },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("estimates, but sends nothing, and says how to change that", async () => {
    await window.openFile("refund.md");
    const chat = await window.chat();
    await chat.getByRole("button", { name: /Run refund\.md/ }).click();
    const card = chat.getByRole("alert").first();
    await card.getByText(/not trusted, so nothing is sent/).waitFor();
    await card.getByRole("button", { name: "Manage Trust" }).waitFor();
    await window.picture("restricted");
    assert.equal(window.chatRequests.length, 0);
  });
});
