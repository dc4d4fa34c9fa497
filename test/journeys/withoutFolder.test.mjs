import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("a window without a folder", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      hasFolder: false,
      settings: { "smartspec.model": "openai/gpt-4o", "smartspec.language": "th" },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("runs the example, an untitled document, in Thai", async () => {
    const chat = await window.chat();
    await chat.getByRole("button", { name: /เปิดตัวอย่าง|ตัวอย่าง/ }).click();
    await window.page.locator(".editor-instance .view-line", { hasText: "สเปกแรกของฉัน" }).first().waitFor();
    const run = chat.getByRole("button", { name: /^รัน/ }).first();
    await run.waitFor();
    await window.picture("thai-first-run");
    await run.click();
    await chat.locator(".receipt").first().waitFor();
    assert.equal(window.chatRequests.length, 1);
    assert.match(window.chatRequests[0].body.messages.at(-1).content, /^# สเปกแรกของฉัน/);
    const answer = await chat.locator("article .md").first().innerText();
    assert.match(answer, /[\u0e00-\u0e7f]/);
    assert.doesNotMatch(answer, /\ufffd/);
    await window.picture("thai-answered");
  });

  it("models and usage are there too, in Thai, with what the document in front costs", async () => {
    const models = await window.models();
    await models.getByRole("columnheader", { name: "สเปกนี้" }).waitFor();
    // Those that cost nothing come first.
    await models.getByRole("searchbox").fill("gpt-4o");
    await models
      .getByRole("row")
      .filter({ hasText: /≈ \$0\.\d+/ })
      .first()
      .waitFor();
    await window.picture("thai-models");
    const usage = await window.usage();
    await usage.getByText("refund.md").waitFor({ state: "detached" });
    await usage.getByRole("heading", { name: /งบ/ }).first().waitFor();
    assert.equal(await usage.getByRole("button", { name: /เวิร์กสเปซ|โฟลเดอร์นี้/ }).count(), 0);
    await window.picture("thai-usage");
  });

  it("a path names no file there, and the text stays", async () => {
    const chat = await window.chat();
    await chat.getByRole("textbox").first().fill("/refund.md");
    await window.page.keyboard.press("Escape");
    await window.page.keyboard.press("Enter");
    await chat.getByText("/refund.md", { exact: false }).last().waitFor();
    assert.equal(await chat.getByRole("textbox").first().inputValue(), "/refund.md");
    assert.equal(window.chatRequests.length, 1);
  });
});
