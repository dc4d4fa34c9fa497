import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const model = { "smartspec.model": "openai/gpt-4o" };

describe("the chat, with a key", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({ key: "kilo_test_key", settings: model, pace: "realistic" });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const type = async (text) => {
    const chat = await window.chat();
    await chat.getByRole("textbox").first().click();
    await window.page.keyboard.type(text);
    return chat;
  };
  const stopButton = (chat) => chat.getByRole("button", { name: /^Stop/ });
  const receipts = (chat) => chat.getByRole("group", { name: "Receipt" });

  it("the price moves while one types", async () => {
    const chat = await type("A short question");
    const estimate = chat.getByRole("button", { name: /^Estimate/ });
    await estimate.waitFor();
    const priceBefore = await estimate.innerText();
    assert.match(priceBefore, /≈ \$/);
    await window.page.keyboard.type(` ${"that gets much longer ".repeat(40)}`);
    await chat.waitForFunction(
      (old) =>
        [...document.querySelectorAll("button")].some(
          (button) =>
            (button.getAttribute("aria-label") ?? "").startsWith("Estimate") && button.innerText !== old,
        ),
      priceBefore,
    );
    await estimate.click();
    await chat.getByRole("dialog", { name: "Estimate" }).waitFor();
    await window.picture("estimate");
    await window.page.keyboard.press("Escape");
    await chat.getByRole("textbox").first().fill("");
  });

  it("a slash offers the workspace's specs, and the one taken runs whole", async () => {
    const chat = await type("/ref");
    await chat.getByRole("option", { name: /refund\.md/ }).waitFor();
    await window.picture("slash");
    await window.page.keyboard.press("Tab");
    await window.page.keyboard.type("Only the rules.");
    await window.page.keyboard.press("Enter");
    await stopButton(chat).waitFor();
    await window.picture("streaming");
    await receipts(chat).waitFor();
    const sent = window.chatRequests.at(-1)?.body.messages.at(-1)?.content;
    assert.match(sent, /^# Refund a cancelled order/);
    assert.match(sent, /Instruction: Only the rules\.$/);
    assert.match(await receipts(chat).innerText(), /reported/);
  });

  it("a path that names no file costs nothing, and the text stays", async () => {
    const chat = await type("/nowhere.md do it");
    await window.page.keyboard.press("Enter");
    await chat
      .getByText(/no file \/nowhere\.md/)
      .first()
      .waitFor();
    assert.equal(await chat.getByRole("textbox").first().inputValue(), "/nowhere.md do it");
    assert.equal(window.chatRequests.length, 1);
    await chat.getByRole("textbox").first().fill("");
  });

  it("Stop keeps what has arrived and says so", async () => {
    const chat = await type("Tell me more.");
    await window.page.keyboard.press("Shift+Enter");
    await window.page.keyboard.type("[[words:2000]]");
    await window.page.keyboard.press("Enter");
    await chat
      .getByRole("article", { name: /^Answer/ })
      .nth(1)
      .locator(".md p")
      .first()
      .waitFor();
    await stopButton(chat).click();
    await chat.getByText("stopped by you").waitFor();
    const text = await chat
      .getByRole("article", { name: /^Answer/ })
      .last()
      .locator(".md")
      .innerText();
    assert.ok(text.trim().length > 0);
    assert.equal(await window.chatRequests.at(-1)?.outcome, "aborted");
    await window.picture("stopped");
  });

  it("an answer goes on while the view is hidden, and is whole when it comes back", async () => {
    const chat = await type("Again, please.");
    await window.page.keyboard.press("Shift+Enter");
    await window.page.keyboard.type("[[words:300]]");
    await window.page.keyboard.press("Enter");
    await chat
      .getByRole("article", { name: /^Answer/ })
      .nth(2)
      .locator(".md p")
      .first()
      .waitFor();
    const request = window.chatRequests.at(-1);
    // The explorer takes the chat's place.
    await window.page.keyboard.press("Control+Shift+E");
    await window.page.locator(".explorer-folders-view").waitFor();
    assert.equal(await request?.outcome, "finished");
    const again = await window.chat();
    await receipts(again).nth(2).waitFor();
    const words = (
      (await again
        .getByRole("article", { name: /^Answer/ })
        .last()
        .locator(".md")
        .textContent()) ?? ""
    )
      .split(/\s+/)
      .filter((word) => word !== "");
    assert.ok(words.length >= 270, `${words.length} words`);
  });

  it("an error card names one remedy, and its button works", async () => {
    await window.command("SmartSpec: New Chat");
    const chat = await window.chat();
    await chat.getByRole("button", { name: /^Model:/ }).click();
    await window.page.locator(".quick-input-widget input").fill("fault/error-402");
    await window.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: "fault/error-402" })
      .first()
      .waitFor();
    await window.page.keyboard.press("Enter");
    await chat.getByRole("button", { name: /^Model:.*402/ }).waitFor();
    await type("Hello");
    await window.page.keyboard.press("Enter");
    const card = chat.getByRole("alert").first();
    await card.waitFor();
    await card.getByRole("button", { name: /Add Credits/ }).waitFor();
    await window.picture("error-402");
  });

  it("the wait before another try is shown, and the answer comes after it", async () => {
    await window.command("SmartSpec: New Chat");
    await window.selectModel("fault/availability-then-ok");
    const earlier = window.chatRequests.length;
    const chat = await window.chat();
    // Watched from inside: on a busy machine the wait may be over before it is looked for.
    await chat.evaluate(() => {
      new MutationObserver(() => {
        const [words] = /Waiting \d+ s, then retry/.exec(document.body.textContent) ?? [];
        if (words !== undefined) document.body.dataset.seen ??= words;
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await window.ask("Are you there?");
    await receipts(chat).first().waitFor();
    assert.match(await chat.locator("body").getAttribute("data-seen"), /Waiting [67] s/);
    assert.equal(window.chatRequests.length, earlier + 2);
  });

  it("Stop ends the wait at once, and nobody asks again", async () => {
    await window.command("SmartSpec: New Chat");
    await window.selectModel("fault/retry-after-date-then-ok");
    const earlier = window.chatRequests.length;
    const chat = await window.ask("Are you there?");
    await chat.getByText(/Waiting \d+ s, then retry/).waitFor();
    await window.picture("waiting");
    await stopButton(chat).click();
    await chat.getByText("stopped by you").waitFor();
    await window.picture("waiting, stopped");
    await window.selectModel("openai/gpt-4o");
    await window.ask("And you?");
    await receipts(chat).nth(1).waitFor();
    const models = window.chatRequests.slice(earlier).map(({ body }) => body.model);
    assert.deepEqual(models, ["fault/retry-after-date-then-ok", "openai/gpt-4o"]);
  });
});
