import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { BudgetQuestion, BudgetSpent } from "../../src/core/cost/budget";
import type { TurnView } from "../../src/protocol/chatProtocol";
import type { ChatPage } from "./chatPage";
import { chatSuite } from "./chatSuite";
import { composer, estimate, head, runningTurn, thai, turn } from "./samples";

const question: BudgetQuestion = {
  kind: "day",
  limitUsd: 2,
  leftUsd: 0.19,
  expectedUsd: 0.142,
  maxUsd: 0.64,
  canStopThere: true,
};
const heldBack = (change: Partial<BudgetQuestion> = {}): Partial<TurnView> => ({
  text: "",
  outcome: {
    status: "failed",
    cost: { kind: "computed", usd: 0 },
    timing: { totalMs: 0 },
    error: {
      code: "budget-exceeded",
      message: "This run could cost $0.64; $0.19 is left today.",
      remedy: "raise-budget",
      retryable: false,
      details: { budget: { ...question, ...change } },
    },
  },
});
const stopped: Partial<TurnView> = {
  text: "The first half of an answer",
  outcome: {
    status: "incomplete",
    cost: { kind: "unknown", atLeastUsd: 0.051 },
    timing: { totalMs: 4000 },
    error: {
      code: "budget-exceeded",
      message: "The answer was stopped at your budget per run, $0.05.",
      remedy: "raise-budget",
      retryable: false,
      details: { budget: { kind: "run", limitUsd: 0.05, leftUsd: 0.05, canStopThere: false } },
    },
  },
};
const warning: BudgetSpent = { kind: "day", limitUsd: 2, spentUsd: 1.81 };

describe("chat view: budgets", function () {
  this.timeout(20_000);
  const suite = chatSuite();
  const card = (chat: ChatPage) => chat.page.getByRole("alertdialog");

  /** A run that is held back while somebody looks. */
  const seen = async (change: Partial<BudgetQuestion> = {}) => {
    const chat = await suite.open({ turns: [runningTurn("t")] });
    await chat.send({ type: "turn-changed", turn: head(turn("t", heldBack(change))) });
    return chat;
  };

  it("a run that could pass a budget asks with the figures, and a second Enter spends nothing", async () => {
    const chat = await seen();
    const text = await card(chat).innerText();
    assert.match(text, /This run may pass today’s budget/);
    assert.match(text, /Left today\s+\$0\.19\s+Expected\s+≈ \$0\.14\s+At most\s+\$0\.64/);
    assert.match(text, /Nothing was sent yet\./);
    assert.ok(await card(chat).evaluate((element) => element === document.activeElement));
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chat.sentOf("turn-action"), []);
  });

  const answers = [
    ["Run, Stop at $0.19", { type: "turn-action", turnId: "t", action: "run-within-budget" }],
    ["Allow $0.64 Once", { type: "turn-action", turnId: "t", action: "allow-once" }],
    ["Cancel", { type: "turn-action", turnId: "t", action: "dismiss" }],
    ["Change Budget", { type: "command-run", command: "edit-budgets" }],
  ] as const;
  for (const [name, message] of answers)
    it(`${name} says so, and nothing else`, async () => {
      const chat = await seen();
      await card(chat).getByRole("button", { name, exact: true }).click();
      assert.deepEqual(
        (await chat.sent()).filter(({ type }) => type === "turn-action" || type === "command-run"),
        [message],
      );
    });

  it("without a price, or without room for an answer, it cannot be stopped there", async () => {
    const { expectedUsd: _none, maxUsd: _neither, ...unpriced } = question;
    const chat = await suite.open({
      turns: [
        turn("t", {
          ...heldBack(),
          outcome: {
            ...heldBack().outcome!,
            error: {
              ...heldBack().outcome!.error!,
              details: { budget: { ...unpriced, canStopThere: false } },
            },
          },
        }),
      ],
    });
    const names = await chat.page
      .getByRole("group", { name: /may pass/ })
      .getByRole("button")
      .allInnerTexts();
    assert.deepEqual(names, ["Cancel", "Allow Once", "Change Budget"]);
    assert.match(await chat.page.getByRole("group", { name: /may pass/ }).innerText(), /At most\s+unknown/);
  });

  it("an answer that was stopped there keeps its text and says where it ends", async () => {
    const chat = await suite.open({ turns: [turn("t", stopped)] });
    await chat.page.getByText("The first half of an answer").waitFor();
    await chat.page.getByText("stopped at your budget per run, $0.05", { exact: true }).waitFor();
    assert.match(await chat.page.getByRole("group", { name: "Receipt" }).innerText(), /at least \$0\.051/);
    assert.equal(await chat.page.getByRole("button", { name: /Allow/ }).count(), 0);
  });

  it("from 80 % on a banner says how much is gone, until it is hidden", async () => {
    const chat = await suite.open({ composer: { ...composer, budgetWarning: warning } });
    await chat.page.getByText("90 % of today’s budget is used: $1.81 of $2.00").waitFor();
    const meter = chat.page.getByRole("meter");
    assert.equal(await meter.getAttribute("aria-valuenow"), "90.5");
    assert.equal(await meter.getAttribute("aria-label"), "Budget: 1.81 dollars of 2.00 dollars");
    await chat.page.getByRole("button", { name: "Hide until tomorrow" }).click();
    assert.deepEqual(await chat.sentOf("command-run"), [
      { type: "command-run", command: "hide-budget-warning" },
    ]);
    await chat.send({ type: "composer-changed", composer });
    assert.equal(await chat.page.getByRole("meter").count(), 0);
  });

  it("while an answer arrives a meter shows what of its cap is gone", async () => {
    const price = { promptUsd: 0.01, usdPerCompletionToken: 0.0001, capUsd: 0.05 };
    const chat = await suite.open({
      composer: { ...composer, isRunning: true },
      turns: [runningTurn("t", { phase: "answering", price, text: "words ".repeat(100) })],
    });
    const label = await chat.page.getByRole("meter").getAttribute("aria-label");
    const spent = Number(/so far, ([\d.]+) dollars of 0\.0500 dollars/.exec(label ?? "")?.[1]);
    assert.ok(spent > 0.015 && spent < 0.035, label ?? "");
    assert.match(await chat.page.locator(".status-row").innerText(), /≈ \$0\.0\d/);
  });

  it("the breakdown says what is left and what would be cheapest", async () => {
    const chat = await suite.open();
    await chat.page.locator("textarea").fill("c");
    const draftNumber = (await chat.sentOf("draft-changed")).at(-1)?.draftNumber ?? 0;
    const view = { ...estimate, budget: question, cheapest: { name: "GPT-4o-mini", expectedUsd: 0.00052 } };
    await chat.send({ type: "estimate-changed", draftNumber, estimate: view });
    await chat.page.locator("button.estimate").click();
    const text = await chat.page.getByRole("dialog").innerText();
    assert.match(text, /learned from 23 runs/);
    assert.match(text, /Left today\s+\$0\.19/);
    assert.match(text, /Cheapest that fits: GPT-4o-mini\s+≈ \$0\.0005/);
  });

  for (const [language, change] of [
    ["English", {}],
    ["Thai", thai()],
  ] as const) {
    for (const theme of ["vscode-dark", "vscode-light", "vscode-high-contrast"] as const)
      it(`judges are part of the price and of the breakdown (${language}, ${theme})`, async () => {
        const chat = await suite.open(change, { theme, width: 320 });
        await chat.page.locator("textarea").fill("/docs/checkout.md");
        const draftNumber = (await chat.sentOf("draft-changed")).at(-1)?.draftNumber ?? 0;
        const judges = { count: 1, expectedUsd: 0.0006, maxUsd: 0.0024 };
        const view = { ...estimate, estimate: { ...estimate.estimate, judges } };
        await chat.send({ type: "estimate-changed", draftNumber, estimate: view });
        const line = chat.page.locator("button.estimate");
        const note = language === "Thai" ? "รวมผู้ตัดสิน 1 ราย" : "with 1 judge";
        await line.getByText(note).waitFor();
        assert.match(await line.innerText(), /≈ \$0\.012 · .*\$0\.066 · /);
        await line.click();
        const rows = await chat.page.getByRole("dialog").locator("tr").allInnerTexts();
        assert.match(rows.at(-2) ?? "", /1.*≈ \$0\.0006, \$0\.0024$/s);
        assert.match(rows.at(-1) ?? "", /≈ \$0\.012, \$0\.066$/);
        if (process.env["SMARTSPEC_PICTURES"] !== undefined)
          await chat.page.screenshot({ path: `out/pictures/judges ${language} ${theme}.png` });
      });
  }

  it("speaks Thai", async () => {
    const chat = await suite.open({
      ...thai(),
      composer: { ...composer, budgetWarning: warning },
      turns: [turn("t", heldBack())],
    });
    await chat.page.getByRole("heading", { name: "การรันนี้อาจเกินงบวันนี้" }).waitFor();
    await chat.page.getByRole("button", { name: "รันและหยุดที่ $0.19" }).waitFor();
    await chat.page.getByText("ใช้งบวันนี้ไปแล้ว 90 %: $1.81 จาก $2.00").waitFor();
  });
});
