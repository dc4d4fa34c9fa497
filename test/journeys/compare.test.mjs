import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const SPEC = `---
models:
  - openai/gpt-4o-mini
  - fault/error-402
  - anthropic/claude-sonnet-4.5
temperature: 0
seed: 42
expect:
  - regex: "\\\\S{3,}"
  - max_usd: 0.02
---

# Payment by QR code

The shop shows a QR code and waits for the bank's callback. List the missing rules.
`;

describe("comparing models", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  /** @type {any} */
  let compare;
  before(async () => {
    window = await openWindow({ key: "kilo_test_key", pace: "realistic", files: { "payment.md": SPEC } });
    await window.chat();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  it("begins with the models that the spec names, and says what all of it may cost", async () => {
    await window.openFile("payment.md");
    await window.command("SmartSpec: Compare Models");
    const list = window.page.locator(".quick-input-widget");
    await list.getByText("3 Selected").waitFor();
    await list.locator("input").first().press("Enter");
    compare = await window.compare();
    const card = compare.getByRole("alertdialog");
    await card.getByText("At most").waitFor();
    assert.match(await card.innerText(), /≈ \$0\.\d+/);
    assert.equal(window.chatRequests.length, 0, "nothing is sent before it was agreed to");
    await window.picture("compare, asking");
  });

  it("streams the answers next to each other; one that fails leaves the others alone", async () => {
    await compare.getByRole("alertdialog").getByRole("button", { name: "Compare" }).click();
    await compare.getByText("Failed", { exact: true }).first().waitFor();
    await window.picture("compare, running");
    await compare.getByText("2 of 3 done, 1 failed").waitFor({ timeout: 60_000 });
    await compare.getByText("Expected, 2 of 2").first().waitFor();
    assert.equal(window.chatRequests.length, 3, "nobody answers in its place");
    await window.picture("compare, done");
  });

  it("hides names until the vote, and writes the winner into the spec", async () => {
    await compare.getByRole("button", { name: "Blind" }).click();
    await compare.getByText("Answer 1").first().waitFor();
    assert.equal(await compare.getByText("GPT-4o-mini").count(), 0);
    await compare.getByRole("button", { name: "Word Diff" }).click();
    await compare.locator("ins").first().waitFor();
    await window.picture("compare, blind");
    await compare.getByRole("button", { name: "This one" }).first().click();
    await compare.getByRole("button", { name: "Reveal" }).click();
    await compare.locator(".column-head", { hasText: "GPT-4o-mini" }).waitFor();
    await compare
      .getByRole("button", { name: /front matter/i })
      .first()
      .click();
    await window.openFile("payment.md");
    await window.page.locator(".view-line", { hasText: /^model:\s(openai|anthropic)/ }).waitFor();
  });

  it("the comparison is there again when its tab comes back", async () => {
    await window.page.locator(".tab", { hasText: "Compare" }).click();
    compare = await window.compare();
    await compare.getByText("2 of 3 done, 1 failed").waitFor();
  });
});
