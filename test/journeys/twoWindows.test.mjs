import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("two windows on one folder", function () {
  // Two workbenches start one after the other.
  this.timeout(300_000);
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let first;
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let second;
  /** The one that was opened last. @type {Awaited<ReturnType<typeof openWindow>>} */
  let last;
  before(async () => {
    first = await openWindow({
      key: "kilo_test_key",
      pace: "realistic",
      settings: { "smartspec.model": "openai/gpt-4o" },
    });
    second = await first.openAnother();
    last = second;
  });
  after(() => first?.end());
  pictureOfFailures(() => last);

  const receipts = (chat) => chat.getByRole("group", { name: "Receipt" });
  const questions = (chat) => chat.getByRole("article", { name: "You" });
  /** @param {number} least letters in the last answer */
  const whenLong = (chat, least) =>
    chat.waitForFunction(
      (length) => ([...document.querySelectorAll("article .md")].at(-1)?.textContent ?? "").length > length,
      least,
    );

  it("what is asked and answered in one is there in the other, both ways", async () => {
    // Both are open, and empty, before anything is asked.
    const there = await second.chat();
    const here = await first.ask("The first question");
    await receipts(here).waitFor();
    await receipts(there).waitFor();
    await second.ask("The second question");
    await receipts(there).nth(1).waitFor();
    await receipts(here).nth(1).waitFor();
    for (const chat of [here, there])
      assert.deepEqual(
        (await questions(chat).allInnerTexts()).map((text) => /The \w+ question/.exec(text)?.[0]),
        ["The first question", "The second question"],
      );
    // The second question was asked with the first one's answer.
    const { messages } = second.chatRequests.at(-1).body;
    assert.equal(messages.filter(({ role }) => role === "assistant").length, 1);
  });

  it("an answer that streams in one goes on in the other, and Stop there stops it", async () => {
    const here = await first.ask("Tell me a lot.", "[[words:2000]]");
    const there = await second.chat();
    await whenLong(there, 300);
    await whenLong(there, 900);
    await second.picture("two windows, streaming");
    await there.getByRole("button", { name: /^Stop/ }).click();
    assert.equal(await first.chatRequests.at(-1)?.outcome, "aborted");
    await here.getByText("stopped by you").waitFor();
    await there.getByText("stopped by you").waitFor();
    const answer = (chat) => chat.locator("article .md").last().textContent();
    assert.equal(await answer(there), await answer(here));
  });

  it("when both are closed, a third has everything, and the drafts of both", async () => {
    for (const [window, draft] of [
      [first, "a draft of the first"],
      [second, "a draft of the second"],
    ]) {
      const chat = await window.chat();
      await chat.getByRole("textbox").first().fill(draft);
      // The estimate comes after the draft has reached the host.
      await chat.getByRole("button", { name: /^Estimate/ }).waitFor();
    }
    await first.close();
    await second.close();
    last = await first.openAnother();
    const chat = await last.chat();
    assert.equal(await questions(chat).count(), 3);
    await chat.getByText("stopped by you").waitFor();
    const input = chat.getByRole("textbox").first();
    const found = [await input.inputValue()];
    await input.fill("");
    for (let presses = 0; presses < 3; presses++) {
      await input.press("ArrowUp");
      found.push(await input.inputValue());
    }
    await last.picture("third window");
    for (const draft of ["a draft of the first", "a draft of the second"])
      assert.ok(found.includes(draft), `${draft} in ${JSON.stringify(found)}`);
  });
});
