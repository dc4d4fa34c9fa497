import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const SPEC = `---
model: openai/gpt-4o-mini
inputs:
  days: 7
  audience: { prompt: Who will read it?, default: customers }
  tone: { choices: [friendly, formal] }
---

# Notice for {{audience}}

Write a {{tone}} notice: refunds within {{days}} days.
`;
const SECRET = `---
model: openai/gpt-4o-mini
include: .env
---

# Review
`;

describe("what a spec asks for", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  /** @type {any} */
  let chat;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      files: { "notice.md": SPEC, "review.md": SECRET, ".env": "STAGE=beta\n" },
    });
    chat = await window.chat();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const widget = () => window.page.locator(".quick-input-widget");
  const sent = (/** @type {number} */ index) =>
    JSON.parse(window.chatRequests[index].text).messages.at(-1).content;
  const answers = async (/** @type {number} */ count) => {
    await chat
      .getByRole("group", { name: "Receipt" })
      .nth(count - 1)
      .waitFor();
  };

  it("is asked before anything is sent, with what it says as a beginning", async () => {
    await window.openFile("notice.md");
    await window.command("SmartSpec: Run Spec");
    await widget().getByText("Who will read it?").waitFor();
    assert.equal(await widget().locator("input").inputValue(), "customers");
    await window.picture("inputs, asked");
    await widget().locator("input").fill("partners");
    await window.page.keyboard.press("Enter");
    await widget().locator(".monaco-list-row", { hasText: "formal" }).click();
    await answers(1);
    assert.match(sent(0), /# Notice for partners\n\nWrite a formal notice: refunds within 7 days\./);
  });

  it("what was answered last is offered, and Escape sends nothing", async () => {
    await window.openFile("notice.md");
    await window.command("SmartSpec: Run Spec");
    await widget().getByText("Who will read it?").waitFor();
    assert.equal(await widget().locator("input").inputValue(), "partners");
    await window.page.keyboard.press("Escape");
    await widget().waitFor({ state: "hidden" });
    assert.equal(window.chatRequests.length, 1);
  });

  it("running again asks nothing and sends the same bytes", async () => {
    await chat.getByRole("button", { name: "Run Again" }).last().click();
    await answers(2);
    assert.equal(window.chatRequests[1].text, window.chatRequests[0].text);
  });

  it("an included file of secrets is sent only after a question", async () => {
    await window.openFile("review.md");
    await window.command("SmartSpec: Run Spec");
    await widget().locator('input[placeholder*="file of secrets"]').waitFor();
    await widget().locator(".monaco-list-row", { hasText: "Do Not Send" }).click();
    await chat.getByText(/is not sent, as it may hold secrets/).waitFor();
    assert.equal(window.chatRequests.length, 2);
  });
});
