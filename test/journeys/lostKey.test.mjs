import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("a key that the editor did not keep", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const notice = (/** @type {RegExp} */ text) =>
    window.page.locator(".notification-list-item", { hasText: text });
  const lost = /The key for Kilo Code is no longer in the editor's secret storage/;

  it("nobody is told of a key that never was", async () => {
    await window.openFile("refund.md");
    const chat = await window.chat();
    await chat.getByRole("button", { name: /Run refund\.md/ }).waitFor();
    await window.command("SmartSpec: Configure API Key");
    await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Kilo Code" }).first().click();
    await window.page.locator(".quick-input-widget input[type=password]").fill("kilo_local_key");
    assert.equal(await notice(lost).count(), 0);
    await window.page.keyboard.press("Enter");
    await notice(/accepts this key/).waitFor();
  });

  it("is missed after a reload, which this editor's storage does not outlive", async () => {
    await window.reload();
    await window.chat();
    await notice(lost).waitFor();
  });

  it("gone with the browser, it is missed when the chat first shows; the button asks for it", async () => {
    await window.useNewBrowser();
    await window.chat();
    await notice(lost).waitFor();
    assert.match(await notice(lost).innerText(), /set KILOCODE_API_KEY in the environment of the server/);
    await window.picture("lost-key");
    await notice(lost).getByRole("button", { name: "Add Key" }).click();
    await window.page.locator(".quick-input-widget input[type=password]").waitFor();
    await window.page.keyboard.press("Escape");
  });
});
