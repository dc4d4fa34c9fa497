import assert from "node:assert/strict";
import { globSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures, startMs } from "./openWindow.mjs";

describe("documents that SmartSpec has opened, after the window was reloaded", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  /** A heading of the answer. */
  let answerTitle = "";
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      settings: { "smartspec.model": "openai/gpt-4o", "workbench.editor.enablePreview": false },
      files: { "checkout.md": "# Checkout\n\nจ่ายด้วยพร้อมเพย์\n" },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const tab = (name) => window.page.locator(`.tab[data-resource-name^="${name}"]`).first();
  const line = (text) => window.page.locator(".editor-instance .view-line", { hasText: text }).first();
  const heading = async () => {
    const chat = await window.chat();
    const answer = chat.getByRole("article", { name: /^Answer/ }).first();
    return (await answer.locator(".md h1, .md h2, .md h3").first().innerText()).trim();
  };
  const noErrors = async () => {
    assert.equal(await window.page.locator(".notification-toast").count(), 0);
    assert.equal(await window.page.locator(".monaco-editor-pane-placeholder").count(), 0);
  };

  it("an answer beside the spec, a preview and a report: what can be made again is, the rest says so", async function () {
    this.timeout(4 * startMs);
    await window.openFile("checkout.md");
    const chat = await window.ask("/checkout.md");
    await chat.getByRole("group", { name: "Receipt" }).first().waitFor();
    answerTitle = await heading();
    await chat.getByRole("button", { name: "Open Beside" }).first().click();
    await line(answerTitle).waitFor();
    await window.openFile("checkout.md");
    await window.command("SmartSpec: Show What Will Be Sent");
    await line(/What.checkout\.md.would.send/).waitFor();
    await window.command("SmartSpec: Test Connection");
    await tab("Connection").waitFor();
    await window.reloadWindow();
    await line(answerTitle).waitFor({ timeout: startMs });
    await line(/This.text.was.not.kept/).waitFor({ timeout: startMs });
    await noErrors();
    await window.picture("kept answer");
    await tab("Request checkout").click();
    await line(/What.checkout\.md.would.send/).waitFor({ timeout: startMs });
    await window.page
      .locator(".codelens-decoration a", { hasText: /Copy.as.cURL/ })
      .waitFor({ timeout: startMs });
    await noErrors();
    await window.picture("kept preview");
  });

  it("the answer also when another conversation was begun since", async function () {
    this.timeout(4 * startMs);
    await window.command("SmartSpec: New Chat");
    await window.chat();
    await window.reloadWindow();
    await line(answerTitle).waitFor({ timeout: startMs });
    await noErrors();
  });

  it("an answer whose conversation was deleted says what to do", async function () {
    this.timeout(4 * startMs);
    const files = globSync("**/conversations/*.jsonl", { cwd: window.dataFolder });
    assert.ok(files.length > 0);
    for (const file of files) rmSync(path.join(window.dataFolder, file));
    await window.reloadWindow();
    await line(/This.answer.is.not.kept.any.more/).waitFor({ timeout: startMs });
    await noErrors();
    await window.picture("kept answer, gone");
  });
});

describe("an answer that is opened beside while it arrives", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      pace: "realistic",
      settings: { "smartspec.model": "openai/gpt-4o", "editor.wordWrap": "off" },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("grows in its editor up to its end", async function () {
    this.timeout(4 * startMs);
    const chat = await window.ask("Tell me a lot.", "[[words:2000]]");
    await chat.getByRole("button", { name: "Open Beside" }).first().click();
    await window.page.locator('.tab[data-resource-name^="Answer"]').first().click();
    assert.equal(await chat.getByRole("group", { name: "Receipt" }).count(), 0, "opened before its end");
    await chat.getByRole("group", { name: "Receipt" }).first().waitFor({ timeout: startMs });
    const last = await chat.locator("article .md > :last-child").last().innerText();
    const ending = last.trim().split(/\s+/).at(-1) ?? "";
    await window.page.keyboard.press("Control+End");
    const shown = window.page.locator(".editor-instance .view-line").last();
    await shown.filter({ hasText: ending }).waitFor();
    await window.picture("answer grown");
  });
});
