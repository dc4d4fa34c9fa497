import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const shop = `---
model: openai/gpt-4o
budget: 0.10
---
# Checkout: จ่ายด้วยพร้อมเพย์

The shop shows a QR code and waits for the bank's callback.

## Refunds

คืนเงินเข้าช่องทางเดิมภายใน 7 วันทำการ ยกเว้นพร้อมเพย์

- [ ] Write test cases for partial refunds
- [x] List the states of a payment

## Settlement

One file per day, one row per refund, amounts in satang.
`;

// VS Code has a lens of its own for the tools, and marks models that it does not have.
const prompt = `---
mode: agent
model: openai/gpt-4o
tools: ['search/codebase']
description: Security review of an API
---
# Security review

- [ ] Authentication
- [ ] Rate limits
`;

describe("writing a spec", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      settings: { "smartspec.model": "openai/gpt-4o", "editor.minimap.enabled": false },
      files: {
        "checkout.md": shop,
        "review.prompt.md": prompt,
        "draft.md": "---\nmodel: \n---\n# Draft\n",
        "gone.md":
          "---\nmodel: openai/gpt-4-32k\nbudgt: 0.02\ninclude: ../secrets/policy.md\n---\n# เงื่อนไข\n",
      },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const lens = (text) => window.page.locator(".codelens-decoration a", { hasText: text });
  const toLine = async (line) => {
    await window.page.keyboard.press("Control+g");
    await window.page.locator(".quick-input-widget input").fill(`:${line}`);
    await window.page.keyboard.press("Enter");
    await window.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await window.page.keyboard.press("End");
  };

  it("shows what the whole, each section and each task would cost", async () => {
    await window.openFile("checkout.md");
    await lens(/Run\s·\s≈\s\$0\.\d+/)
      .nth(4)
      .waitFor();
    assert.equal(await lens(/Run\s·/).count(), 5);
    await window.picture("editor, lenses");
  });

  it("runs a section by its lens, and then says what it cost", async () => {
    await lens(/Run\s·\s≈/)
      .nth(1)
      .click();
    const chat = await window.chat();
    await chat.getByRole("group", { name: "Receipt" }).first().waitFor();
    const { messages } = window.chatRequests.at(-1).body;
    assert.match(messages.at(-1).content, /^# Checkout: จ่ายด้วยพร้อมเพย์\n\n## Refunds\n/);
    assert.doesNotMatch(messages.at(-1).content, /Settlement/);
    await lens(/last\s\$0\.\d+\s·/)
      .first()
      .waitFor();
    await window.picture("editor, last run");
  });

  it("lists the models with what this spec would cost on each", async () => {
    await window.openFile("draft.md");
    await toLine(2);
    await window.page.keyboard.press("Control+Space");
    const list = window.page.locator(".suggest-widget.visible");
    await list.getByText("free · may train").first().waitFor();
    await window.page.keyboard.type("anthropic/cl");
    await list.locator(".monaco-list-row.focused", { hasText: "anthropic/claude-sonnet-4.5" }).waitFor();
    assert.match((await list.innerText()).replaceAll("\u00a0", " "), /≈ \$0\.\d+ · retires/);
    await window.picture("editor, completion");
    await window.page.keyboard.press("Enter");
    await window.page.locator(".view-line", { hasText: /model:\santhropic\/claude-sonnet-4\.5/ }).waitFor();
  });

  it("mends a model that is gone, by keyboard", async () => {
    await window.openFile("gone.md");
    await window.page.locator(".squiggly-warning").first().waitFor();
    await window.page.locator(".squiggly-error").first().waitFor();
    await lens(/3\sproblems/).waitFor();
    await toLine(2);
    await window.picture("editor, marks");
    await window.page.keyboard.press("Control+.");
    const fixes = window.page.locator(".action-widget");
    await fixes.getByText(/Use openai\/gpt-4o,\s≈\s\$0\.\d+/).waitFor();
    await fixes.getByText("Browse Models").waitFor();
    await window.picture("editor, quick fix");
    await window.page.keyboard.press("Enter");
    await window.page.locator(".view-line", { hasText: /^model:.openai\/gpt-4o$/ }).waitFor();
    await lens(/2\sproblems/).waitFor();
    await window.page.keyboard.press("Control+s");
    await window.page.locator(".tab.active:not(.dirty)").first().waitFor();
    assert.match(readFileSync(path.join(window.workspace, "gone.md"), "utf8"), /^model: openai\/gpt-4o$/m);
  });

  it("treats VS Code's prompt files as specs: lenses, the button in the title, and the menu", async () => {
    await window.openFile("review.prompt.md");
    await lens(/Run\s·\s≈\s\$0\.\d+/)
      .nth(2)
      .waitFor();
    assert.equal(await lens(/Run\s·/).count(), 3);
    assert.equal(await lens(/problem/).count(), 0);
    await window.picture("editor, prompt file");
    const sent = window.chatRequests.length;
    await window.page
      .getByRole("button", { name: /^Run Spec/ })
      .first()
      .click();
    const receipts = (await window.chat()).getByRole("group", { name: "Receipt" });
    await receipts.nth(1).waitFor();
    assert.equal(window.chatRequests.length, sent + 1);
    assert.match(window.chatRequests.at(-1).body.messages.at(-1).content, /^# Security review\n/);
    await window.page.locator(".editor-instance .view-line").first().click({ button: "right" });
    await window.page.getByRole("menuitem", { name: "SmartSpec" }).first().waitFor();
    await window.page.keyboard.press("Escape");
  });

  it("shows what will be sent, and offers it as cURL", async () => {
    await window.openFile("checkout.md");
    const sent = window.chatRequests.length;
    await window.command("SmartSpec: Show What Will Be Sent");
    await window.page
      .locator(".view-line", { hasText: /What\scheckout\.md\swould\ssend/ })
      .first()
      .waitFor();
    await lens(/Copy\sas\scURL/).waitFor();
    await window.picture("editor, preview");
    assert.equal(window.chatRequests.length, sent);
  });
});
