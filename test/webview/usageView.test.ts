import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import type { UsageQuery } from "../../src/core/usage/usageReport";
import type { BalanceState, BudgetState, UsageViewState } from "../../src/protocol/usageProtocol";
import { faintTexts } from "./faintTexts";
import { UsagePage } from "./usagePage";
import {
  emptyReport,
  group,
  groups,
  noFigures,
  now,
  report,
  rows,
  run,
  slotsOf,
  state,
  thai,
} from "./usageSamples";
import type { PageOptions, Theme } from "./viewPage";
import { viewSuite } from "./viewSuite";

const themes: readonly Theme[] = [
  "vscode-dark",
  "vscode-light",
  "vscode-high-contrast",
  "vscode-high-contrast-light",
];
const query: UsageQuery = { period: "week", grouping: "model", onlyThisWorkspace: false };
const kilo = { id: "kilo", displayName: "Kilo" };

describe("usage view", function () {
  this.timeout(30_000);
  const suite = viewSuite(async (host, change?: Partial<UsageViewState>, options?: PageOptions) => {
    const usage = await UsagePage.open(host, options);
    await usage.show(state(change));
    return usage;
  });

  describe("tiles", () => {
    it("say what was spent and of which kind, how runs ended, tokens and how good the estimates were", async () => {
      const { page } = await suite.open();
      assert.deepEqual(await tiles(page), [
        "Spent | $1.81 | $1.68 reported, $0.13 computed, 9 runs of unknown cost",
        "Runs | 143 | 133 completed, 5 incomplete, 3 failed, 1 stopped, 1 running",
        "Tokens in → out | 412k → 61.0k | 38 % of the prompt from cache",
        "Estimates | off by 4 % | median of 121 priced runs",
      ]);
    });

    it("never show 0 where nothing is known", async () => {
      const total = { ...noFigures, runs: 2, unknownRuns: 2 };
      const { page } = await suite.open({
        report: report({ total, estimates: { compared: 0 }, groups: [group("m", [], total)] }),
      });
      const [spent, , , estimates] = await tiles(page);
      assert.equal(spent, "Spent | unknown | 2 runs of unknown cost");
      assert.match(estimates ?? "", /^Estimates \| nothing to compare \|/);
      assert.equal(await page.getByText("No known cost in this period.").count(), 1);
      assert.equal(await page.locator(".tiles, .groups").getByText("$0.00").count(), 0);
    });

    it("are read with the unit in words", async () => {
      const { page } = await suite.open();
      assert.equal(await page.locator(".tiles .figure .sr").first().textContent(), "1.81 dollars");
    });
  });

  describe("what the report is about", () => {
    it("is asked for as a whole with every change", async () => {
      const usage = await suite.open();
      const { page } = usage;
      await page.getByRole("radio", { name: "Month" }).click();
      await page.getByRole("radio", { name: "By spec" }).click();
      await page.getByRole("combobox", { name: "Provider" }).selectOption("Local");
      await page.getByRole("button", { name: "This workspace" }).click();
      await page.getByRole("combobox", { name: "Provider" }).selectOption("All providers");
      const asked = (await usage.sentOf("query-changed")).map((message) => message.query);
      assert.deepEqual(asked, [
        { ...query, period: "month" },
        { ...query, period: "month", grouping: "spec" },
        { ...query, period: "month", grouping: "spec", provider: "local" },
        { period: "month", grouping: "spec", provider: "local", onlyThisWorkspace: true },
        { period: "month", grouping: "spec", onlyThisWorkspace: true },
      ]);
    });

    it("is chosen by arrows, round the end", async () => {
      const usage = await suite.open();
      const { page } = usage;
      await page.getByRole("radio", { name: "7 days" }).focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Today");
      assert.equal(await page.getByRole("radio", { name: "Today" }).getAttribute("aria-checked"), "true");
      const asked = (await usage.sentOf("query-changed")).map((message) => message.query.period);
      assert.deepEqual(asked, ["month", "day"]);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "By model");
    });

    it("follows the host, also when its answer is late", async () => {
      const usage = await suite.open();
      const { page } = usage;
      await page.getByRole("radio", { name: "Month" }).click();
      await usage.show(state());
      assert.equal(await checked(page, "Period"), "Month");
      await usage.show(state({ report: report({ query: { ...query, period: "month" } }) }));
      await usage.show(state({ report: report({ query: { ...query, period: "day" } }) }));
      assert.equal(await checked(page, "Period"), "Today");
      assert.equal(await page.getByText("23 Nov 2026, local time").count(), 1);
    });

    it("has no workspace to choose without a folder", async () => {
      const { page } = await suite.open({ hasWorkspace: false });
      assert.equal(await page.getByRole("button", { name: "This workspace" }).count(), 0);
    });
  });

  describe("chart", () => {
    it("is a picture in words with a table of the same figures behind it", async () => {
      const { page } = await suite.open();
      assert.equal(
        await page.getByRole("img").getAttribute("aria-label"),
        "Spent per day, 17 to 23 Nov 2026, stacked by model. Highest: Friday 20, 0.40 dollars. Today so far 0.39 dollars.",
      );
      const table = page.getByRole("table", { name: "Spent per day" });
      assert.deepEqual(await cells(table), [
        "Day | anthropic/claude-sonnet-4.5 | openai/gpt-4o | deepseek/deepseek-r1 | Others | Total",
        "Tuesday 17 | $0.11 | $0.04 | $0.02 | – | $0.17",
        "Wednesday 18 | $0.19 | $0.06 | $0.01 | $0.01 | $0.27",
        "Thursday 19 | $0.08 | $0.09 | $0.03 | – | $0.20",
        "Friday 20 | $0.31 | $0.05 | $0.02 | $0.02 | $0.40",
        "Saturday 21 | $0.22 | $0.11 | $0.04 | – | $0.37",
        "Sunday 22 | – | – | $0.01 | – | $0.01",
        "Monday 23 | $0.27 | $0.07 | $0.03 | $0.02 | $0.39",
      ]);
      assert.equal(await page.locator(".legend li").count(), 4);
    });

    it("gives way to the table and comes back, also in a new document", async () => {
      const usage = await suite.open();
      const { page } = usage;
      await page.getByRole("button", { name: "Show as Table" }).click();
      assert.equal(await page.getByRole("img").count(), 0);
      assert.ok(((await page.getByRole("table", { name: "Spent per day" }).boundingBox())?.width ?? 0) > 500);
      await page.locator(".content").evaluate((content) => (content.scrollTop = 60));
      await page.waitForFunction(() => sessionStorage.getItem("kept")?.includes("60"));
      await usage.reload();
      await usage.show(state());
      assert.equal(await page.getByRole("img").count(), 0);
      assert.equal(await page.locator(".content").evaluate((content) => content.scrollTop), 60);
      await page.getByRole("button", { name: "Show as Chart" }).click();
      await page.getByRole("img").waitFor();
    });

    it("draws a bar for each day that has a cost, each layer in a pattern of its own", async () => {
      const { page } = await suite.open();
      const swatches = await page
        .locator(".swatch")
        .evaluateAll((all) => all.map((swatch) => (swatch as HTMLCanvasElement).toDataURL()));
      assert.equal(new Set(swatches).size, 4);
      const blue = await paintedColumns(page, [0x37, 0x94, 0xff]);
      assert.equal(blue.length, 6, `the solid layer stands in ${blue.join()}`);
    });

    it("is drawn anew when the theme changes", async () => {
      const { page } = await suite.open();
      const dark = await pixels(page);
      await page.evaluate(() => (document.body.className = "vscode-light"));
      await page.waitForFunction(
        (before) => document.querySelector<HTMLCanvasElement>(".chart canvas")?.toDataURL() !== before,
        dark,
      );
      assert.equal((await paintedColumns(page, [0x1a, 0x85, 0xff])).length, 6);
      assert.equal((await paintedColumns(page, [0x37, 0x94, 0xff])).length, 0);
    });

    it("is drawn anew when a colour changes without the class", async () => {
      const { page } = await suite.open();
      const before = await pixels(page);
      await page.evaluate(() => document.body.style.setProperty("--vscode-charts-blue", "#123456"));
      await page.evaluate(() => document.documentElement.style.setProperty("--vscode-anything", "1"));
      await page.waitForFunction(
        (old) => document.querySelector<HTMLCanvasElement>(".chart canvas")?.toDataURL() !== old,
        before,
      );
      assert.equal((await paintedColumns(page, [0x12, 0x34, 0x56])).length, 6);
    });

    it("gets the width of its place", async () => {
      const { page } = await suite.open();
      await page.setViewportSize({ width: 700, height: 900 });
      await page.waitForFunction(() => {
        const canvas = document.querySelector(".chart canvas")?.getBoundingClientRect();
        const box = document.querySelector(".chart")?.getBoundingClientRect();
        return canvas !== undefined && box !== undefined && box.width < 680 && canvas.width === box.width;
      });
    });

    it("counts hours of a day and days of a month", async () => {
      const usage = await suite.open({
        report: report({
          query: { ...query, period: "day", grouping: "spec" },
          groups: [
            group(
              "",
              slotsOf("day").map((_, hour) => (hour === 14 ? 0.0123 : 0)),
            ),
          ],
        }),
      });
      const { page } = usage;
      assert.equal(
        await page.getByRole("img").getAttribute("aria-label"),
        "Spent per hour, 23 Nov 2026, stacked by spec. Highest: 14:00, 0.0123 dollars. This hour so far 0.0123 dollars.",
      );
      const hours = await cells(page.getByRole("table", { name: "Spent per hour" }));
      assert.equal(hours.length, 25);
      assert.equal(hours[15], "14:00 | $0.0123 | $0.0123");
      await usage.show(
        state({
          report: report({
            query: { ...query, period: "month" },
            groups: [
              group(
                "m",
                slotsOf("month").map((_, day) => (day === 4 ? 2.5 : 0)),
              ),
            ],
          }),
        }),
      );
      const days = await cells(page.getByRole("table", { name: "Spent per day" }));
      assert.equal(days.length, 31);
      assert.equal(days[5], "5 November | $2.50 | $2.50");
      assert.match(
        (await page.getByRole("img").getAttribute("aria-label")) ?? "",
        /No known cost yet today\.$/,
      );
    });
  });

  describe("groups", () => {
    it("have a line each, with what is not known beside what is", async () => {
      const { page } = await suite.open({
        report: report({
          groups: [
            ...groups.slice(0, 1),
            group("partly", [0.1, 0, 0, 0, 0, 0, 0], { unknownRuns: 3 }),
            ...groups.slice(-1),
          ],
        }),
      });
      assert.deepEqual(await cells(page.getByRole("table", { name: "Usage by model" })), [
        "Model | Runs | Tokens in → out | Cost | Unknown cost",
        "anthropic/claude-sonnet-4.5 | 61 | 120k → 18.0k | $1.18 | –",
        "partly | 20 | 120k → 18.0k | $0.10 | 3",
        "local/qwen2.5-coder | 9 | 120k → 18.0k | unknown | 9",
      ]);
    });

    it("call chat messages without a spec so", async () => {
      const { page } = await suite.open({
        report: report({
          query: { ...query, grouping: "spec" },
          groups: [group("", [0, 0, 0, 0, 0, 0, 1], { name: "" })],
        }),
      });
      const [, line] = await cells(page.getByRole("table", { name: "Usage by spec" }));
      assert.match(line ?? "", /^Chat without a spec \|/);
      assert.equal(await page.locator(".legend").textContent(), "Chat without a spec");
    });
  });

  describe("budgets", () => {
    it("say how much is used and left, with a warning from 80 % on", async () => {
      const spent = [0.39, 1, 1.6, 2, 2.4];
      const budgets = spent.map((spentUsd, index): BudgetState => {
        return { kind: "spec", name: `${index}.md`, limitUsd: 2, spentUsd };
      });
      const { page } = await suite.open({ budgets });
      assert.deepEqual(await shownTexts(page.locator(".budgets li")), [
        "Spec 0.md $0.39 of $2.00 $1.61 left",
        "Spec 1.md $1.00 of $2.00 $1.00 left",
        "Spec 2.md $1.60 of $2.00 80 % used; asks before a run that could pass it",
        "Spec 3.md $2.00 of $2.00 used up",
        "Spec 4.md $2.40 of $2.00 used up",
      ]);
      const meters = await page.getByRole("meter").evaluateAll((all) =>
        all.map((meter) => ({
          name: meter.getAttribute("aria-label"),
          value: meter.getAttribute("aria-valuenow"),
          isWarning: meter.closest("li")?.querySelector(".codicon-warning") !== null,
          filled: Math.round(
            ((meter.firstElementChild?.getBoundingClientRect().width ?? 0) / meter.clientWidth) * 100,
          ),
        })),
      );
      assert.deepEqual(meters, [
        { name: "Spec 0.md: 0.39 dollars of 2.00 dollars", value: "19", isWarning: false, filled: 19 },
        { name: "Spec 1.md: 1.00 dollars of 2.00 dollars", value: "50", isWarning: false, filled: 50 },
        { name: "Spec 2.md: 1.60 dollars of 2.00 dollars", value: "80", isWarning: true, filled: 80 },
        { name: "Spec 3.md: 2.00 dollars of 2.00 dollars", value: "100", isWarning: true, filled: 100 },
        { name: "Spec 4.md: 2.40 dollars of 2.00 dollars", value: "100", isWarning: true, filled: 100 },
      ]);
    });

    it("have names of their own, and that of a run has no meter", async () => {
      const { page } = await suite.open({
        budgets: [
          { kind: "run", limitUsd: 0.05 },
          { kind: "month", limitUsd: 20, spentUsd: 1 },
          { kind: "provider", name: "Kilo", limitUsd: 5, spentUsd: 1 },
          { kind: "spec", name: "specs/a.md", limitUsd: 1, spentUsd: 0.001 },
        ],
      });
      assert.deepEqual(await shownTexts(page.locator(".budgets li")), [
        "Per run $0.05",
        "November $1.00 of $20.00 $19.00 left",
        "Provider Kilo $1.00 of $5.00 $4.00 left",
        "Spec specs/a.md <$0.01 of $1.00 $0.99 left",
      ]);
      assert.equal(await page.getByRole("meter").count(), 3);
    });

    it("can be changed, and are said to be none", async () => {
      const usage = await suite.open({ budgets: [] });
      assert.equal(await usage.page.getByText("No budget is set.").count(), 1);
      await usage.page.getByRole("button", { name: "Change Budgets" }).click();
      assert.equal((await usage.sentOf("budgets-edit")).length, 1);
    });
  });

  describe("balances", () => {
    it("say how old they are and how long they last, or why they are not known", async () => {
      const known: readonly (readonly [Partial<BalanceState>, string])[] = [
        [{ usd: 7.42, at: now - 150_000, daysLeft: 28 }, "$7.42 2 minutes ago; about 28 days at this rate"],
        [{ usd: 1204.5, at: now - 5000, daysLeft: 1 }, "$1,204.50 just now; about 1 day at this rate"],
        [{ usd: 0.1, at: now - 3_600_000, daysLeft: 0 }, "$0.10 1 hour ago; less than a day at this rate"],
        [{ usd: -0.42, at: now - 2 * 86_400_000 }, "−$0.42 2 days ago"],
        [{}, "Not read yet"],
        [{ isLoading: true }, "Reading the balance…"],
        [{ usd: 7.42, at: now, isLoading: true }, "$7.42 Reading the balance…"],
        [{ problem: "Kilo cannot be reached." }, "Kilo cannot be reached."],
        [
          { usd: 7.42, at: now - 5000, problem: "Kilo cannot be reached." },
          "$7.42 just now Kilo cannot be reached.",
        ],
      ];
      const { page } = await suite.open({
        balances: known.map(([change], index) => ({
          provider: { id: String(index), displayName: `P${index}` },
          isLoading: false,
          ...change,
        })),
      });
      assert.deepEqual(
        await shownTexts(page.locator("aside section").filter({ hasText: "Balance at" })),
        known.map(([, text], index) => `Balance at P${index} ${text}`),
      );
      assert.equal(await page.locator(".balance .sr").nth(3).textContent(), "minus 0.42 dollars");
    });

    it("have each their account page and are refreshed together", async () => {
      const usage = await suite.open({
        balances: [
          { provider: kilo, isLoading: false },
          { provider: { id: "or", displayName: "OpenRouter" }, isLoading: false },
        ],
      });
      await usage.page.getByRole("button", { name: "Open the account page of OpenRouter" }).click();
      await usage.page.getByRole("button", { name: "Refresh Balance" }).click();
      assert.deepEqual((await usage.sent()).slice(1), [
        { type: "account-open", provider: "or" },
        { type: "balance-refresh" },
      ]);
    });

    it("grow older by the minute while they are seen, and only then", async () => {
      const usage = await suite.open({ balances: [] });
      const { page } = usage;
      await page.clock.install({ time: now });
      await usage.reload();
      await usage.show(state());
      const note = page.locator(".balance .small");
      assert.match((await note.textContent()) ?? "", /^2 minutes ago/);
      await page.clock.runFor(59_000);
      assert.match((await note.textContent()) ?? "", /^2 minutes ago/);
      await page.clock.runFor(2000);
      assert.match((await note.textContent()) ?? "", /^3 minutes ago/);
      await setHidden(page, true);
      await page.clock.runFor(600_000);
      assert.match((await note.textContent()) ?? "", /^3 minutes ago/);
      await setHidden(page, false);
      await page.clock.runFor(100);
      assert.match((await note.textContent()) ?? "", /^13 minutes ago/);
    });
  });

  describe("top specs", () => {
    it("have bars as long as their share of the dearest", async () => {
      const { page } = await suite.open();
      const items = page.locator(".top-specs li");
      assert.deepEqual(await shownTexts(items), [
        "specs/checkout.md $0.74",
        "specs/คืนเงิน.md $0.41",
        "Chat without a spec $0.31",
        "specs/notify.md $0.22",
      ]);
      const widths = await items.evaluateAll((all) =>
        all.map((item) => item.querySelector("i")?.getBoundingClientRect().width ?? 0),
      );
      assert.ok(Math.abs((widths[1] ?? 0) / (widths[0] ?? 1) - 0.41 / 0.74) < 0.02, widths.join());
    });
  });

  describe("runs", () => {
    it("open their record by a click and by Enter, by the id of the row", async () => {
      const usage = await suite.open();
      const rowsShown = usage.page.locator(".runs tbody tr");
      const [first, second] = rows;
      await rowsShown.first().click();
      await usage.page.keyboard.press("ArrowDown");
      await usage.page.keyboard.press("Enter");
      assert.deepEqual(
        (await usage.sentOf("run-open")).map(({ runId }) => runId),
        [first?.runId, second?.runId],
      );
    });

    const runsTable = (page: Page) => page.getByRole("grid", { name: "Runs" });

    it("say status, estimate, cost and where it comes from in words", async () => {
      const { page } = await suite.open({ report: report({ query: { ...query, period: "day" } }) });
      assert.deepEqual(await cells(runsTable(page)), [
        "Time | Spec | Model | Status | Estimated | Cost | Kind | Tokens | Time taken | Served by",
        "14:39 | specs/checkout.md § Refunds | anthropic/claude-sonnet-4.5 | running | ≈ $0.011 | – |  | – | – | –",
        "14:31 | specs/checkout.md § Refunds | anthropic/claude-sonnet-4.5 | completed | ≈ $0.011 | $0.0118 | reported | 1.2k → 546 | 9.4 s | Anthropic",
        "14:24 | specs/คืนเงิน.md § เงื่อนไข | minimax/minimax-m2.1:free | completed | free | free | reported | 1.1k → 148 | 6.0 s | MiniMax",
        "14:02 | specs/checkout.md | openai/gpt-4o | incomplete | ≈ $0.0042 | $0.0021 | computed | 640 → 48 | 8.1 s | Azure",
        "13:57 | specs/notify.md | openai/gpt-4o-mini | completed | ≈ $0.0004 | $0.0004 | reported | 1.1k → 352 | 4.6 s | Azure, hop 4",
        "13:50 | specs/checkout.md § Refunds | anthropic/claude-sonnet-4.5 | completed | ≈ $0.011 | $0.0131 | reported list price gives $0.0110 | 1.2k → 546 | 9.4 s | Anthropic",
        "13:40 | specs/notify.md | local/qwen2.5-coder | completed | unknown | unknown | no price | 1.2k → 546 | 1 min 04 s | Local",
        "13:20 | Chat without a spec | anthropic/claude-sonnet-4.5 | stopped | ≈ $0.011 | unknown | at least $0.0102 | 1.2k → 546 | 3.1 s | Anthropic",
        "13:12 | specs/checkout.md § Refunds | openai/gpt-4o | failed | ≈ $0.0042 | not billed |  | 0 | 900 ms | –",
      ]);
      const row = runsTable(page).getByRole("row").nth(6);
      const spoken = await row.locator(".sr").allTextContents();
      assert.deepEqual(spoken, ["about 0.011 dollars", "0.0131 dollars", "list price gives 0.0110 dollars"]);
    });

    it("have a shape for each status", async () => {
      const { page } = await suite.open();
      const icons = await runsTable(page)
        .locator("td:nth-child(4) .codicon")
        .evaluateAll((all) => all.map((icon) => icon.className.match(/codicon-[a-z-]+/)?.[0]));
      assert.equal(new Set(icons).size, 5);
    });

    it("have a date when the period is longer than a day", async () => {
      const { page } = await suite.open();
      assert.match((await cells(runsTable(page)))[2] ?? "", /^23 Nov, 14:31 \|/);
    });

    it("are sorted by time and by cost, unknown last in both directions", async () => {
      const { page } = await suite.open();
      const costs = async () => (await cells(runsTable(page))).slice(1).map((line) => line.split(" | ")[5]);
      const head = (name: string) => runsTable(page).getByRole("columnheader", { name, exact: true });
      const sortOf = (name: string) => head(name).getAttribute("aria-sort");
      const header = (name: string) => head(name).getByRole("button");
      assert.equal(await sortOf("Time"), "descending");
      await header("Cost").click();
      assert.deepEqual(await costs(), [
        "$0.0131",
        "$0.0118",
        "$0.0021",
        "$0.0004",
        "free",
        "not billed",
        "–",
        "unknown",
        "unknown",
      ]);
      assert.deepEqual(
        [await sortOf("Cost"), await page.locator("th[aria-sort=none]").count()],
        ["descending", 1],
      );
      await header("Cost").click();
      assert.deepEqual(await costs(), [
        "free",
        "not billed",
        "$0.0004",
        "$0.0021",
        "$0.0118",
        "$0.0131",
        "–",
        "unknown",
        "unknown",
      ]);
      await header("Time").click();
      await header("Time").click();
      assert.equal((await costs())[0], "not billed");
    });

    it("are walked through by arrows, Home and End, from one stop", async () => {
      const { page } = await suite.open();
      const place = () =>
        page.evaluate(() =>
          document.activeElement instanceof HTMLTableRowElement ? document.activeElement.sectionRowIndex : -1,
        );
      const press = async (key: string) => {
        await page.keyboard.press(key);
        return place();
      };
      await runsTable(page).getByRole("button", { name: "Cost" }).focus();
      assert.equal(await press("Tab"), 0);
      assert.equal(await press("ArrowUp"), 0);
      assert.equal(await press("ArrowDown"), 1);
      assert.equal(await press("End"), rows.length - 1);
      assert.equal(await press("ArrowDown"), rows.length - 1);
      assert.equal(await press("ArrowUp"), rows.length - 2);
      assert.equal(await press("Home"), 0);
      assert.equal(await press("Tab"), -1);
      assert.equal(await press("Shift+Tab"), 0);
    });

    it("come a hundred at a time", async () => {
      const many = Array.from({ length: 500 }, (_, index) => run(`r${index}`, { at: now - index * 60_000 }));
      const total = { ...report().total, runs: 1204 };
      const { page } = await suite.open({ report: report({ rows: many, total }) });
      const count = () => runsTable(page).locator("tbody tr").count();
      assert.equal(await count(), 100);
      assert.equal(await runsTable(page).getAttribute("aria-rowcount"), "501");
      await page.getByText("The newest 500 of 1,204 runs are listed; an export has them all.").waitFor();
      await page.getByRole("button", { name: "Show 100 More" }).click();
      assert.equal(await count(), 200);
      assert.equal(
        await page.evaluate(() => (document.activeElement as HTMLTableRowElement).sectionRowIndex),
        100,
      );
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowDown");
      assert.equal(await count(), 300);
      for (const left of [200, 100]) {
        await page.getByRole("button", { name: "Show 100 More" }).click();
        assert.equal(await count(), 600 - left);
      }
      await page.getByText("Show 100 More").waitFor({ state: "detached" });
    });
  });

  it("exports as CSV and as JSON", async () => {
    const usage = await suite.open();
    await usage.page.getByRole("button", { name: "Export CSV" }).click();
    await usage.page.getByRole("button", { name: "Export JSON" }).click();
    assert.deepEqual(await usage.sentOf("export"), [
      { type: "export", format: "csv" },
      { type: "export", format: "json" },
    ]);
  });

  it("says once that nothing was run", async () => {
    const { page } = await suite.open({ report: emptyReport() });
    assert.equal(await page.getByText("No runs in this period.").count(), 1);
    assert.equal((await page.getByRole("table").count()) + (await page.getByRole("grid").count()), 0);
    assert.deepEqual(await shownTexts(page.getByRole("status")), [
      "0 runs Ledger is stored on this computer only",
    ]);
  });

  it("says in the status line what is left out of the sums", async () => {
    const usage = await suite.open();
    const status = usage.page.getByRole("status");
    assert.deepEqual(await shownTexts(status), [
      "143 runs Unknown cost is never counted as zero: 9 runs are left out of the sums Ledger is stored on this computer only",
    ]);
    await usage.show(state({ report: report({ total: { ...noFigures, runs: 1, unknownRuns: 1 } }) }));
    assert.match(
      (await shownTexts(status)).join(),
      /^1 run Unknown cost is never counted as zero: 1 run is left out/,
    );
  });

  it("speaks Thai with years of the Gregorian calendar and lines high enough", async () => {
    const { page } = await suite.open({ ...thai() });
    assert.equal(await page.locator("html").getAttribute("lang"), "th");
    await page.getByText("17 ถึง 23 พ.ย. 2026 เวลาท้องถิ่น").waitFor();
    assert.equal(await page.getByRole("radio", { checked: true }).first().textContent(), "7 วัน");
    assert.match(
      (await page.getByRole("img").getAttribute("aria-label")) ?? "",
      /สูงสุด: วันศุกร์ 20 0\.40 ดอลลาร์/,
    );
    assert.equal(await page.getByText(/2569/).count(), 0);
    const low = await page.evaluate(() =>
      [...document.querySelectorAll("#app *")]
        .filter((element) =>
          [...element.childNodes].some((node) =>
            /[\u0E01-\u0E4E]/.test(node instanceof Text ? node.data : ""),
          ),
        )
        .filter((element) => element.checkVisibility() && element.closest("[lang='']") === null)
        .filter((element) => Number.parseFloat(getComputedStyle(element).lineHeight) < 20)
        .map((element) => `${element.className}: ${element.textContent}`),
    );
    assert.deepEqual(low, []);
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      const usage = await suite.open(
        {
          balances: [
            { provider: kilo, isLoading: false, usd: 1, at: now, problem: "Kilo cannot be reached." },
          ],
        },
        { theme },
      );
      const faint = await faintTexts(usage.page);
      await usage.page.getByRole("button", { name: "Show as Table" }).click();
      faint.push(...(await faintTexts(usage.page)));
      await usage.show(
        state({ report: emptyReport(), budgets: [], balances: [{ provider: kilo, isLoading: true }] }),
      );
      faint.push(...(await faintTexts(usage.page)));
      assert.deepEqual([...new Set(faint)], []);
    });
  }

  it("has a name for every control, picture and table", async () => {
    const { page } = await suite.open();
    const named = "select, [role=radiogroup], [role=img], [role=meter], [role=region], table, aside";
    const nameless = await page.evaluate((selector) => {
      const unlabelled = [...document.querySelectorAll(selector)].filter(
        (element) => (element.getAttribute("aria-label") ?? "") === "",
      );
      const mute = [...document.querySelectorAll("button")].filter(
        (button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === "",
      );
      return [...unlabelled, ...mute].map((element) => element.outerHTML);
    }, named);
    assert.deepEqual(nameless, []);
    assert.ok((await page.locator(named).count()) > 9);
  });

  for (const width of [1280, 899, 600, 320]) {
    it(`never scrolls sideways at ${width} pixels, whatever the names are`, async () => {
      const long = "x".repeat(300);
      const hostile = `a\u202E<b>evil</b>\u2066 ${"ไทย".repeat(80)}`;
      const names = (index: number) => (index % 2 === 0 ? long : hostile);
      const { page } = await suite.open(
        {
          ...(width === 600 && thai()),
          providers: [{ id: "a", displayName: long }],
          balances: [{ provider: { id: "a", displayName: hostile }, isLoading: false, problem: long }],
          budgets: [{ kind: "spec", name: long, limitUsd: 1, spentUsd: 1.2 }],
          report: report({
            groups: groups.map((one, index) => ({ ...one, name: names(index) })),
            topSpecs: [{ key: "a", name: hostile, usd: 1, runs: 1 }],
            rows: rows.map((row, index) => ({ ...row, spec: names(index), model: long, servedBy: hostile })),
          }),
        },
        { width },
      );
      const wide = async () =>
        page.evaluate(() => {
          const overflowing = [
            "html",
            "body",
            ".content",
            ".pane",
            ".toolbar",
            ".status",
            ".spending",
          ].filter((selector) => {
            const element = document.querySelector(selector);
            return element !== null && element.scrollWidth > element.clientWidth;
          });
          return overflowing;
        });
      assert.deepEqual(await wide(), []);
      await page.locator(".toggle").click();
      assert.deepEqual(await wide(), []);
      assert.equal(await page.locator("#app b", { hasText: /^evil$/ }).count(), 0);
      assert.equal(await page.getByText("\u202E").count(), 0);
    });
  }
});

type Locator = ReturnType<Page["locator"]>;

/** What is to be seen of each element, or of its parts: without what only screen readers get, words a space apart. */
async function shownParts(elements: Locator, parts?: string): Promise<string[][]> {
  return elements.evaluateAll((all, selector) => {
    const shown = (element: Element) => {
      const texts: string[] = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() !== null) {
        const text = walker.currentNode;
        if (text instanceof Text && text.parentElement?.closest("span.sr") === null)
          texts.push(text.data.trim());
      }
      return texts
        .filter((text) => text !== "")
        .join(" ")
        .replaceAll(" ,", ",");
    };
    return all.map((element) =>
      (selector === undefined ? [element] : [...element.querySelectorAll(selector)]).map(shown),
    );
  }, parts);
}

async function shownTexts(elements: Locator): Promise<string[]> {
  return (await shownParts(elements)).flat();
}

async function tiles(page: Page): Promise<string[]> {
  return (await shownParts(page.locator(".tiles > div"), "dt, dd")).map((parts) => parts.join(" | "));
}

/** A text per row. */
async function cells(table: Locator): Promise<string[]> {
  return (await shownParts(table.locator("tr"), "th, td")).map((row) => row.join(" | "));
}

async function checked(page: Page, name: string): Promise<string | null> {
  return page.getByRole("radiogroup", { name }).getByRole("radio", { checked: true }).textContent();
}

async function pixels(page: Page): Promise<string> {
  return page.locator(".chart canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

/** Where on the chart runs of columns begin that have some pixels of exactly this colour. */
async function paintedColumns(page: Page, colour: readonly [number, number, number]): Promise<number[]> {
  return page.locator(".chart canvas").evaluate((element, [red, green, blue]) => {
    const canvas = element as HTMLCanvasElement;
    const { data, width, height } = canvas
      .getContext("2d")
      ?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [], width: 0, height: 0 };
    const isPainted = (x: number) => {
      let count = 0;
      for (let y = 0; y < height; y++) {
        const at = (y * width + x) * 4;
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count++;
      }
      return count > 3;
    };
    const begins: number[] = [];
    for (let x = 1; x < width; x++) if (isPainted(x) && !isPainted(x - 1)) begins.push(x);
    return begins;
  }, colour);
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
