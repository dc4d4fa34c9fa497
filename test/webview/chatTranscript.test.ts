import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ErrorCode, Remedy } from "../../src/core/errors";
import type { ChatPage } from "./chatPage";
import { chatSuite } from "./chatSuite";
import { composer, deltas, estimate, head, runningTurn, state, thai, turn } from "./samples";

const running = { ...composer, isRunning: true };
const ended = (id: string, text: string) => head(turn(id, { text }));
const long = (from: number) =>
  Array.from({ length: 60 }, (_, line) => `Paragraph ${from + line}\n\n`).join("");

describe("chat view: transcript", function () {
  this.timeout(20_000);
  const suite = chatSuite();
  let chat: ChatPage;
  const open = async (change?: Parameters<typeof state>[0]) => {
    chat = await suite.open(change);
  };
  const input = () => chat.page.locator("textarea");
  const distance = () =>
    chat.page.locator(".log").evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);

  it("follows the end, yields to the wheel and resumes on request", async () => {
    await open({ composer: running });
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    const pieces = deltas("t", [long(0), long(60), long(120), long(180)]);
    await chat.send(...pieces.slice(0, 1));
    assert.ok((await distance()) <= 1);
    await chat.page.locator(".log").hover();
    await chat.page.mouse.wheel(0, -300);
    await chat.page.getByRole("button", { name: "Latest" }).waitFor();
    const top = await chat.page.locator(".log").evaluate((log) => log.scrollTop);
    await chat.send(...pieces.slice(1, 2));
    assert.equal(
      await chat.page.locator(".log").evaluate((log) => log.scrollTop),
      top,
      "reading is not pulled away",
    );
    await chat.page.getByRole("button", { name: "Latest" }).click();
    assert.ok((await distance()) <= 1);
    await chat.send(...pieces.slice(2, 3));
    assert.ok((await distance()) <= 1, "follows again");
  });

  it("PageUp in the transcript stops following, End resumes", async () => {
    await open({ composer: running });
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    await chat.send(...deltas("t", [long(0)]));
    await chat.page.locator(".log").evaluate((log) => {
      log.dispatchEvent(new KeyboardEvent("keydown", { key: "PageUp", bubbles: true }));
      log.scrollTop -= 400;
    });
    await chat.page.getByRole("button", { name: "Latest" }).waitFor();
    await chat.page.locator("article.answer").focus();
    await chat.page.keyboard.press("End");
    assert.ok((await distance()) <= 1);
  });

  it("comes back at the same place", async () => {
    const turns = [turn("a", { text: long(0) })];
    await open({ turns });
    await chat.page.locator(".log").evaluate((log) => {
      log.dispatchEvent(new WheelEvent("wheel", { deltaY: -1 }));
      log.scrollTop = 500;
    });
    await chat.send();
    await chat.reload();
    await chat.show(state({ turns }));
    assert.equal(await chat.page.locator(".log").evaluate((log) => log.scrollTop), 500);
  });

  it("says in a status node that it answers and how it ended, and is silent in between", async () => {
    await open({ composer: running });
    await chat.send({ type: "turn-added", turn: runningTurn("t", { phase: "sending" }) });
    await chat.send({ type: "turn-changed", turn: head(runningTurn("t")) });
    const status = chat.page.locator(".chat > [role=status]");
    assert.equal(await status.textContent(), "Answering");
    await chat.send({ type: "turn-changed", turn: ended("t", "x") });
    assert.equal(await status.textContent(), "Answer complete, 546 tokens, 0.0118 dollars, reported");
    assert.equal(await chat.page.getByRole("log").getAttribute("aria-live"), "off");
  });

  it("the receipt names cost and kind, estimate, tokens, time and who served it", async () => {
    await open({ turns: [turn("a")] });
    const receipt = await chat.page.getByRole("group", { name: "Receipt" }).innerText();
    assert.match(
      receipt.replace(/\s+/g, " "),
      /\$0\.0118.*reported estimated ≈ \$0\.011 \(\+4 %\) 1\.2k → 546 tok · 9\.4 s · Anthropic/,
    );
  });

  it("an answer that was cut off is kept, marked and can be continued", async () => {
    const outcome = {
      status: "incomplete",
      finishReason: "length",
      cost: { kind: "unknown" },
      timing: { totalMs: 9000 },
    } as const;
    await open({ turns: [turn("a", { text: "unless it has", outcome })] });
    assert.equal(await chat.page.locator(".mark").textContent(), "cut off at the limit of 4,000 tokens");
    await chat.page.getByRole("button", { name: "Continue" }).click();
    await chat.page.getByRole("button", { name: "Raise the Limit" }).click();
    assert.deepEqual(await chat.sentOf("turn-action"), [
      { type: "turn-action", turnId: "a", action: "continue" },
    ]);
    assert.deepEqual(await chat.sentOf("remedy-run"), [
      { type: "remedy-run", turnId: "a", remedy: "raise-limit" },
    ]);
  });

  it("an error card has a title, the sentence, its remedy and closed details", async () => {
    const cases: [ErrorCode, Remedy, string, string][] = [
      ["authentication", "set-api-key", "Key not accepted", "Replace Key"],
      ["not-configured", "set-api-key", "Key needed", "Add Key"],
      ["insufficient-credits", "add-credits", "Not enough credits", "Add Credits"],
      ["rate-limited", "retry", "Too many requests", "Retry"],
      ["context-length-exceeded", "choose-model", "Request too long", "Show Models That Fit"],
      ["network", "test-connection", "Cannot connect", "Test Connection"],
      ["empty-answer", "raise-limit", "Empty answer", "Raise the Limit"],
    ];
    const failed = ([code, remedy]: (typeof cases)[number]) =>
      turn(code, {
        text: "",
        outcome: {
          status: "failed",
          cost: { kind: "unknown" },
          timing: { totalMs: 10 },
          error: {
            code,
            message: `Sentence of ${code}.`,
            remedy,
            retryable: false,
            details: { status: 400, requestId: "r-1" },
          },
        },
      });
    await open({ turns: cases.map(failed) });
    for (const [index, [code, remedy, title, button]] of cases.entries()) {
      const card = chat.page.locator(".callout.error").nth(index);
      assert.equal(await card.locator("h4").textContent(), title);
      assert.equal(await card.locator(".sentence").textContent(), `Sentence of ${code}.`);
      assert.equal(await card.locator("dl").count(), 0);
      await card.getByRole("button", { name: button, exact: true }).click();
      assert.deepEqual((await chat.sentOf("remedy-run")).at(-1), {
        type: "remedy-run",
        turnId: code,
        remedy,
      });
    }
    const details = chat.page.getByRole("button", { name: "Details" }).first();
    await details.click();
    assert.equal(await details.getAttribute("aria-expanded"), "true");
    assert.match(await chat.page.locator("dl").first().innerText(), /400[^]*r-1/);
  });

  it("an error that happens now is an alert; one in a restored transcript is not", async () => {
    const error = { code: "network", message: "No.", remedy: "test-connection", retryable: true } as const;
    const outcome = { status: "failed", cost: { kind: "unknown" }, timing: { totalMs: 1 }, error } as const;
    await open({ turns: [turn("a", { text: "", outcome })] });
    assert.equal(await chat.page.getByRole("alert").count(), 0);
    await chat.send({ type: "turn-added", turn: runningTurn("b") });
    await chat.send({ type: "turn-changed", turn: head(turn("b", { text: "", outcome })) });
    assert.equal(await chat.page.getByRole("alert").count(), 1);
  });

  it("the consent question takes the focus on its card, so that Enter does not consent", async () => {
    await open({ composer: running });
    const question = {
      kind: "prompt-logging",
      modelId: "m:free",
      modelName: "M (free)",
      promptTokens: 1100,
      earlierTurns: 0,
      anonymous: true,
    } as const;
    await chat.send({ type: "turn-added", turn: runningTurn("t", { phase: "preparing" }) });
    await chat.send({ type: "turn-changed", turn: head(runningTurn("t", { phase: "asking", question })) });
    const card = chat.page.getByRole("alertdialog");
    await card.waitFor();
    await chat.page.waitForFunction(() => document.activeElement?.getAttribute("role") === "alertdialog");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chat.sentOf("question-answer"), []);
    await card.getByRole("button", { name: "Send to This Model" }).click();
    assert.deepEqual(await chat.sentOf("question-answer"), [
      { type: "question-answer", turnId: "t", answer: "allow" },
    ]);
  });

  it("the consent question names what goes along, and nothing that does not", async () => {
    const question = {
      kind: "prompt-logging",
      modelId: "m:free",
      modelName: "M (free)",
      promptTokens: 1100,
      earlierTurns: 0,
      anonymous: true,
    } as const;
    const asked = async (
      change: { readonly earlierTurns?: number },
      attachment?: string,
      promptText = "",
    ) => {
      const asking = { phase: "asking", promptText, question: { ...question, ...change } } as const;
      await open({
        composer: running,
        turns: [runningTurn("t", { ...asking, ...(attachment !== undefined && { attachment }) })],
      });
      return chat.page.getByRole("alertdialog").locator(".small").first().innerText();
    };
    assert.equal(await asked({}, "refund.md"), "Will be sent: refund.md, 1.1k tokens");
    assert.equal(await asked({}, "refund.md", "Why?"), "Will be sent: refund.md and your text, 1.1k tokens");
    assert.equal(await asked({}, undefined, "Why?"), "Will be sent: your text, 1.1k tokens");
    assert.equal(
      await asked({ earlierTurns: 2 }, undefined, "Why?"),
      "Will be sent: your text and the chat so far, 1.1k tokens",
    );
  });

  it("can be walked by keyboard alone", async () => {
    await open({ turns: [turn("a"), turn("b")] });
    const focusedName = () => chat.page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await input().focus();
    await chat.page.keyboard.press("Control+ArrowUp");
    assert.equal(await focusedName(), "Answer from Claude Sonnet 4.5");
    await chat.page.keyboard.press("Control+ArrowUp");
    assert.equal(await focusedName(), "You");
    await chat.page.keyboard.press("Control+ArrowDown");
    await chat.page.keyboard.press("Tab");
    assert.equal(await focusedName(), "Copy Answer");
    await chat.page.keyboard.press("ArrowRight");
    await chat.page.keyboard.press("End");
    assert.equal(await focusedName(), "Run Again");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chat.sentOf("turn-action"), [
      { type: "turn-action", turnId: "b", action: "run-again" },
    ]);
    const walked: (string | null | undefined)[] = [];
    for (let step = 0; step < 5; step++) {
      await chat.page.keyboard.press("Tab");
      walked.push(await focusedName());
    }
    assert.deepEqual(walked, [
      "Message",
      "Add Spec or File",
      "Request Parameters",
      "Model: Claude Sonnet 4.5",
      "Send (Enter)",
    ]);
  });

  it("every control has a name", async () => {
    await open({ turns: [turn("a", { text: "```ts\na\n```\n", reasoning: "x" })], draft: "x" });
    await chat.send({ type: "estimate-changed", draftNumber: 0, estimate });
    const nameless = await chat.page.evaluate(() =>
      [...document.querySelectorAll("button, textarea, [role=toolbar], [role=group], [role=log]")]
        .filter((element) => ((element.getAttribute("aria-label") ?? "") + element.textContent).trim() === "")
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(nameless, []);
  });

  it("without turns it offers ways in, the active spec with its price first", async () => {
    await open({ composer: { ...composer, activeSpec: { path: "/docs/checkout.md", estimate } } });
    const first = chat.page.locator(".entry").first();
    assert.match(await first.innerText(), /Run checkout\.md[^]*≈ \$0\.011/);
    const named = { ...estimate, modelName: "Its Own Model" };
    await chat.send({
      type: "composer-changed",
      composer: { ...composer, activeSpec: { path: "/docs/checkout.md", estimate: named } },
    });
    await first.getByText("Its Own Model").waitFor();
    await first.click();
    await chat.page.getByRole("button", { name: /Add an API key/ }).click();
    await chat.page.getByRole("button", { name: /Open an example spec/ }).click();
    assert.deepEqual(
      (await chat.sentOf("command-run")).map(({ command }) => command),
      ["run-active-spec", "configure-key", "open-example"],
    );
  });

  it("speaks Thai when the state says so", async () => {
    await open({ ...thai(), turns: [turn("a", { text: "An English answer." })] });
    assert.equal(await chat.page.evaluate(() => document.documentElement.lang), "th");
    assert.equal(await input().getAttribute("placeholder"), "ถาม หรือพิมพ์ / เพื่อรันสเปก");
    assert.equal(await chat.page.locator(".md .block").getAttribute("lang"), "");
  });

  it("never scrolls sideways, however narrow", async () => {
    const text = `${"x".repeat(400)}\n\n| ${"column | ".repeat(12)}\n|${"---|".repeat(12)}\n\n\`\`\`\n${"y".repeat(300)}\n\`\`\`\n`;
    for (const width of [200, 260, 340, 700]) {
      chat = await suite.open({ turns: [turn("a", { text })], draft: "z".repeat(300) }, { width });
      const overflow = await chat.page.evaluate(() => {
        const log = document.querySelector(".log");
        return [
          document.documentElement.scrollWidth - innerWidth,
          (log?.scrollWidth ?? 0) - (log?.clientWidth ?? 0),
        ];
      });
      assert.deepEqual(overflow, [0, 0], `at ${width} px`);
    }
  });
});
