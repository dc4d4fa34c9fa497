import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("a window that is reloaded during an answer", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      pace: "realistic",
      settings: { "smartspec.model": "openai/gpt-4o" },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("keeps the text that had arrived, says why it stops, and asks the same model to go on", async () => {
    const chat = await window.chat();
    await chat.getByRole("textbox").first().click();
    await window.page.keyboard.type("Tell me a lot.");
    await window.page.keyboard.press("Shift+Enter");
    await window.page.keyboard.type("[[words:2000]]");
    await window.page.keyboard.press("Enter");
    const answer = chat.getByRole("article", { name: /^Answer/ }).first();
    await chat.waitForFunction(() => (document.querySelector("article .md")?.textContent ?? "").length > 600);
    const shown = (await answer.locator(".md").textContent()) ?? "";
    await window.reload();

    const again = await window.chat();
    await again
      .getByText(/The window was reloaded during this answer/)
      .first()
      .waitFor();
    const kept = (await again.locator("article .md").first().textContent()) ?? "";
    // The last half second may be lost, and no more.
    assert.ok(kept.length > shown.length / 2, `${kept.length} of ${shown.length}`);
    assert.ok(shown.startsWith(kept.slice(0, 200)));
    await window.picture("reloaded");
    await again.getByRole("button", { name: "Continue" }).first().click();
    await again
      .getByRole("article", { name: /^Answer/ })
      .nth(1)
      .locator(".md p")
      .first()
      .waitFor();
    const { model, messages } = window.chatRequests.at(-1).body;
    assert.equal(model, "openai/gpt-4o");
    assert.ok(messages.some(({ role, content }) => role === "assistant" && content.length > 200));
  });
});
