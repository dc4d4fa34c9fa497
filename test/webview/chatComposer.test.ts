import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ChatPage } from "./chatPage";
import { chatSuite } from "./chatSuite";
import { composer, estimate, runningTurn, state, turn } from "./samples";

const running = { ...composer, isRunning: true };

describe("chat view: composer", function () {
  this.timeout(20_000);
  const suite = chatSuite();
  let chat: ChatPage;
  const open = async (change?: Parameters<typeof state>[0]) => {
    chat = await suite.open(change);
  };
  const input = () => chat.page.locator("textarea");

  it("Enter sends what is typed and clears the input; Shift+Enter breaks the line", async () => {
    await open();
    await input().pressSequentially("one");
    await input().press("Shift+Enter");
    await input().pressSequentially("two");
    await input().press("Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), [{ type: "prompt-submit", text: "one\ntwo" }]);
    assert.equal(await input().inputValue(), "");
  });

  it("with ctrlEnter, Enter breaks the line and Ctrl+Enter sends", async () => {
    await open({ composer: { ...composer, sendOn: "ctrlEnter" } });
    await input().pressSequentially("one");
    await input().press("Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), []);
    await input().press("Control+Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), [{ type: "prompt-submit", text: "one\n" }]);
  });

  it("an Enter that belongs to an input method does not send", async () => {
    await open();
    await input().fill("にほん");
    await input().evaluate((area) => {
      const enter = (init: KeyboardEventInit & { keyCode?: number }) =>
        area.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init }),
        );
      area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      enter({ isComposing: true });
      enter({ keyCode: 229 });
      area.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
      enter({ keyCode: 13 });
      area.dispatchEvent(new KeyboardEvent("keyup", { key: "Enter", bubbles: true }));
    });
    assert.deepEqual(await chat.sentOf("prompt-submit"), []);
    await input().press("Enter");
    assert.equal((await chat.sentOf("prompt-submit")).length, 1);
  });

  it("a slash completes a spec by keyboard and waits for the instruction", async () => {
    await open();
    await input().pressSequentially("/che");
    assert.deepEqual((await chat.sentOf("specs-find")).at(-1), { type: "specs-find", query: "che" });
    await chat.send({
      type: "specs-found",
      query: "che",
      paths: ["/docs/checkout.md", "/my specs/check.md"],
    });
    assert.equal(await chat.page.getByRole("option").count(), 2);
    await input().press("ArrowDown");
    const active = await input().getAttribute("aria-activedescendant");
    assert.equal(await chat.page.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
    await input().press("Enter");
    await input().pressSequentially("summarise");
    assert.equal(await input().inputValue(), `/"my specs/check.md" summarise`);
    assert.deepEqual(await chat.sentOf("prompt-submit"), []);
    await input().press("Enter");
    assert.equal((await chat.sentOf("prompt-submit")).length, 1);
  });

  it("a path that was typed whole and sent leaves no list behind", async () => {
    await open();
    await chat.page.locator("textarea").pressSequentially("/cart.md");
    await chat.send({ type: "specs-found", query: "cart.md", paths: ["/cart.md"] });
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), [{ type: "prompt-submit", text: "/cart.md" }]);
    await chat.send();
    assert.equal(await chat.page.getByRole("option").count(), 0);
  });

  it("what is typed at once after a completion comes behind it, also where that changed nothing", async () => {
    await open();
    const takeAndType = (typed: string) =>
      input().evaluate((area, text) => {
        area.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true }));
        // In the same task: nothing that was put off has run yet.
        for (const letter of text) document.execCommand("insertText", false, letter);
      }, typed);
    const found = { type: "specs-found", paths: ["/refund.md"] } as const;
    await input().pressSequentially("/ref");
    await chat.send({ ...found, query: "ref" });
    await takeAndType("On");
    await chat.send();
    await input().pressSequentially("ly");
    assert.equal(await input().inputValue(), "/refund.md Only");
    for (let step = 0; step < "und.md Only".length; step++) await input().press("ArrowLeft");
    await input().press("Backspace");
    await input().pressSequentially("f");
    await chat.page.getByRole("option").waitFor();
    await takeAndType("ab");
    await chat.send();
    await input().pressSequentially("cd");
    assert.equal(await input().inputValue(), "/refund.md abcdOnly");
  });

  it("the list of specs comes back with the focus", async () => {
    await open();
    await input().pressSequentially("/ref");
    await chat.send({ type: "specs-found", query: "ref", paths: ["/refund.md"] });
    await input().evaluate((area) => area.blur());
    await chat.page.getByRole("listbox").waitFor({ state: "detached" });
    await input().focus();
    await chat.page.getByRole("option").waitFor();
  });

  it("in a low page the transcript keeps some of it, and popups stay within it", async () => {
    chat = await suite.open({ turns: [turn("a")] }, { height: 300 });
    await input().fill("line\n".repeat(40));
    const logHeight = await chat.page.locator(".log").evaluate((log) => log.clientHeight);
    assert.ok(logHeight >= 80, `${logHeight} px are left`);
    const number = (await chat.sentOf("draft-changed")).at(-1)?.draftNumber ?? 0;
    await chat.send({ type: "estimate-changed", draftNumber: number, estimate });
    await chat.page.locator("button.estimate").click();
    const top = await chat.page.getByRole("dialog").evaluate((popup) => popup.getBoundingClientRect().top);
    assert.ok(top >= 0, `begins at ${top} px`);
  });

  it("Escape closes the list and never stops a run", async () => {
    await open({ composer: running, turns: [runningTurn("t")] });
    await input().pressSequentially("/");
    await chat.send({ type: "specs-found", query: "", paths: ["/a.md"] });
    await input().press("Escape");
    assert.equal(await chat.page.getByRole("option").count(), 0);
    await input().press("Escape");
    assert.deepEqual(await chat.sentOf("answer-cancel"), []);
  });

  it("while something runs the button stops it, and Enter does not send", async () => {
    await open({ composer: running, turns: [runningTurn("t")] });
    await input().pressSequentially("next");
    await input().press("Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), []);
    await chat.page.getByRole("button", { name: /^Stop/ }).click();
    assert.deepEqual(await chat.sentOf("answer-cancel"), [{ type: "answer-cancel" }]);
    assert.equal(await input().inputValue(), "next");
  });

  it("reports changes of the draft with rising numbers, and shows only estimates for it", async () => {
    await open();
    await input().pressSequentially("abc");
    await chat.send();
    const changes = await chat.sentOf("draft-changed");
    assert.equal(changes.at(-1)?.text, "abc");
    const number = changes.at(-1)?.draftNumber ?? 0;
    await chat.send({ type: "estimate-changed", draftNumber: number, estimate });
    await chat.send({
      type: "estimate-changed",
      draftNumber: number - 1,
      estimate: { ...estimate, isFree: true },
    });
    const line = chat.page.locator("button.estimate");
    assert.match(await line.innerText(), /≈ \$0\.011 · at most \$0\.064/);
    assert.equal(
      await line.getAttribute("aria-label"),
      "Estimate: about 0.011 dollars, at most 0.064 dollars, 1.2k tokens in, learned from 23 runs",
    );
    await line.click();
    assert.match(await chat.page.getByRole("dialog").innerText(), /checkout\.md\s+1\.1k/);
    await chat.page.keyboard.press("Escape");
    await chat.page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("says why a message cannot go out, and does not send it", async () => {
    await open();
    await input().pressSequentially("x");
    await chat.send();
    const number = (await chat.sentOf("draft-changed")).at(-1)?.draftNumber ?? 0;
    await chat.send({
      type: "estimate-changed",
      draftNumber: number,
      estimate: { ...estimate, problem: "There is no such file." },
    });
    assert.equal(await chat.page.locator(".estimate").innerText(), "There is no such file.");
    await input().press("Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), []);
  });

  it("keeps the draft over a reload; the host never overwrites what is being typed", async () => {
    await open();
    await input().pressSequentially("half a thought");
    await chat.send({ type: "state-changed", state: state({ draft: "older" }) });
    assert.equal(await input().inputValue(), "half a thought");
    await chat.reload();
    await chat.show(state());
    assert.equal(await input().inputValue(), "half a thought");
    await chat.send({ type: "draft-restored", text: "from the host" });
    assert.equal(await input().inputValue(), "half a thought");
    await input().fill("");
    await chat.send({ type: "draft-restored", text: "from the host" });
    assert.equal(await input().inputValue(), "from the host");
  });

  it("with nothing typed, says what the chat and the day have cost, and what is not known of it", async () => {
    const line = async (change: Partial<typeof composer>) => {
      await open({ turns: [turn("a")], composer: { ...composer, ...change } });
      return chat.page.locator(".estimate").evaluate((element) => {
        for (const spoken of element.querySelectorAll(".sr")) spoken.remove();
        return element.textContent?.trim();
      });
    };
    const chatCost = { usd: 0.0136, unknownRuns: 0, runs: 2 };
    assert.equal(await line({ chatCost }), "This chat $0.0136");
    assert.equal(
      await line({ chatCost, today: { usd: 1.204, unknownRuns: 1, runs: 9 } }),
      "This chat $0.0136 · today $1.20 · 1 run of unknown cost not counted",
    );
    const unknown = { usd: 0, unknownRuns: 2, runs: 2 };
    assert.equal(
      await line({ chatCost: unknown, today: unknown }),
      "This chat cost unknown · today cost unknown",
    );
    assert.equal(
      await line({ chatCost: unknown, today: { usd: 0.004, unknownRuns: 2, runs: 3 } }),
      "This chat cost unknown · today <$0.01 · 2 runs of unknown cost not counted",
    );
  });

  it("arrow up in an empty input brings back the last message", async () => {
    await open({ turns: [turn("a", { promptText: "again please" })] });
    await input().press("ArrowUp");
    assert.equal(await input().inputValue(), "again please");
  });

  it("arrow up goes on to drafts that were left behind, arrow down comes back, and typing keeps what is there", async () => {
    await open({
      turns: [turn("a", { promptText: "asked" })],
      recall: ["left behind\nin two lines", "asked", "left long ago"],
    });
    const walked: string[] = [];
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown"]) {
      await input().press(key);
      walked.push(await input().inputValue());
    }
    assert.deepEqual(walked, [
      "asked",
      "left behind\nin two lines",
      "left long ago",
      "left long ago",
      "left behind\nin two lines",
    ]);
    await input().press("ArrowLeft");
    await input().press("ArrowUp");
    assert.equal(await input().inputValue(), "left behind\nin two lines", "the cursor moves inside a text");
    await input().press("End");
    await input().pressSequentially("!");
    await input().press("ArrowUp");
    assert.ok((await input().inputValue()).includes("!"));
  });

  it("in an untrusted folder it says so and does not send", async () => {
    await open({ composer: { ...composer, isTrusted: false } });
    await input().pressSequentially("x");
    await input().press("Enter");
    assert.deepEqual(await chat.sentOf("prompt-submit"), []);
    await chat.page.getByRole("button", { name: "Manage Trust" }).click();
    assert.deepEqual(await chat.sentOf("command-run"), [{ type: "command-run", command: "manage-trust" }]);
  });
});
