import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ExpectationResult } from "../../src/core/expect/expectation";
import type { TurnView } from "../../src/protocol/chatProtocol";
import { chatSuite } from "./chatSuite";
import { composer, deltas, head, runningTurn, thai, turn } from "./samples";

const expect: readonly ExpectationResult[] = [
  { expectation: { kind: "contains", text: "rounding" }, state: "passed" },
  {
    expectation: { kind: "max-usd", usd: 0.01 },
    state: "failed",
    detail: "It cost $0.0118, more than $0.0100.",
  },
  {
    expectation: { kind: "judge", criteria: "It is kind." },
    state: "skipped",
    detail: "The judge gave no verdict.",
    cost: { kind: "reported", usd: 0.0002 },
  },
  { expectation: { kind: "regex", pattern: "\\d" }, state: "passed" },
];
const recorded = (change: Partial<NonNullable<TurnView["outcome"]>> = {}, more: Partial<TurnView> = {}) => {
  const plain = turn("t");
  assert.ok(plain.outcome);
  return { ...plain, ...more, outcome: { ...plain.outcome, record: ".smartspec/runs/r.json", ...change } };
};

describe("chat view: what is kept of an answer", function () {
  this.timeout(20_000);
  const suite = chatSuite();
  const labels = async (page: Awaited<ReturnType<typeof suite.open>>["page"]) =>
    page
      .getByRole("toolbar", { name: "Answer actions" })
      .last()
      .getByRole("button")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));

  it("what was expected stands below the answer, in words and shapes, with the reason", async () => {
    const { page } = await suite.open({ turns: [recorded({ expect })] });
    const section = page.locator(".expectations");
    assert.equal(await section.getByRole("heading").innerText(), "Expected, 2 of 4");
    assert.deepEqual(await section.locator("li").evaluateAll((rows) => rows.map((row) => row.textContent)), [
      "Passed: mentions “rounding”",
      "Not passed: costs at most $0.01 · It cost $0.0118, more than $0.0100.",
      "Not checked: judged: It is kind. · The judge gave no verdict. · $0.00020.0002 dollars reported",
      "Passed: matches /\\d/u",
    ]);
    assert.deepEqual(
      await section
        .locator("li > .codicon")
        .evaluateAll((icons) => icons.map(({ classList }) => classList[1])),
      ["codicon-pass", "codicon-error", "codicon-dash", "codicon-pass"],
    );
  });

  it("in Thai, too", async () => {
    const { page } = await suite.open({ turns: [recorded({ expect })], ...thai() });
    assert.match(await page.locator(".expectations h4").innerText(), /2.*4/);
    assert.match(await page.locator(".expectations li").first().innerText(), /rounding/);
  });

  it("nothing of it stands below an answer of which nothing was expected and nothing is kept", async () => {
    const { page } = await suite.open({ turns: [turn("t")] });
    assert.equal(await page.locator(".expectations, .saved-to").count(), 0);
    assert.deepEqual(await labels(page), [
      "Copy Answer",
      "Insert at Cursor",
      "Open as Document",
      "Open Beside",
      "Run Again",
    ]);
  });

  it("the file that it was saved to opens", async () => {
    const chat = await suite.open({ turns: [recorded({ output: "docs/answer.md" })] });
    await chat.page.getByRole("button", { name: "Saved to docs/answer.md" }).click();
    assert.deepEqual((await chat.sentOf("turn-action")).at(-1), {
      type: "turn-action",
      turnId: "t",
      action: "open-output",
    });
  });

  it("record, the run before and files are offered where there are any", async () => {
    const chat = await suite.open({ turns: [recorded({}, { hasFiles: true })] });
    assert.deepEqual(await labels(chat.page), [
      "Copy Answer",
      "Insert at Cursor",
      "Open as Document",
      "Open Beside",
      "Apply Files",
      "Open Record",
      "Diff With Previous Run",
      "Run Again",
    ]);
    for (const [name, action] of [
      ["Apply Files", "apply"],
      ["Open Record", "open-record"],
      ["Diff With Previous Run", "diff-previous"],
      ["Open Beside", "open-beside"],
    ] as const) {
      await chat.page.getByRole("button", { name }).click();
      assert.deepEqual((await chat.sentOf("turn-action")).at(-1), {
        type: "turn-action",
        turnId: "t",
        action,
      });
    }
  });

  it("an answer that still arrives can be opened beside, and its end moves nothing above", async () => {
    const chat = await suite.open({ composer: { ...composer, isRunning: true } });
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    await chat.sendPerFrame(deltas("t", ["One. ", "Two."]));
    await chat.page.getByRole("button", { name: "Open Beside" }).click();
    assert.deepEqual((await chat.sentOf("turn-action")).at(-1), {
      type: "turn-action",
      turnId: "t",
      action: "open-beside",
    });
    const place = () =>
      chat.page
        .locator(".turn-foot")
        .last()
        .evaluate((foot) => foot.getBoundingClientRect().height);
    const before = await place();
    await chat.send({ type: "turn-changed", turn: head(turn("t", { text: "One. Two." })) });
    assert.ok(Math.abs((await place()) - before) <= 2, `${before} → ${await place()}`);
  });
});
