import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ChatPage } from "./chatPage";
import { chatSuite } from "./chatSuite";
import { composer, head, hops, runningTurn, thai, turn } from "./samples";

const failed = {
  status: "failed",
  cost: { kind: "computed", usd: 0 },
  timing: { totalMs: 10 },
  error: {
    code: "rate-limited",
    message: "Too many requests; Kilo answers again in about 40 s.",
    remedy: "retry",
    retryable: true,
  },
} as const;

describe("chat view: waiting and falling back", function () {
  this.timeout(20_000);
  const suite = chatSuite();
  const rail = (chat: ChatPage) => chat.page.getByRole("group", { name: "Fallback" });

  it("says how long it waits and what comes then, and can be stopped", async () => {
    const chat = await suite.open({
      composer: { ...composer, isRunning: true },
      turns: [runningTurn("t", { phase: "waiting", waitingUntil: Date.now() + 37_500 })],
    });
    await chat.page.getByText(/Waiting 3\d s, then retry/).waitFor();
    await chat.page.getByRole("button", { name: /^Stop/ }).click();
    assert.equal((await chat.sentOf("answer-cancel")).length, 1);
  });

  it("a wait that is over shows no negative time", async () => {
    const chat = await suite.open({
      composer: { ...composer, isRunning: true },
      turns: [runningTurn("t", { phase: "waiting", waitingUntil: Date.now() - 5000 })],
    });
    await chat.page.getByText("Waiting, then retry").waitFor();
  });

  it("a turn without hops has no rail", async () => {
    const chat = await suite.open({ turns: [turn("t")] });
    assert.equal(await rail(chat).count(), 0);
  });

  it("shows each station with its reason, and who answered", async () => {
    const chat = await suite.open({ turns: [turn("t", { hops })] });
    await rail(chat).getByRole("heading", { name: "Answered by a fallback" }).waitFor();
    const rows = await rail(chat).getByRole("listitem").allInnerTexts();
    assert.equal(rows.length, 4);
    assert.match(rows[0] ?? "", /Claude Sonnet 4\.5, Kilo[^]*≈ \$0\.011[^]*Too many requests.*· not billed/);
    assert.match(rows[1] ?? "", /sent nothing for 180 s.*· cost unknown/);
    assert.match(rows[2] ?? "", /Skipped: costs more than your first choice/);
    assert.match(rows[3] ?? "", /GPT-4o-mini, OpenRouter[^]*Answered/);
  });

  it("stands above the answer, grows while hops go by, and offers the first choice at the end", async () => {
    const chat = await suite.open({ composer: { ...composer, isRunning: true } });
    const running = [...hops.slice(0, 1), { ...hops[1], state: "running" }] as typeof hops;
    await chat.send({ type: "turn-added", turn: runningTurn("t", { phase: "sending" }) });
    await chat.send({
      type: "turn-changed",
      turn: head(runningTurn("t", { phase: "sending", hops: running })),
    });
    await rail(chat).getByRole("heading", { name: "Asking a fallback" }).waitFor();
    assert.equal(await rail(chat).getByRole("button").count(), 0);
    await chat.send({ type: "turn-changed", turn: head(turn("t", { hops })) });
    await rail(chat).getByRole("button", { name: "Retry First Choice" }).click();
    await rail(chat).getByRole("button", { name: "Edit Chain" }).click();
    assert.deepEqual(await chat.sentOf("turn-action"), [
      { type: "turn-action", turnId: "t", action: "retry-first" },
    ]);
    assert.deepEqual(await chat.sentOf("command-run"), [{ type: "command-run", command: "edit-fallback" }]);
    const isAbove = await rail(chat).evaluate((element) => {
      const text = element.closest("article")?.querySelector(".md");
      return text !== null && text !== undefined && element.compareDocumentPosition(text) === 4;
    });
    assert.ok(isAbove);
  });

  it("a chain in which nobody answered says so", async () => {
    const chat = await suite.open({
      turns: [turn("t", { text: "", hops: hops.slice(0, 3), outcome: failed })],
    });
    await rail(chat).getByRole("heading", { name: "No fallback answered" }).waitFor();
  });

  it("a reason of a later version is still a reason", async () => {
    const odd = [{ ...hops[2], skipped: "wrong-weekday" }] as unknown as typeof hops;
    const chat = await suite.open({ turns: [turn("t", { hops: odd })] });
    assert.match(await rail(chat).getByRole("listitem").innerText(), /Skipped/);
  });

  it("a reached limit offers a free model, unless the model is free already", async () => {
    const model = { id: "m", name: "M", isFree: true };
    const chat = await suite.open({
      turns: [
        turn("paid", { text: "", outcome: failed }),
        turn("free", { text: "", outcome: failed, model }),
      ],
    });
    const button = chat.page.getByRole("button", { name: "Use a Free Model" });
    assert.equal(await button.count(), 1);
    await button.click();
    assert.deepEqual(await chat.sentOf("remedy-run"), [
      { type: "remedy-run", turnId: "paid", remedy: "use-free-model" },
    ]);
  });

  for (const theme of ["vscode-dark", "vscode-light", "vscode-high-contrast"] as const) {
    it(`fits in a narrow view, in Thai (${theme})`, async () => {
      const chat = await suite.open(
        {
          ...thai(),
          composer: { ...composer, isRunning: true },
          turns: [
            turn("t", { hops }),
            turn("stopped", {
              servedBy: "Google",
              outcome: { status: "cancelled", cost: { kind: "unknown" }, timing: { totalMs: 3000 } },
            }),
            runningTurn("w", { phase: "waiting", waitingUntil: Date.now() + 37_500 }),
          ],
        },
        { theme, width: 300, height: 900 },
      );
      assert.equal(
        await chat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth <= 0),
        true,
      );
      if (process.env["SMARTSPEC_PICTURES"] !== undefined)
        await chat.page.screenshot({ path: `out/pictures/fallback ${theme}.png` });
    });
  }
});
