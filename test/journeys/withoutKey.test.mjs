import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("the first minute, without a key", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("the empty chat offers the open spec with its price", async () => {
    await window.openFile("refund.md");
    const chat = await window.chat();
    const entry = chat.getByRole("button", { name: /Run refund\.md/ });
    await entry.waitFor();
    await chat
      .getByText(/tokens/)
      .first()
      .waitFor();
    assert.match(await entry.innerText(), /free/);
    await window.picture("first-run");
  });

  it("a free model asks once before anything leaves, and Enter does not consent by accident", async () => {
    const chat = await window.chat();
    await chat.getByRole("button", { name: /Run refund\.md/ }).click();
    const card = chat.getByRole("alertdialog");
    await card.waitFor();
    await window.picture("consent");
    await chat.waitForFunction(() => document.activeElement?.getAttribute("role") === "alertdialog");
    await window.page.keyboard.press("Enter");
    assert.equal(await card.isVisible(), true);
    assert.equal(window.chatRequests.length, 0);
    await chat.getByRole("button", { name: "Send to This Model" }).click();
    const receipt = chat.getByRole("group", { name: "Receipt" });
    await receipt.waitFor();
    assert.match(await receipt.innerText(), /free/);
    assert.equal(window.chatRequests.length, 1);
    assert.equal(window.chatRequests[0].headers.authorization, undefined);
    await window.picture("answered-free");
  });

  it("the same model is not asked about again", async () => {
    const chat = await window.chat();
    await chat.getByRole("textbox").first().fill("And what about partial refunds?");
    await window.page.keyboard.press("Enter");
    await chat.getByRole("group", { name: "Receipt" }).nth(1).waitFor();
    assert.equal(window.chatRequests.length, 2);
    const { messages } = window.chatRequests[1].body;
    assert.deepEqual(
      messages.map((/** @type {{ role: string }} */ { role }) => role),
      ["system", "user", "assistant", "user"],
    );
  });

  it("a paid model says that it needs a key, and sends nothing", async () => {
    const chat = await window.chat();
    await chat.getByRole("button", { name: /^Model:/ }).click();
    await window.page.locator(".quick-input-widget input").fill("openai/gpt-4o-mini");
    await window.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: "gpt-4o-mini" })
      .first()
      .waitFor();
    await window.picture("select-model");
    await window.page.keyboard.press("Enter");
    await chat.getByRole("button", { name: /^Model:.*4o-mini/i }).waitFor();
    await chat.getByRole("textbox").first().fill("Hello?");
    await window.page.keyboard.press("Enter");
    await chat.getByRole("alert").getByRole("button", { name: "Add Key" }).waitFor();
    assert.equal(window.chatRequests.length, 2);
    await window.picture("needs-key");
  });

  it("what was said and what was typed are there after a restart", async () => {
    const chat = await window.chat();
    await chat.getByRole("textbox").first().fill("ร่างที่ยังไม่ได้ส่ง");
    // The draft is kept by the host; its answer is the estimate line.
    await chat
      .getByText(/cost|≈|\$/)
      .first()
      .waitFor();
    await window.reload();
    const again = await window.chat();
    await again.getByRole("group", { name: "Receipt" }).nth(1).waitFor();
    assert.equal(await again.getByRole("textbox").first().inputValue(), "ร่างที่ยังไม่ได้ส่ง");
    await window.picture("after-restart");
  });
});
