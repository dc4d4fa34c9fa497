import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import type { BudgetQuestion } from "../../src/core/cost/budget";
import type { CompareState } from "../../src/protocol/compareProtocol";
import { ComparePage } from "./comparePage";
import {
  asking,
  blind,
  column,
  done,
  expectations,
  failed,
  now,
  outcome,
  running,
  streaming,
  thai,
} from "./compareSamples";
import { faintTexts } from "./faintTexts";
import type { PageOptions, Theme } from "./viewPage";
import { viewSuite } from "./viewSuite";

const themes: readonly Theme[] = [
  "vscode-dark",
  "vscode-light",
  "vscode-high-contrast",
  "vscode-high-contrast-light",
];

describe("comparison", function () {
  this.timeout(30_000);
  const suite = viewSuite(async (host, state: CompareState, options?: PageOptions) => {
    const compare = await ComparePage.open(host, options);
    await compare.show(state);
    return compare;
  });

  describe("before the start", () => {
    it("says what all of it may cost, and takes the focus on the card", async () => {
      const compare = await suite.open(asking());
      const { page } = compare;
      const card = page.getByRole("alertdialog", { name: "Compare 3 models" });
      assert.equal(await shownText(card.locator("dl")), "Expected ≈ $0.021 At most $0.12");
      assert.match(await card.innerText(), /Nothing was sent yet\./);
      assert.equal(await card.evaluate((element) => element === document.activeElement), true);
      await page.keyboard.press("Enter");
      assert.deepEqual(await compare.sentOf("start"), []);
      await card.getByRole("button", { name: "Compare" }).click();
      await card.getByRole("button", { name: "Cancel" }).click();
      assert.deepEqual((await compare.sent()).slice(1), [{ type: "start" }, { type: "cancel" }]);
    });

    it("asks nothing and names no price before the spec was read", async () => {
      const compare = await suite.open(
        asking({ isPreparing: true, estimate: { promptTokens: 0, expectedUsd: 0, maxUsd: 0, unknown: 0 } }),
      );
      const { page } = compare;
      assert.equal(await page.getByRole("alertdialog").count(), 0);
      assert.doesNotMatch(await page.locator(".toolbar").innerText(), /free|\$|tokens|at most/i);
      await compare.show(asking());
      await page.getByRole("alertdialog").getByText("At most").waitFor();
    });

    it("gives each model's estimate", async () => {
      const { page } = await suite.open(asking());
      assert.deepEqual(await page.locator(".column-head .about").allTextContents(), [
        "estimated ≈ $0.011 · at most $0.064",
        "estimated ≈ $0.011 · at most $0.064",
        "estimated ≈ $0.011 · at most $0.064",
      ]);
      assert.equal(await page.getByRole("button", { name: /^Stop/ }).count(), 0);
    });

    it("counts judges in, for each and for all", async () => {
      const judges = { count: 1, expectedUsd: 0.0006, maxUsd: 0.0024 };
      const columns = asking().columns.map(({ estimate, ...one }) => ({
        ...one,
        ...(estimate && { estimate: { ...estimate, judges } }),
      }));
      const { page } = await suite.open(asking({ columns, estimate: { ...asking().estimate, judges: 3 } }));
      assert.equal(
        await page.locator(".column-head .about").first().textContent(),
        "estimated ≈ $0.012 · at most $0.066 · with 1 judge",
      );
      assert.match(await shownText(page.locator(".toolbar")), /at most \$0\.12 , with 3 judges/);
    });

    it("names who may keep the text, and asks for nothing that is ticked already", async () => {
      const columns = asking().columns.map((one, index) => ({ ...one, mayLogPrompts: index > 0 }));
      const { page } = await suite.open(asking({ columns }));
      const card = page.getByRole("alertdialog");
      assert.match(
        await card.innerText(),
        /The providers of DeepSeek R1, GPT-4o may log what you send and train on it\./,
      );
      assert.equal(await page.locator("input").count(), 0);
    });

    it("never takes an unknown price for nothing", async () => {
      const { expectedUsd: _expected, maxUsd: _max, ...estimate } = asking().estimate;
      const { estimate: _estimate, ...first } = column("a");
      const { page } = await suite.open(
        asking({ columns: [first, column("b")], estimate: { ...estimate, unknown: 1 } }),
      );
      const card = page.getByRole("alertdialog");
      assert.equal(await shownText(card.locator("dl")), "Expected unknown At most unknown");
      assert.match(await card.innerText(), /The price of 1 model is not known; its cost comes on top\./);
      assert.equal(await page.locator(".about").nth(1).textContent(), "cost unknown");
      assert.equal(await page.getByText("$0.00").count(), 0);
    });

    it("asks about the budget", async () => {
      const budget: BudgetQuestion = {
        kind: "day",
        limitUsd: 2,
        leftUsd: 0.05,
        expectedUsd: 0.021,
        maxUsd: 0.12,
        canStopThere: true,
      };
      const compare = await suite.open(asking({ budget }));
      const card = compare.page.getByRole("alertdialog", { name: "This run may pass today’s budget" });
      assert.equal(await shownText(card.locator("dl")), "Left today $0.05 Expected ≈ $0.021 At most $0.12");
      for (const name of ["Run, Stop at $0.05", "Allow $0.12 Once", "Change Budget", "Cancel"])
        await card.getByRole("button", { name }).click();
      assert.deepEqual((await compare.sent()).slice(1), [
        { type: "start", overBudget: "stop" },
        { type: "start", overBudget: "allow" },
        { type: "budgets-edit" },
        { type: "cancel" },
      ]);
    });

    it("says why nothing can be sent to one, and does not start with none", async () => {
      const columns = asking().columns.map((one) => ({ ...one, problem: "Kilo needs a key." }));
      const compare = await suite.open(asking({ columns }));
      const { page } = compare;
      assert.equal(await page.getByText("Kilo needs a key.").count(), 3);
      await page.getByRole("button", { name: "Compare" }).click({ force: true });
      await page.getByRole("button", { name: "Replace Model" }).first().click();
      assert.deepEqual((await compare.sent()).slice(1), [
        { type: "column-action", columnId: "a", action: "replace-model" },
      ]);
    });

    it("needs two models", async () => {
      const { page } = await suite.open(running({ columns: [] }));
      assert.equal(await page.getByText("Choose two to four models.").count(), 1);
      assert.equal(await page.getByRole("alertdialog").count(), 0);
    });
  });

  describe("while it runs", () => {
    it("has the figures of each in words", async () => {
      const { page } = await suite.open(running());
      assert.deepEqual(await stats(page, 0), ["1.2 s", "58 tok/s", "1.2k → 546", "$0.0118", "stop"]);
      assert.deepEqual((await stats(page, 2)).slice(2), ["0", "not billed", "error"]);
      assert.match((await stats(page, 1))[3] ?? "", /^≈ \$0\.00\d+$/);
      assert.match(await page.locator(".state").nth(1).innerText(), /^Answering · 1\d\.\d s$/);
      assert.equal(
        await page.locator(".about").first().textContent(),
        "reported · estimated ≈ $0.011 (+4 %) · 10.6 s",
      );
      assert.match(await shownText(page.locator(".toolbar")), /So far ≈ \$0\.01/);
      assert.equal(
        await shownText(page.locator(".status")),
        "1 of 3 done, 1 failed Same prompt, temperature 0.7, seed 42, at most 4,000 tokens each Record: .smartspec/runs/",
      );
    });

    it("draws pieces as they come and asks for everything when one was missed", async () => {
      const compare = await suite.open(running());
      const { page } = compare;
      const piece = (text: string, textLength: number) =>
        ({
          type: "answer-delta",
          columnId: "b",
          text,
          reasoning: "",
          textLength,
          reasoningLength: streaming.reasoning.length,
        }) as const;
      const first = page.locator(".column-body").nth(1).locator(".block").first();
      await first.evaluate((block) => block.setAttribute("data-mark", "kept"));
      await compare.send(piece(" an account.\n", streaming.text.length));
      assert.match(await page.locator(".md").nth(1).innerText(), /must ask for an account\./);
      await compare.send(piece("lost", 9999), piece("lost", 9999));
      assert.equal((await compare.sentOf("ready")).length, 2);
      const text = `${streaming.text} an account.\n\nThe end.`;
      const other = { ...streaming, text };
      await compare.show(running({ columns: [column("a"), other, failed] }));
      assert.match(await page.locator(".md").nth(1).innerText(), /ask for an account\.\s+The end\.$/);
      assert.equal(await first.getAttribute("data-mark"), "kept");
    });

    it("begins a column anew when its text does", async () => {
      const compare = await suite.open(running());
      const again = { ...streaming, startedAt: now, text: "Another", reasoning: "" };
      await compare.show(running({ columns: [column("a"), again, failed] }));
      assert.equal(await compare.page.locator(".md").nth(1).innerText(), "Another");
      assert.equal(await compare.page.getByRole("button", { name: /^Thought/ }).count(), 0);
    });

    it("says once that a column is complete", async () => {
      const compare = await suite.open(running());
      const status = compare.page.getByRole("status");
      assert.equal(await status.textContent(), "");
      const { columns } = running();
      const ended = { ...streaming, phase: "done", outcome: outcome() } as const;
      await compare.show(running({ columns: [columns[0] ?? ended, ended, failed] }));
      assert.equal(
        await status.textContent(),
        "DeepSeek R1: Answer complete, 546 tokens, 0.0118 dollars, reported",
      );
      assert.equal(await compare.page.locator("[aria-live=polite]").count(), 1);
    });

    it("stops one or all", async () => {
      const compare = await suite.open(running());
      await compare.page.getByRole("button", { name: "Stop DeepSeek R1" }).click();
      await compare.page.getByRole("button", { name: "Stop All" }).click();
      assert.deepEqual(await compare.sentOf("stop"), [{ type: "stop", columnId: "b" }, { type: "stop" }]);
    });

    it("keeps a failure in its column, with its way out", async () => {
      const compare = await suite.open(running());
      const { page } = compare;
      const failure = page.locator(".column").nth(2);
      assert.match(await failure.innerText(), /Too many requests\s+OpenAI limits requests/);
      assert.match(await failure.innerText(), /Comparisons never fall back to another model\./);
      const retry = failure.getByRole("button", { name: /^Retry in 3\d s$/ });
      assert.equal(await retry.getAttribute("aria-disabled"), "true");
      await failure.getByRole("button", { name: "Details" }).click();
      assert.match(await failure.innerText(), /Request id\s+req_1/);
      await failure.getByRole("button", { name: "Replace Model" }).click();
      await compare.show(running({ columns: [column("a"), streaming, failed], now: now + 60_000 }));
      await failure.getByRole("button", { name: "Retry", exact: true }).click();
      assert.deepEqual(await compare.sentOf("column-action"), [
        { type: "column-action", columnId: "c", action: "replace-model" },
        { type: "column-action", columnId: "c", action: "retry" },
      ]);
    });

    it("follows the end until somebody reads, and finds the place again", async () => {
      const text = Array.from({ length: 80 }, (_, index) => `Paragraph ${index}.`).join("\n\n");
      const columns = [column("a"), { ...streaming, text }, failed];
      const compare = await suite.open(running({ columns }));
      const body = compare.page.locator(".column-body").nth(1);
      const toEnd = () =>
        body.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
      assert.ok((await toEnd()) < 24);
      await body.hover();
      await compare.page.mouse.wheel(0, -600);
      await compare.page.waitForFunction((least) => {
        const element = document.querySelectorAll(".column-body")[1];
        return (
          element !== undefined && element.scrollHeight - element.clientHeight - element.scrollTop > least
        );
      }, 300);
      const before = await body.evaluate((element) => element.scrollTop);
      await compare.send({
        type: "answer-delta",
        columnId: "b",
        text: "\n\nMore.\n\nAnd more.",
        reasoning: "",
        textLength: text.length,
        reasoningLength: streaming.reasoning.length,
      });
      assert.equal(await body.evaluate((element) => element.scrollTop), before);
      await compare.reload();
      await compare.show(running({ columns }));
      assert.equal(await body.evaluate((element) => element.scrollTop), before);
    });

    it("has one timer, and none while hidden or when nothing runs", async () => {
      const compare = await suite.open(running());
      const { page } = compare;
      await page.evaluate(() => {
        const timers = new Set<number>();
        Object.assign(window, { timers });
        const { setInterval: start, clearInterval: stop } = window;
        window.setInterval = ((...args: Parameters<typeof start>) => {
          const id = start(...args);
          timers.add(id);
          return id;
        }) as typeof start;
        window.clearInterval = ((id: number) => {
          timers.delete(id);
          stop(id);
        }) as typeof stop;
      });
      const timerCount = () =>
        page.evaluate(() => (window as unknown as { timers: Set<number> }).timers.size);
      await compare.show(running({ now: now + 1 }));
      assert.equal(await timerCount(), 1);
      await setHidden(page, true);
      assert.equal(await timerCount(), 0);
      await setHidden(page, false);
      assert.equal(await timerCount(), 1);
      await compare.show(done());
      assert.equal(await timerCount(), 0);
    });
  });

  it("says what was expected and what became of it, in shapes and words", async () => {
    const { page } = await suite.open(running());
    assert.deepEqual(await page.locator(".expectations h4").allTextContents(), [
      "Expected, 4 of 4",
      "Expected, 1 of 4 so far",
      "Expected, not checked",
    ]);
    assert.deepEqual(await page.locator(".expectations").nth(1).locator("li").allTextContents(), [
      "Waiting: mentions “rounding”",
      "Waiting: judged: lists at least 3 rules",
      "Passed: costs at most $0.02",
      "Waiting: finishes within 20 s",
    ]);
    const icons = await page
      .locator(".expectations li .codicon")
      .evaluateAll((all) => all.map((icon) => icon.className.match(/codicon-[a-z-]+/)?.[0]));
    assert.deepEqual([...new Set(icons)], ["codicon-pass", "codicon-circle-large-outline", "codicon-dash"]);
  });

  it("does what can be done with an answer", async () => {
    const compare = await suite.open(done());
    const { page } = compare;
    const tools = page.getByRole("toolbar", { name: "Actions for DeepSeek R1" });
    await tools.getByRole("button", { name: "Copy Answer" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    for (const name of ["Open Beside", "Open the Editor’s Diff", "Open Run Record"])
      await tools.getByRole("button", { name }).click();
    const send = (action: string) => ({ type: "column-action", columnId: "b", action });
    assert.deepEqual(await compare.sentOf("column-action"), [
      send("write-winner"),
      send("copy"),
      send("open"),
      { ...send("diff"), against: "a" },
      send("open-record"),
    ]);
  });

  describe("blind", () => {
    it("hides names and figures, also from those who cannot see", async () => {
      const { page } = await suite.open(done({ blind }));
      assert.deepEqual(await page.locator(".who").allTextContents(), ["Answer 1", "Answer 2", "Answer 3"]);
      assert.match(await page.locator(".md").first().innerText(), /15 นาที/);
      const html = await page.locator(".compare").innerHTML();
      assert.doesNotMatch(html, /Claude|DeepSeek|GPT|Azure|58 tok|\$0\.004|Open Run Record/);
      assert.equal(await page.getByText("Figures after the vote").count(), 3);
    });

    it("takes only finished answers to the vote, and says nothing else of the others", async () => {
      const columns = [...done().columns.slice(0, 2), failed];
      const { page } = await suite.open(done({ blind, columns }));
      assert.equal(await page.getByRole("button", { name: "This one" }).count(), 2);
      assert.equal(await page.getByText("No finished answer: it takes no part in the vote.").count(), 1);
      assert.doesNotMatch(await page.locator(".compare").innerHTML(), /OpenAI|Too many/);
    });

    it("is voted on, then revealed, then written to the front matter", async () => {
      const compare = await suite.open(done());
      const { page } = compare;
      await page.getByRole("button", { name: "Blind" }).click();
      await compare.show(done({ blind }));
      assert.equal(await page.getByRole("button", { name: "Blind" }).getAttribute("aria-pressed"), "true");
      const reveal = page.getByRole("button", { name: "Reveal" });
      await reveal.click({ force: true });
      await page.getByRole("button", { name: "This one" }).nth(1).click();
      await compare.show(done({ blind: { ...blind, vote: "a" } }));
      assert.equal(
        await page.getByRole("button", { name: "This one" }).nth(1).getAttribute("aria-pressed"),
        "true",
      );
      await reveal.click();
      await compare.show(done({ blind: { ...blind, vote: "a", isRevealed: true } }));
      assert.deepEqual(await page.locator(".who b").allTextContents(), [
        "DeepSeek R1",
        "Claude Sonnet 4.5",
        "GPT-4o",
      ]);
      const chosen = page.locator(".column").nth(1);
      assert.match(await chosen.innerText(), /your vote/);
      await chosen.getByText("Write to the Front Matter").click();
      await compare.show(done({ blind: { ...blind, vote: "a", isRevealed: true }, winner: "a" }));
      assert.match(await chosen.innerText(), /in the front matter/);
      assert.equal(await chosen.getByRole("button", { name: "Write to the Front Matter" }).count(), 0);
      assert.deepEqual((await compare.sent()).slice(1), [
        { type: "blind", isOn: true },
        { type: "column-action", columnId: "a", action: "vote" },
        { type: "reveal" },
        { type: "column-action", columnId: "a", action: "write-winner" },
      ]);
    });
  });

  describe("word diff", () => {
    const marks = (page: Page, index: number) =>
      page
        .locator(".column")
        .nth(index)
        .locator("ins, del")
        .evaluateAll((all) => all.map((mark) => (mark.tagName === "INS" ? "+" : "-") + mark.textContent));
    const turnOn = async (page: Page) => {
      await page.getByRole("button", { name: "Word Diff" }).click();
      await page.getByText("words differ").nth(1).waitFor();
    };

    it("finds the words of Thai, against a baseline that can be chosen", async () => {
      const { page } = await suite.open(done({ blind }));
      await turnOn(page);
      assert.deepEqual(await page.locator(".who").allTextContents(), [
        "Answer 1baseline",
        "Answer 24 words differ",
        "Answer 35 words differ",
      ]);
      assert.deepEqual(await marks(page, 0), []);
      assert.deepEqual(await marks(page, 1), ["+นี้", "-กรุณา", "+โปรด", "-15", "+10", "-ระบบ", "+เรา"]);
      assert.deepEqual(await marks(page, 2), ["-รหัส", "+คิวอาร์โค้ด", "+โดยอัตโนมัติ"]);
      await page.getByRole("combobox", { name: "Baseline" }).selectOption("Baseline: Answer 2");
      await page.locator(".column").nth(0).getByText("4 words differ").waitFor();
      assert.deepEqual((await marks(page, 0)).slice(0, 3), ["-นี้", "-โปรด", "+กรุณา"]);
      assert.match(await page.locator(".status").innerText(), /added removed against Answer 2/);
    });

    it("underlines and strikes through", async () => {
      const { page } = await suite.open(done());
      await turnOn(page);
      const line = (tag: string) =>
        page
          .locator(`.source ${tag}`)
          .first()
          .evaluate((mark) => getComputedStyle(mark).textDecorationLine);
      assert.deepEqual([await line("ins"), await line("del")], ["underline", "line-through"]);
    });

    it("is remembered while the page is gone, but not by another comparison", async () => {
      const compare = await suite.open(done());
      const { page } = compare;
      await turnOn(page);
      await compare.reload();
      await compare.show(done());
      const chip = page.getByRole("button", { name: "Word Diff" });
      assert.equal(await chip.getAttribute("aria-pressed"), "true");
      await compare.show(done({ comparisonId: "2" }));
      assert.equal(await chip.getAttribute("aria-pressed"), "false");
    });

    it("waits for two finished answers", async () => {
      const { page } = await suite.open(running());
      const chip = page.getByRole("button", { name: "Word Diff" });
      assert.equal(await chip.getAttribute("aria-disabled"), "true");
      await chip.click({ force: true });
      assert.equal(await page.locator("ins").count(), 0);
    });

    it("compares whole answers that share little", async () => {
      const words = (seed: number) =>
        Array.from({ length: 1000 }, (_, index) => `w${((index + 7) * (index + 11) * seed) % 997}`).join(" ");
      const columns = [words(1), words(2)].map((text, index) =>
        column(String(index), { phase: "done", text, startedAt: now, outcome: outcome() }),
      );
      const { page } = await suite.open(done({ columns }));
      await page.getByRole("button", { name: "Word Diff" }).click();
      await page.getByText("words differ").waitFor();
      // What is kept and what was added is the second answer again, as the browser drew it.
      const kept = await page
        .locator(".source")
        .last()
        .evaluate((source) => {
          const copy = source.cloneNode(true) as Element;
          for (const removed of copy.querySelectorAll("del")) removed.remove();
          return copy.textContent;
        });
      assert.equal(kept, words(2));
    });

    it("gives up on what would take too long, and offers the editor's diff", async function () {
      this.timeout(60_000);
      const words = (seed: number) =>
        Array.from({ length: 20_000 }, (_, index) => `w${(index * seed) % 9973}`).join(" ");
      const columns = [words(7), words(31)].map((text, index) =>
        column(String(index), { phase: "done", text, startedAt: now, outcome: outcome() }),
      );
      const compare = await suite.open(done({ columns }));
      const { page } = compare;
      await page.getByRole("button", { name: "Word Diff" }).click();
      await page.getByText("Comparing words").waitFor();
      // Meanwhile the page is not held up.
      assert.equal(page.workers().length, 1);
      await page.getByText("too long, or too different").waitFor();
      await page.getByRole("button", { name: "Open the Editor’s Diff" }).first().click();
      assert.deepEqual(await compare.sentOf("column-action"), [
        { type: "column-action", columnId: "1", action: "diff", against: "0" },
      ]);
    });
  });

  describe("on a narrow page", () => {
    it("shows one column, chosen by arrows", async () => {
      const { page } = await suite.open(running(), { width: 480 });
      const chosen = () => page.getByRole("tab", { selected: true }).textContent();
      assert.equal(await chosen(), "Claude Sonnet 4.5");
      await page.getByRole("tab", { selected: true }).focus();
      await page.keyboard.press("ArrowRight");
      await page.getByRole("tabpanel", { name: "DeepSeek R1" }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "DeepSeek R1");
      await page.keyboard.press("ArrowLeft");
      await page.getByRole("tabpanel", { name: "Claude Sonnet 4.5" }).waitFor();
      await page.keyboard.press("ArrowLeft");
      await page.getByRole("tabpanel", { name: "GPT-4o" }).waitFor();
      assert.equal(await page.getByRole("tabpanel").count(), 1);
      await page.keyboard.press("Home");
      await page.getByRole("tabpanel", { name: "Claude Sonnet 4.5" }).waitFor();
    });

    it("moves once for each key, however fast they come", async () => {
      const { page } = await suite.open(running(), { width: 480 });
      await page.getByRole("tab", { selected: true }).focus();
      const press = (...keys: string[]) =>
        page.evaluate((names) => {
          for (const key of names)
            document.activeElement?.dispatchEvent(
              new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
            );
        }, keys);
      await press("ArrowRight", "ArrowRight");
      await page.getByRole("tabpanel", { name: "GPT-4o" }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "GPT-4o");
      await press("ArrowLeft", "ArrowLeft", "ArrowLeft");
      await page.getByRole("tabpanel", { name: "GPT-4o" }).waitFor();
      await press("End", "ArrowRight");
      await page.getByRole("tabpanel", { name: "Claude Sonnet 4.5" }).waitFor();
      assert.equal(await page.getByRole("tabpanel").count(), 1);
    });

    it("keeps the column that was chosen", async () => {
      const compare = await suite.open(running(), { width: 480 });
      await compare.page.getByRole("tab", { name: "GPT-4o" }).click();
      await compare.reload();
      await compare.show(running());
      await compare.page.getByRole("tabpanel", { name: "GPT-4o" }).waitFor();
    });
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      const compare = await suite.open(asking(), { theme });
      const { page } = compare;
      const faint = await faintTexts(page);
      await compare.show(running());
      faint.push(...(await faintTexts(page)));
      await compare.show(done({ blind: { ...blind, vote: "a" } }));
      await page.getByRole("button", { name: "Word Diff" }).click();
      await page.locator("ins").nth(2).waitFor();
      faint.push(...(await faintTexts(page)));
      assert.deepEqual([...new Set(faint)], []);
    });
  }

  it("speaks Thai with lines high enough", async () => {
    const compare = await suite.open(running(thai()));
    const { page } = compare;
    assert.equal(await page.locator("html").getAttribute("lang"), "th");
    await page.getByText("ที่คาดหวัง ผ่าน 4 จาก 4").waitFor();
    const low = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("#app *")]
          .filter((element) =>
            [...element.childNodes].some((node) =>
              /[\u0E01-\u0E4E]/.test(node instanceof Text ? node.data : ""),
            ),
          )
          .filter(
            (element) => element.checkVisibility() && element.closest("[lang=''], .badge, .sr") === null,
          )
          .filter((element) => Number.parseFloat(getComputedStyle(element).lineHeight) < 20)
          .map((element) => `${element.className}: ${element.textContent}`),
      );
    const found = await low();
    await compare.show(done({ ...thai(), blind }));
    found.push(...(await low()));
    assert.deepEqual(found, []);
  });

  it("has a name for every control and column", async () => {
    const { page } = await suite.open(done());
    const nameless = await page.evaluate(() => {
      const unlabelled = [
        ...document.querySelectorAll("select, section.column, [role=toolbar], [role=group]"),
      ].filter((element) => (element.getAttribute("aria-label") ?? "") === "");
      const mute = [...document.querySelectorAll("button")].filter(
        (button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === "",
      );
      return [...unlabelled, ...mute].map((element) => element.outerHTML);
    });
    assert.deepEqual(nameless, []);
  });

  for (const width of [1280, 899, 480, 320]) {
    it(`never scrolls sideways at ${width} pixels, whatever the names are`, async () => {
      const long = "x".repeat(300);
      const hostile = `a\u202E<b>evil</b>\u2066 ${"ไทย".repeat(80)}`;
      const expect = [
        { expectation: { kind: "contains", text: hostile }, state: "failed", detail: long },
        ...expectations("passed"),
      ] as const;
      const columns = running().columns.map((one, index) => ({
        ...one,
        model: { ...one.model, name: index === 1 ? long : hostile },
        servedBy: index === 1 ? hostile : long,
        expect,
      }));
      const more = column("d", { model: { id: long, name: long, isFree: false }, problem: hostile });
      const { page } = await suite.open(
        running({
          ...(width === 480 && thai()),
          spec: hostile,
          section: long,
          columns: [...columns, more],
          recordsFolder: long,
        }),
        { width },
      );
      const wide = await page.evaluate(() =>
        [
          "html",
          "body",
          ".toolbar",
          ".status",
          ".columns",
          ".column",
          ".column-head",
          ".column-body",
          ".column-foot",
        ].filter((selector) =>
          [...document.querySelectorAll(selector)].some(
            (element) => element.scrollWidth > element.clientWidth,
          ),
        ),
      );
      assert.deepEqual(wide, []);
      assert.equal(await page.locator("#app b", { hasText: /^evil$/ }).count(), 0);
      assert.equal(await page.getByText("\u202E").count(), 0);
    });
  }
});

type Locator = ReturnType<Page["locator"]>;

/** What is to be seen of an element, words a space apart: without what only screen readers get. */
async function shownText(element: Locator): Promise<string> {
  return element.evaluate((root) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const text = walker.currentNode;
      if (text instanceof Text && text.parentElement?.closest("span.sr") === null)
        texts.push(text.data.trim());
    }
    return texts.filter((text) => text !== "").join(" ");
  });
}

async function stats(page: Page, index: number): Promise<string[]> {
  const values = page.locator(".stats").nth(index).locator("dd");
  return Promise.all((await values.all()).map(shownText));
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
