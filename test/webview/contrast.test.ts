import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chatSuite } from "./chatSuite";
import { faintTexts } from "./faintTexts";
import type { Theme } from "./viewPage";
import { composer, estimate, head, hops, runningTurn, turn } from "./samples";

const themes: readonly Theme[] = [
  "vscode-dark",
  "vscode-light",
  "vscode-high-contrast",
  "vscode-high-contrast-light",
];

const error = {
  code: "insufficient-credits",
  message: "Your balance at Kilo is too low for this run.",
  remedy: "add-credits",
  retryable: true,
  details: { status: 402, balanceUsd: 0.02, requestId: "r-1" },
} as const;
const failed = {
  status: "failed",
  cost: { kind: "computed", usd: 0 },
  timing: { totalMs: 10 },
  error,
} as const;
const stopped = { status: "cancelled", cost: { kind: "unknown" }, timing: { totalMs: 3000 } } as const;
const markdown =
  '# Title\n\nText with `code`, **bold** and [a link](https://example.org).\n\n> quote\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\n// comment\nconst a = "x" + 1 + true;\n```\n';
const question = {
  kind: "prompt-logging",
  modelId: "m:free",
  modelName: "M (free)",
  promptTokens: 1100,
  earlierTurns: 0,
  anonymous: true,
} as const;

describe("chat view: contrast", function () {
  this.timeout(30_000);
  const suite = chatSuite();
  for (const theme of themes) {
    it(`every text can be read in ${theme}`, async () => {
      const first = await suite.open(
        { composer: { ...composer, activeSpec: { path: "/docs/checkout.md", estimate }, isTrusted: false } },
        { theme },
      );
      const faint = await faintTexts(first.page);
      const chat = await suite.open(
        {
          turns: [
            turn("a", { text: markdown, attachment: "checkout.md", reasoning: "Hm." }),
            turn("b", { outcome: stopped, hops }),
            turn("c", { text: "", outcome: failed }),
          ],
        },
        { theme },
      );
      await chat.page.locator(".hljs-keyword").waitFor();
      await chat.page.locator(".think").first().click();
      await chat.page.getByRole("button", { name: "Details" }).click();
      faint.push(...(await faintTexts(chat.page)));

      await chat.page.locator("textarea").pressSequentially("/c");
      await chat.send({ type: "specs-found", query: "c", paths: ["/docs/checkout.md", "/docs/cart.md"] });
      await chat.page.getByRole("option").first().waitFor();
      faint.push(...(await faintTexts(chat.page)));
      await chat.page.locator("textarea").fill("c");
      const number = (await chat.sentOf("draft-changed")).at(-1)?.draftNumber ?? 0;
      await chat.send({ type: "estimate-changed", draftNumber: number, estimate });
      await chat.page.locator("button.estimate").click();
      await chat.page.getByRole("dialog").waitFor();
      faint.push(...(await faintTexts(chat.page)));

      await chat.send({ type: "composer-changed", composer: { ...composer, isRunning: true } });
      await chat.send({ type: "turn-added", turn: runningTurn("d", { text: "Half an" }) });
      faint.push(...(await faintTexts(chat.page)));
      await chat.send({ type: "turn-changed", turn: head(runningTurn("d", { phase: "asking", question })) });
      await chat.page.getByRole("alertdialog").waitFor();
      faint.push(...(await faintTexts(chat.page)));
      assert.deepEqual([...new Set(faint)], []);
    });
  }
});
