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
      files: {
        "payment.md": "---\nmodels: [openai/gpt-4o, anthropic/claude-sonnet-4.5]\n---\n# Payment\n",
        ".env": "KILOCODE_API_KEY=kilo_local_key\n",
        ".vscode/settings.json": JSON.stringify({
          "smartspec.provider": "openrouter",
          "smartspec.model": "fault/hostile",
          "smartspec.providers": [{ id: "kilocode", baseUrl: "http://127.0.0.1:9/v1" }],
        }),
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

  it("compares nothing either", async () => {
    await window.openFile("payment.md");
    await window.command("SmartSpec: Compare Models");
    const list = window.page.locator(".quick-input-widget");
    await list.getByText("2 Selected").waitFor();
    await list.locator("input").first().press("Enter");
    const compare = await window.compare();
    await compare
      .getByText(/not trusted, so nothing is sent/)
      .first()
      .waitFor();
    assert.equal(window.chatRequests.length, 0);
  });

  it("chooses neither provider nor model", async () => {
    const chat = await window.chat();
    await chat.getByRole("button", { name: /^Model:.*gpt-4o/i }).waitFor();
    assert.doesNotMatch(await chat.locator("html").innerHTML(), /hostile|OpenRouter/);
  });

  it("its .env is not even offered", async () => {
    await window.command("SmartSpec: Configure API Key");
    const rows = window.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "OpenRouter" }).first().waitFor();
    assert.equal(await rows.filter({ hasText: "Look in .env" }).count(), 0);
    await window.page.keyboard.press("Escape");
  });
});
