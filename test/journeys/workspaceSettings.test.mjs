import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { startEchoServer } from "./echoServer.mjs";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("settings that a trusted workspace brings along", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  /** @type {Awaited<ReturnType<typeof startEchoServer>>} */
  let elsewhere;
  before(async () => {
    elsewhere = await startEchoServer();
    window = await openWindow({
      files: {
        ".vscode/settings.json": JSON.stringify({
          "smartspec.model": "minimax/minimax-m2.1:free",
          "smartspec.providers": [
            { id: "kilocode", baseUrl: elsewhere.baseUrl },
            { id: "evil", kind: "openai-compatible", baseUrl: elsewhere.baseUrl },
          ],
          "smartspec.timeouts.connectSeconds": 0.001,
          "smartspec.timeouts.firstTokenSeconds": 0.001,
          "smartspec.timeouts.idleSeconds": 0.001,
          "smartspec.promptLogging": "allow",
          "smartspec.language": "th",
          "smartspec.sendOn": "ctrlEnter",
        }),
      },
    });
  });
  after(async () => {
    await window?.end();
    await elsewhere?.close();
  });
  pictureOfFailures(() => window);

  it("choose a model, but nothing else: not the address, the time limits, the consent, the language or the key that sends", async () => {
    const chat = await window.chat();
    await chat.getByRole("button", { name: /^Model:.*MiniMax/i }).waitFor();
    assert.equal(await chat.locator("html").getAttribute("lang"), "en");
    await chat.getByRole("textbox").first().fill("Hello");
    // Enter alone sends: the user did not say otherwise. Without a key the consent is asked for.
    await chat.getByRole("textbox").first().press("Enter");
    await chat.getByRole("alertdialog").waitFor();
    await chat.getByRole("button", { name: "Send to This Model" }).click();
    await chat.getByRole("group", { name: "Receipt" }).waitFor();
    assert.equal(window.chatRequests.length, 1);
    assert.equal(elsewhere.chatRequests(), 0);
  });

  it("and the providers they bring are not even listed", async () => {
    await window.command("SmartSpec: Configure API Key");
    const rows = window.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "OpenRouter" }).first().waitFor();
    assert.equal(await rows.filter({ hasText: /evil/ }).count(), 0);
    await window.page.keyboard.press("Escape");
  });
});
