import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("menus, buttons and notifications", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({ key: "kilo_test_key", settings: { "smartspec.model": "openai/gpt-4o" } });
    await window.chat();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const receipts = async () => (await window.chat()).getByRole("group", { name: "Receipt" });
  const lastMessage = () => window.chatRequests.at(-1)?.body.messages.at(-1)?.content ?? "";

  it("the explorer's menu runs the file it was opened on, and offers nothing on other files", async () => {
    await window.page.keyboard.press("Control+Shift+E");
    const file = (name) => window.page.getByRole("treeitem", { name: new RegExp(`^${name}`) }).first();
    const runSpec = window.page.getByRole("menuitem", { name: /^Run Spec/ });
    await file("notes").click();
    await file("prices\\.txt").click({ button: "right" });
    await window.page.getByRole("menuitem", { name: /^Copy Path/ }).waitFor();
    assert.equal(await runSpec.count(), 0);
    await window.page.keyboard.press("Escape");
    await file("refund\\.md").click({ button: "right" });
    await window.chooseMenuItem(runSpec.first());
    await (await receipts()).first().waitFor();
    assert.match(lastMessage(), /^# Refund a cancelled order/);
  });

  it("the button in the editor's title runs the document", async () => {
    await window.openFile("คืนเงิน.md");
    await window.page
      .getByRole("button", { name: /^Run Spec/ })
      .first()
      .click();
    await (await receipts()).nth(1).waitFor();
    assert.match(lastMessage(), /[\u0e00-\u0e7f]/);
  });

  it("an answer is copied, opened as a document and inserted at the cursor, whole each time", async () => {
    const chat = await window.chat();
    const answer = chat.getByRole("article", { name: /^Answer/ }).first();
    await answer.getByRole("button", { name: "Open as Document" }).click();
    const tab = window.page.locator(".tab.active", { hasText: /Untitled/ });
    await tab.waitFor();
    await window.page.locator(".editor-instance .view-line").first().waitFor();
    const heading = (await answer.locator(".md h1, .md h2, .md h3").first().innerText()).trim();
    await window.page.locator(".editor-instance .view-line", { hasText: heading }).first().waitFor();

    await window.command("New Untitled Text File");
    await window.page.locator(".editor-instance.focused, .monaco-editor.focused").first().waitFor();
    await window.page.keyboard.type("above ");
    await answer.getByRole("button", { name: "Insert at Cursor" }).last().click();
    await window.page.locator(".editor-instance .view-line", { hasText: "above" }).first().waitFor();
    await window.page.locator(".editor-instance .view-line", { hasText: heading }).first().waitFor();
  });

  it("Run Again sends the same bytes", async () => {
    const chat = await window.chat();
    const sent = window.chatRequests.length;
    await chat
      .getByRole("article", { name: /^Answer/ })
      .first()
      .getByRole("button", { name: "Run Again" })
      .click();
    await (await receipts()).nth(2).waitFor();
    assert.equal(window.chatRequests.length, sent + 1);
    assert.equal(window.chatRequests.at(-1).text, window.chatRequests[0].text);
  });

  it("Cancel in the notification ends the run, and the request with it", async () => {
    await window.openFile("refund.md");
    await window.selectModel("fault/stall");
    const arrived = window.gateway.nextRequest(({ path }) => path.endsWith("/chat/completions"));
    await window.command("SmartSpec: Run Spec");
    const request = await arrived;
    const notice = window.page.locator(".notification-list-item", { hasText: "Running refund.md" });
    await notice.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await request.outcome, "aborted");
    await (await window.chat()).getByText("stopped by you").waitFor();
  });

  for (const [mode, sentence] of [
    ["empty", /lists no models/],
    ["html", /web page/],
  ]) {
    it(`Select Model over a list that is ${mode} says so instead of waiting for ever`, async () => {
      window.gateway.setModelsMode(mode);
      await window.command("SmartSpec: Select Model");
      const refresh = window.page.getByRole("button", { name: "Load the list again" });
      await refresh.click();
      await window.page.locator(".notification-list-item", { hasText: sentence }).first().waitFor();
      await window.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
      window.gateway.setModelsMode("normal");
    });
  }
});
