import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import { chatSuite } from "./chatSuite";
import type { Theme } from "./chatPage";
import { composer, estimate, head, hops, runningTurn, turn } from "./samples";

/** WCAG 2.2, 1.4.3: for text of this size. */
const leastContrast = 4.5;
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

/** Every text on the page whose contrast with what is behind it is too low, with that contrast. */
async function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = (front: Colour, back: Colour): Colour => {
      const mix = (index: 0 | 1 | 2) => front[index] * front[3] + back[index] * (1 - front[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = ([red, green, blue]: Colour) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element): Colour => {
      const own = parse(getComputedStyle(element).backgroundColor);
      if (own[3] === 1) return own;
      const parent = element.parentElement;
      // Nothing shines through the page: a colour that no theme has would show a page that is not painted.
      return over(own, parent === null ? [255, 0, 255, 1] : behind(parent));
    };
    const contrast = (element: Element, colour: string) => {
      const back = behind(element);
      const [one, other] = [luminance(over(parse(colour), back)), luminance(back)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
    const found: string[] = [];
    const check = (element: Element, text: string, colour: string) => {
      const ratio = contrast(element, colour);
      if (ratio < least)
        found.push(`${text.trim().slice(0, 40)} (${element.className}): ${ratio.toFixed(2)}`);
    };
    for (const element of document.body.querySelectorAll("*")) {
      // A control that can do nothing now may be faint; icons are shapes, and what only screen readers see has no colour.
      if (!element.checkVisibility() || element.closest("[aria-disabled=true], .codicon, .sr") !== null)
        continue;
      const own = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data);
      if (own.join("").trim() !== "") check(element, own.join(""), getComputedStyle(element).color);
      if (element instanceof HTMLTextAreaElement)
        check(element, element.placeholder, getComputedStyle(element, "::placeholder").color);
    }
    return found;
  }, leastContrast);
}

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
