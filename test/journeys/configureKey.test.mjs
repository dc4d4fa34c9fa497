import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("Configure API Key", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow();
    await window.chat();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const input = () => window.page.locator(".quick-input-widget input");
  const askForKilo = async () => {
    await window.command("SmartSpec: Configure API Key");
    await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Kilo Code" }).first().click();
    await window.page.locator(".quick-input-widget input[type=password]").waitFor();
  };

  it("offers every template and a server of one's own", async () => {
    await window.command("SmartSpec: Configure API Key");
    for (const name of ["Kilo Code", "OpenRouter", "Local", "SmartSpec proxy", "Another server"]) {
      await window.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    }
    await window.picture("whose-key");
    await window.page.keyboard.press("Escape");
  });

  for (const [text, problem] of [
    ["Bearer kilo_local_key", /Bearer/],
    ["sk-or-v1-0123456789abcdef", /OpenRouter key/],
    ["kilo_local key", /spaces or line breaks/],
  ]) {
    it(`refuses "${text}" before anything is sent`, async () => {
      await askForKilo();
      await input().fill(text);
      await window.page.locator(".quick-input-message", { hasText: problem }).waitFor();
      await window.page.keyboard.press("Enter");
      assert.equal(await input().isVisible(), true);
      assert.equal(await input().inputValue(), text);
      assert.ok(!window.gateway.requests.some(({ path }) => path === "/api/profile"));
      await window.page.keyboard.press("Escape");
    });
  }

  it("a key the account does not accept is not stored, and can be mended", async () => {
    await askForKilo();
    await input().fill("kilo_wrong_key");
    await window.page.keyboard.press("Enter");
    const notice = window.page.locator(".notification-list-item", { hasText: /does not accept this key/ });
    await notice.waitFor();
    await window.picture("key-refused");
    await notice.getByRole("button", { name: "Try Again" }).click();
    await window.page.locator(".quick-input-widget input[type=password]").waitFor();
    assert.equal(await input().inputValue(), "kilo_wrong_key");
  });

  it("a good key, pasted with white space around it, is stored; the account is named and the next request uses it", async () => {
    await input().fill("  kilo_local_key ");
    await window.page.keyboard.press("Enter");
    await window.page
      .locator(".notification-list-item", { hasText: /accepts this key\. Account: .+@/ })
      .waitFor();
    await window.picture("key-accepted");
    const chat = await window.chat();
    await chat.getByRole("textbox").first().fill("Hello");
    await window.page.keyboard.press("Enter");
    await chat.getByRole("group", { name: "Receipt" }).waitFor();
    assert.equal(window.chatRequests.at(-1)?.headers.authorization, "Bearer kilo_local_key");
  });

  it("the key is nowhere in the chat's document", async () => {
    const chat = await window.chat();
    assert.doesNotMatch(await chat.locator("html").innerHTML(), /kilo_local_key/);
  });

  it("a request that was sent before its text was known to be a key is shown without it", async () => {
    await window.selectModel("fault/error-403");
    const chat = await window.ask("Is kilo_test_key a good one?");
    const showSent = chat.getByRole("button", { name: "Show What Was Sent" });
    await showSent.waitFor();
    const sent = window.chatRequests.at(-1)?.body.messages.at(-1)?.content;
    assert.equal(sent, "Is kilo_test_key a good one?");
    await askForKilo();
    await input().fill("kilo_test_key");
    await window.page.keyboard.press("Enter");
    await window.page
      .locator(".notification-list-item", { hasText: /accepts this key/ })
      .last()
      .waitFor();
    await chat.getByText("Is [redacted] a good one?").waitFor();
    await showSent.click();
    const editor = window.page.locator(".editor-instance .view-lines").first();
    await editor.getByText("Is [redacted] a good one?").waitFor();
    assert.doesNotMatch(await editor.innerText(), /kilo_test_key/);
    await window.picture("request-shown");
  });
});
