import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ModelsViewState } from "../../src/protocol/modelsProtocol";
import { defaultSettings as settings } from "../../src/webview/models/tableSettings";
import { faintTexts } from "./faintTexts";
import { ModelsPage } from "./modelsPage";
import {
  cost,
  costs,
  details,
  manyRows,
  modelsState,
  row,
  rows,
  sonnetId,
  thai,
  tooSmall,
  withTooSmall,
} from "./modelsSamples";
import type { PageOptions, Theme } from "./viewPage";
import { viewSuite } from "./viewSuite";

const themes: readonly Theme[] = [
  "vscode-dark",
  "vscode-light",
  "vscode-high-contrast",
  "vscode-high-contrast-light",
];
const sonnet = "Claude Sonnet 4.5";

describe("model view", function () {
  this.timeout(30_000);
  const suite = viewSuite(async (host, change?: Partial<ModelsViewState>, options?: PageOptions) => {
    const models = await ModelsPage.open(host, options);
    await models.show(modelsState(change));
    return models;
  });
  let models: ModelsPage;
  const open = async (change?: Partial<ModelsViewState>, options?: PageOptions) => {
    models = await suite.open(change, options);
  };
  const button = (name: string) => models.page.getByRole("button", { name, exact: true });
  const pane = () => models.page.getByRole("complementary");
  const search = () => models.page.getByRole("searchbox");
  /** And waits until the page has drawn what came of it. */
  const press = async (name: string) => {
    await button(name).click();
    await models.send();
  };
  const status = async () => {
    await models.send();
    return models.page.locator(".status").innerText();
  };
  const showSonnet = async () => {
    await models.row(sonnet).click();
    await models.send({ type: "details-changed", details });
  };

  describe("table", () => {
    it("comes cheapest first, free before all, and without a known price last", async () => {
      await open();
      const names = await models.names();
      assert.deepEqual(names.slice(0, 3), ["Auto Free", "MiniMax M2.1 (free)", "Gemini 1.5 Flash"]);
      assert.deepEqual(names.slice(-3), ["Sample Frontier Pro", "Acme Coding Plan: Direct", "Auto Balanced"]);
      assert.match(await status(), /Sorted by this spec, cheapest first/);
    });

    it("says what a model costs, and in words when that is not known", async () => {
      await open(withTooSmall);
      await press("Fits this spec");
      const costOf = async (name: string) =>
        (await models.row(name).locator(".cost").innerText()).split("\n")[0];
      assert.equal(await costOf(sonnet), "≈ $0.011");
      assert.equal(await costOf("Auto Free"), "free");
      assert.equal(await costOf("Auto Balanced"), "varies");
      assert.equal(await costOf("Acme Coding Plan: Direct"), "unknown");
      assert.equal(await costOf("Tiny"), "too long");
      const spoken = await models.row(sonnet).locator(".cost .sr").textContent();
      assert.equal(spoken, "about 0.011 dollars");
    });

    it("turns the order round at a second press, still with the unknown last", async () => {
      await open();
      const header = models.page.getByRole("columnheader", { name: "This spec" });
      assert.equal(await header.getAttribute("aria-sort"), "ascending");
      await press("This spec");
      assert.equal(await header.getAttribute("aria-sort"), "descending");
      const names = await models.names();
      assert.equal(names[0], "Sample Frontier Pro");
      assert.deepEqual(names.slice(-4), [
        "Auto Free",
        "MiniMax M2.1 (free)",
        "Acme Coding Plan: Direct",
        "Auto Balanced",
      ]);
      await models.waitForSent("settings-changed");
      const [sent, ...more] = await models.sentOf("settings-changed");
      assert.deepEqual(sent?.settings.sort, { column: "cost", isDescending: true });
      assert.deepEqual(more, []);
    });

    it("sorts by context, the longest first", async () => {
      await open();
      await press("Context");
      assert.equal((await models.names())[0], "Auto Balanced");
      assert.match(await status(), /longest first/);
      assert.equal(await models.page.locator("[aria-sort]").count(), 1);
    });

    it("names the chat where no spec is open", async () => {
      await open({ costs: { ...costs, prompt: { kind: "chat", name: "" } } });
      await models.page.getByRole("columnheader", { name: "This chat" }).waitFor();
      await button("Fits this chat").waitFor();
      assert.match(await status(), /14 of 14 models fit this chat/);
    });

    it("shows other costs and marks when the host sends them", async () => {
      await open({ chosenModelId: sonnetId });
      await models.send(
        {
          type: "costs-changed",
          costs: { prompt: { kind: "spec", name: "b.md" }, byModel: { [sonnetId]: cost(2.5) } },
        },
        { type: "marks-changed", favourites: [], hidden: ["openai/gpt-4o"] },
      );
      const first = (await models.names())[0];
      assert.equal(first, sonnet);
      assert.match(await models.row(sonnet).innerText(), /≈ \$2\.5[^]*in use/);
      assert.equal(await models.page.locator("[aria-pressed=true] .codicon-star-full").count(), 0);
      assert.equal(await models.row("GPT-4o").count(), 0);
      assert.match(await status(), /13 of 13 models[^]*1 hidden[^]*b\.md/);
    });

    it("recommends, only what is offered", async () => {
      const { advice } = modelsState();
      await open({ advice: [...advice, { task: "speed", modelId: "google/gone" }] });
      assert.match(await models.row("Claude 3.5 Sonnet").innerText(), /good for code/);
      assert.equal(await models.page.getByText("good for", { exact: false }).count(), 2);
    });
  });

  describe("filters", () => {
    it("what does not fit is left out and counted, until it is asked for", async () => {
      await open(withTooSmall);
      assert.equal(await models.row("Tiny").count(), 0);
      assert.match(await status(), /14 of 15 models fit this spec/);
      await press("Tools");
      assert.match(await status(), /11 of 15 models(?!;)/);
      await press("Tools");
      await search().fill("tiny");
      assert.match(await status(), /0 of 15 models; this spec is too long for 1 more/);
      await press("Clear Filters");
      assert.equal(await models.row("Tiny").count(), 1);
      assert.equal(await search().inputValue(), "");
    });

    for (const [name, expected] of [
      ["Free", ["Auto Free", "MiniMax M2.1 (free)"]],
      ["Favourites", ["MiniMax M2.1 (free)", "GPT-4o-mini", sonnet]],
    ] as const) {
      it(`${name} is a switch`, async () => {
        await open();
        await press(name);
        assert.equal(await button(name).getAttribute("aria-pressed"), "true");
        assert.deepEqual(await models.names(), expected);
        await press(name);
        assert.equal((await models.names()).length, rows.length);
      });
    }

    it("more of them are one press away, and counted where they are not seen", async () => {
      await open({ hidden: ["openai/gpt-4o"] });
      await press("More");
      await models.page.getByLabel("Context at least").selectOption({ label: "200k" });
      await models.page.getByLabel("Prompt per 1M at most").selectOption({ label: "$3.00" });
      await press("Not retiring");
      const names = await models.names();
      assert.deepEqual(names, ["Auto Free", "MiniMax M2.1 (free)", "Gemini 1.5 Flash", sonnet]);
      await models.page.getByLabel("Context at least").selectOption({ label: "any" });
      assert.ok(!(await models.names()).includes("GPT-4o"));
      await press("Show hidden");
      assert.match(await models.row("GPT-4o").innerText(), /hidden/);
      await press("More (3)");
      assert.equal(await models.page.getByLabel("Context at least").count(), 0);
      await models.waitForSent("settings-changed");
      const last = (await models.sentOf("settings-changed")).at(-1)?.settings;
      assert.deepEqual(last, { ...settings, mostPromptPrice: 3, withoutExpiring: true, showsHidden: true });
    });

    it("are as they were left", async () => {
      await open({ settings: { ...settings, onlyFree: true, sort: { column: "name", isDescending: true } } });
      assert.deepEqual(await models.names(), ["MiniMax M2.1 (free)", "Auto Free"]);
    });

    it("what was just pressed stays when the host sends an older state", async () => {
      await open();
      await press("Free");
      await models.send({ type: "state-changed", state: modelsState({ settings }) });
      assert.equal((await models.names()).length, 2);
    });

    it("search wants all words; `/` leads there, the arrow down back", async () => {
      await open();
      await models.page.getByRole("grid").focus();
      await models.page.keyboard.press("/");
      await models.page.keyboard.type("ANTHROPIC 4.5");
      assert.deepEqual(await models.names(), [sonnet]);
      await models.page.keyboard.press("ArrowDown");
      await pane().waitFor();
      assert.equal(await models.page.evaluate(() => document.activeElement?.getAttribute("role")), "grid");
    });

    it("another provider is the host's to load", async () => {
      await open();
      await models.page.getByLabel("Provider").selectOption({ label: "OpenRouter" });
      assert.deepEqual(await models.sentOf("provider-choose"), [
        { type: "provider-choose", provider: "openrouter" },
      ]);
    });
  });

  describe("keyboard", () => {
    const selected = () =>
      models.page.locator(".models tr[aria-selected=true] .name bdi").first().innerText();

    it("arrows open the details, Enter uses, Space marks, Escape closes", async () => {
      await open();
      const grid = models.page.getByRole("grid");
      await grid.focus();
      for (const key of ["ArrowDown", "ArrowDown", "End", "ArrowUp", "Home", "ArrowDown"])
        await grid.press(key);
      await models.send();
      assert.equal(await selected(), "MiniMax M2.1 (free)");
      const active = await grid.getAttribute("aria-activedescendant");
      assert.equal(await models.page.locator(`[id="${active}"]`).getAttribute("aria-rowindex"), "3");
      await models.page.waitForFunction(() => {
        const { sent } = window as unknown as { sent: readonly { type: string; modelId?: string }[] };
        const opened = sent.filter(({ type }) => type === "model-open");
        return opened.at(-1)?.modelId === "minimax/minimax-m2.1:free";
      });
      await grid.press("Enter");
      await grid.press("Space");
      assert.deepEqual(await models.sentOf("model-use"), [
        { type: "model-use", modelId: "minimax/minimax-m2.1:free" },
      ]);
      assert.deepEqual(await models.sentOf("model-mark"), [
        { type: "model-mark", modelId: "minimax/minimax-m2.1:free", mark: "favourite", isOn: false },
      ]);
      await pane().getByRole("button", { name: "Close Details" }).focus();
      await models.page.keyboard.press("Escape");
      await pane().waitFor({ state: "detached" });
      assert.equal(await models.page.evaluate(() => document.activeElement?.getAttribute("role")), "grid");
    });

    it("keys faster than a frame each move by one, and Enter takes where they have led", async () => {
      await open();
      const grid = models.page.getByRole("grid");
      await grid.focus();
      await grid.evaluate((element) => {
        for (const key of ["Home", "ArrowDown", "ArrowDown", "Enter"])
          element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      });
      const third = await models.page.locator('[aria-rowindex="4"]').getAttribute("id");
      await models.send();
      assert.equal(await grid.getAttribute("aria-activedescendant"), third);
      const [used] = await models.sentOf("model-use");
      assert.deepEqual(
        (await models.sentOf("model-open")).map(({ modelId }) => modelId).at(-1),
        used?.modelId,
      );
    });

    it("a key that belongs to a button of the head does nothing else", async () => {
      await open();
      await button("Model").focus();
      await models.page.keyboard.press("Enter");
      assert.equal((await models.names())[0], "Acme Coding Plan: Direct");
      assert.deepEqual(await models.sentOf("model-use"), []);
    });

    it("the star marks without opening the details", async () => {
      await open();
      await press("Favourite: GPT-4o");
      assert.deepEqual(await models.sentOf("model-mark"), [
        { type: "model-mark", modelId: "openai/gpt-4o", mark: "favourite", isOn: true },
      ]);
      assert.equal(await pane().count(), 0);
    });

    it("every control has a name", async () => {
      await open();
      await showSonnet();
      await press("More");
      const nameless = await models.page.evaluate(() =>
        [...document.querySelectorAll("button, input, select, [role=img], [role=grid], [role=region], aside")]
          .filter((element) => {
            const label = element.closest("label")?.textContent ?? "";
            return (
              (element.getAttribute("aria-label") ?? element.textContent ?? "").trim() + label.trim() === ""
            );
          })
          .map((element) => element.outerHTML),
      );
      assert.deepEqual(nameless, []);
    });
  });

  describe("details", () => {
    it("tell what the prompt comes to, the prices with their steps, and who serves the model", async () => {
      await open();
      await showSonnet();
      const text = (await pane().innerText()).replaceAll(/\s+/g, " ");
      for (const part of [
        "anthropic/claude-sonnet-4.5",
        "docs/checkout.md, 1.2k tokens",
        "At most, 4.0k out $0.064",
        "Fits the context 0.1 % of 1M",
        "Your last 23 runs 22 done, off by 4 %",
        "Prompt, above 200k $6.00",
        "Answer, prompt above 200k $22.50",
        "Cache read $0.30",
        "Cache write $3.75",
        "Anthropic 1M 1.21 58 99.6 %",
        "$3.00 in · $15.00 out",
        "The gateway reports no training on prompts.",
        "max_tokens, temperature, tools, reasoning",
        "A model for **coding** and agents.",
      ])
        assert.ok(text.includes(part), `${part} in ${text}`);
      assert.deepEqual(await pane().locator(".endpoints th").allInnerTexts(), [
        "Served by",
        "Context",
        "Latency",
        "tok/s",
        "Up, 30 min",
      ]);
    });

    it("have columns only for what an endpoint gives", async () => {
      await open();
      await models.row(sonnet).click();
      const list = [
        { upstream: "A", tag: "a/fp8", pricing: { kind: "unknown" }, quantization: "fp8" },
      ] as const;
      await models.send({
        type: "details-changed",
        details: { modelId: sonnetId, endpoints: { state: "loaded", list } },
      });
      assert.deepEqual(await pane().locator(".endpoints th").allInnerTexts(), ["Served by"]);
      assert.match(await pane().locator(".endpoints").innerText(), /price unknown · fp8/);
    });

    it("say in words why no endpoints are shown", async () => {
      await open();
      await models.row(sonnet).click();
      for (const [endpoints, expected] of [
        [{ state: "loading" }, "Loading the endpoints"],
        [{ state: "none" }, "The gateway lists no endpoints for this model."],
        [
          { state: "failed", problem: "Kilo cannot answer." },
          "The endpoints could not be loaded: Kilo cannot answer.",
        ],
        [{ state: "loaded", list: [] }, "No endpoint serves this model now."],
      ] as const) {
        await models.send({ type: "details-changed", details: { modelId: sonnetId, endpoints } });
        assert.ok((await pane().innerText()).includes(expected), expected);
      }
    });

    it("do not show another model's", async () => {
      await open();
      await showSonnet();
      await models.row("GPT-4o").click();
      await models.send();
      assert.match(await pane().innerText(), /Loading the endpoints/);
      await models.send({ type: "details-changed", details });
      assert.doesNotMatch(await pane().innerText(), /Bedrock/);
    });

    it("have the model used, run, marked, hidden and its id copied", async () => {
      await open();
      await showSonnet();
      for (const name of [
        "Use Model",
        "Run This Spec · ≈ $0.011",
        "Remove from Favourites",
        "Hide from the List",
        "Copy Model ID",
      ])
        await pane().getByRole("button", { name }).click();
      await models.waitForSent("id-copy");
      const modelId = sonnetId;
      assert.deepEqual((await models.sent()).slice(-5), [
        { type: "model-use", modelId },
        { type: "spec-run", modelId },
        { type: "model-mark", modelId, mark: "favourite", isOn: false },
        { type: "model-mark", modelId, mark: "hidden", isOn: true },
        { type: "id-copy", modelId },
      ]);
    });

    it("say why nothing can be run", async () => {
      await open({ ...withTooSmall, settings: { ...settings, onlyFitting: false } });
      await models.row("Tiny").click();
      await pane().waitFor();
      const run = pane().getByRole("button", { name: "Run This Spec" });
      assert.equal(await run.getAttribute("aria-disabled"), "true");
      assert.match(await pane().innerText(), /This spec is too long for this model\./);
      assert.match(await pane().innerText(), /no, 1\.2k of 1k tokens/);
      await models.send({
        type: "state-changed",
        state: modelsState({ cannotRun: "This folder is not trusted.", settings }),
      });
      await models.row(sonnet).click();
      await models.send();
      await run.click({ force: true });
      assert.match(await pane().innerText(), /This folder is not trusted\./);
      assert.deepEqual(await models.sentOf("spec-run"), []);
    });

    it("offer no run of a spec where there is none", async () => {
      await open({ costs: { ...costs, prompt: { kind: "chat", name: "" } } });
      await models.row(sonnet).click();
      await pane().waitFor();
      assert.equal(await pane().getByRole("button", { name: "Run", exact: false }).count(), 0);
    });
  });

  describe("list", () => {
    it("offline, its rows stay and say how old they are", async () => {
      await open();
      await models.send({
        type: "list-changed",
        list: {
          loadedAt: Date.now() - 3.1 * 3_600_000,
          isLoading: false,
          problem: "api.kilo.ai cannot be reached.",
        },
      });
      const problem = models.page.getByRole("alert");
      assert.equal(
        await problem.innerText(),
        "api.kilo.ai cannot be reached. These are the models and prices from 3 hours ago.",
      );
      assert.equal((await models.names()).length, rows.length);
      assert.match(await status(), /Prices from 3 hours ago/);
    });

    it("is loaded again on demand, once at a time", async () => {
      await open();
      await press("Refresh Models and Prices");
      assert.equal((await models.sentOf("list-refresh")).length, 1);
      await models.send({ type: "list-changed", list: { loadedAt: Date.now(), isLoading: true } });
      assert.match(await status(), /Loading models and prices/);
      await button("Loading models and prices").click({ force: true });
      assert.equal((await models.sentOf("list-refresh")).length, 1);
      await models.send({ type: "list-changed", list: { loadedAt: Date.now(), isLoading: false } });
      assert.match(await status(), /14 of 14[^]*Prices from just now/);
    });

    it("grows older by itself, but not while it is hidden", async () => {
      models = await suite.open();
      await models.page.clock.install();
      const now = await models.page.evaluate(() => Date.now());
      await models.send({ type: "list-changed", list: { loadedAt: now - 30_000, isLoading: false } });
      assert.match(await status(), /Prices from just now/);
      await models.page.clock.runFor(31_000);
      await models.page.getByText("Prices from 1 minute ago").waitFor();
      await models.page.evaluate(() => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await models.page.clock.runFor(600_000);
      assert.match(await status(), /Prices from 1 minute ago/);
      await models.page.evaluate(() => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await models.page.clock.runFor(100);
      await models.page.getByText("Prices from 11 minutes ago").waitFor();
    });

    it("that is not there yet says so", async () => {
      const costless = { rows: [], costs: { ...costs, byModel: {} } };
      await open({ ...costless, list: { isLoading: true } });
      assert.match(await models.page.locator(".no-rows").innerText(), /Loading models and prices/);
      await models.send({
        type: "list-changed",
        list: { isLoading: false, problem: "Kilo cannot be reached." },
      });
      assert.match(await models.page.locator(".no-rows").innerText(), /There is no list yet\./);
      await press("Load the List Again");
      assert.equal((await models.sentOf("list-refresh")).length, 1);
      await models.send({ type: "list-changed", list: { isLoading: false } });
      assert.match(await models.page.locator(".no-rows").innerText(), /Kilo lists no models\./);
    });
  });

  describe("a thousand models", () => {
    it("are not all in the document, and each can be reached", async () => {
      await open(manyRows(1000));
      const grid = models.page.getByRole("grid");
      const inDocument = async () => (await models.names()).length;
      assert.equal(await grid.getAttribute("aria-rowcount"), "1001");
      assert.ok((await inDocument()) < 40, `${await inDocument()} rows`);
      await grid.focus();
      await grid.press("End");
      await models.send();
      assert.equal((await models.names()).at(-1), "Model 999");
      assert.ok((await inDocument()) < 40, `${await inDocument()} rows`);
      const last = models.page.locator("tr[aria-selected=true]");
      assert.equal(await last.getAttribute("aria-rowindex"), "1001");
      const [box, table] = [await last.boundingBox(), await models.page.locator(".table-box").boundingBox()];
      assert.ok(
        box && table && box.y + box.height <= table.y + table.height + 0.5,
        "the last row is in sight",
      );
      await models.page.locator(".table-box").evaluate((element) => element.scrollTo({ top: 14_000 }));
      await models.row("Model 500").waitFor();
      assert.ok((await inDocument()) < 40, `${await inDocument()} rows`);
    });

    it("are searched as fast as one types", async () => {
      await open(manyRows(1000));
      const took = await search().evaluate((input: HTMLInputElement) => {
        const times: number[] = [];
        for (const text of ["m", "mo", "mod", "mode", "model-9", "model-99", "model-999"]) {
          const start = performance.now();
          input.value = text;
          input.dispatchEvent(new InputEvent("input", { bubbles: true }));
          // Also what it takes to lay the rows out.
          document.body.getBoundingClientRect();
          times.push(performance.now() - start);
        }
        return times.toSorted((a, b) => a - b)[3] ?? Infinity;
      });
      assert.deepEqual(await models.names(), ["Model 999"]);
      assert.match(await status(), /1 of 1,000 models/);
      // About 8 ms; the bound leaves room for a busy machine, but none for a thousand rows in the document.
      assert.ok(took < 50, `median ${took.toFixed(1)} ms`);
    });

    it("keep their height, whatever their names are", async () => {
      const hostile = [
        row("a".repeat(400), "W".repeat(5000)),
        row("b", "👩‍👩‍👧‍👦🏳️‍🌈 emoji"),
        row("c", "Z̸̢̧̛͎̺͔͓̗̲̿̋͌̓͝a̶̧̡̛͔l̷̡̛̛̘g̸o\nnew line"),
        row("d", "\u202Etxt.exe\u202C <img src=x onerror=alert(1)>"),
        row("e", "กี่ปู่ญู่ฎีกา น้ำ"),
        row("f", ""),
      ];
      await open({ rows: hostile, costs: { ...costs, byModel: {} }, favourites: [], advice: [] });
      const heights = await models.page
        .locator(".models tbody tr:not(.space)")
        .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
      assert.deepEqual(
        heights,
        hostile.map(() => 28),
      );
      assert.match((await models.names()).join(), /\[U\+202E\]txt\.exe/);
      await models.row("W".repeat(5000)).click();
      await pane().waitFor();
      const isTooWide = () =>
        models.page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
      assert.equal(await isTooWide(), false);
      assert.ok(((await pane().boundingBox())?.width ?? 0) <= 341);
    });
  });

  describe("plot", () => {
    const chart = () => models.page.getByRole("img");

    it("tells in words what it shows, and what it does not", async () => {
      await open();
      await showSonnet();
      assert.equal(
        await chart().getAttribute("aria-label"),
        "Expected price of this spec against context length, both logarithmic. Cheapest: Auto Free, free. Selected: Claude Sonnet 4.5, about 0.011 dollars.",
      );
      await models.page.getByText("2 models of unknown price or context are not drawn").waitFor();
    });

    it("a click on a point selects its model", async () => {
      await open({ rows: [rows[9] ?? tooSmall], favourites: [] });
      const over = models.page.locator(".u-over");
      const box = await over.boundingBox();
      assert.ok(box);
      // Found from left to right, where the only point must be somewhere.
      for (let x = 4; x < box.width && (await pane().count()) === 0; x += 16)
        for (let y = 4; y < box.height && (await pane().count()) === 0; y += 16)
          await over.dispatchEvent("click", { clientX: box.x + x, clientY: box.y + y });
      await pane().waitFor();
      assert.match(await pane().innerText(), /Claude Sonnet 4\.5/);
    });

    it("is drawn in the theme's colours, again when the theme changes", async () => {
      await open();
      const colours = () =>
        chart().evaluate((element) => {
          const canvas = element.querySelector("canvas");
          const { data } = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
          const found = new Set<string>();
          for (let index = 0; index < (data?.length ?? 0); index += 4)
            if (data?.[index + 3] === 255) found.add([...(data?.slice(index, index + 3) ?? [])].join());
          return [...found];
        });
      // charts.blue in Dark Modern and in Light Modern.
      assert.ok((await colours()).includes("55,148,255"));
      await models.page.evaluate(() => (document.body.className = "vscode-light"));
      await models.send();
      const light = await colours();
      assert.ok(light.includes("26,133,255") && !light.includes("55,148,255"));
    });

    it("is put away by its buttons, and where there is no room for it", async () => {
      await open();
      await press("Hide Price Plot");
      assert.equal(await chart().count(), 0);
      await models.waitForSent("settings-changed");
      assert.equal((await models.sentOf("settings-changed")).at(-1)?.settings.showsPlot, false);
      await press("Price Plot");
      await chart().waitFor();
      await models.page.setViewportSize({ width: 1280, height: 699 });
      await chart().waitFor({ state: "detached" });
      assert.equal(await button("Price Plot, needs a larger window").getAttribute("aria-disabled"), "true");
    });
  });

  describe("page", () => {
    it("remembers search, selection and place while it is hidden", async () => {
      await open(manyRows(1000));
      await search().fill("model-");
      await models.page.locator(".table-box").evaluate((element) => element.scrollTo({ top: 5600 }));
      await models.row("Model 200").click();
      await models.reload();
      await models.show(modelsState(manyRows(1000)));
      await pane().waitFor();
      assert.equal(await search().inputValue(), "model-");
      assert.equal(await models.page.locator(".table-box").evaluate((element) => element.scrollTop), 5600);
      await models.waitForSent("model-open");
      assert.deepEqual(await models.sentOf("model-open"), [
        { type: "model-open", modelId: "maker-15/model-200" },
      ]);
    });

    it("tells what was changed before it is hidden", async () => {
      await open();
      await models.page.clock.install();
      await press("Free");
      assert.deepEqual(await models.sentOf("settings-changed"), []);
      await models.page.evaluate(() => {
        Object.defineProperty(document, "hidden", { get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      assert.equal((await models.sentOf("settings-changed"))[0]?.settings.onlyFree, true);
    });

    for (const width of [600, 340, 200]) {
      it(`never scrolls sideways at ${width} pixels, with the details below the table`, async () => {
        await open({}, { width });
        await showSonnet();
        await models.row(sonnet).scrollIntoViewIfNeeded();
        const isTooWide = await models.page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        assert.equal(isTooWide, false);
        const [table, inDetails] = [
          await models.page.locator(".table-box").boundingBox(),
          await pane().boundingBox(),
        ];
        assert.ok(table && inDetails && inDetails.y >= table.y + table.height);
      });
    }

    it("speaks Thai, with room for its marks", async () => {
      await open({ ...thai(), ...withTooSmall });
      await showSonnet();
      assert.equal(await models.page.evaluate(() => document.documentElement.lang), "th");
      await models.page.getByRole("columnheader", { name: "สเปกนี้" }).waitFor();
      assert.match(await status(), /14 จาก 15 โมเดลรับสเปกนี้ได้/);
      assert.match(await models.row("Auto Balanced").innerText(), /ไม่คงที่/);
      // A line that cuts what lies outside it must be at least one and a half times as high as its letters.
      const low = await models.page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("#app *")]
          .filter((element) => {
            const style = getComputedStyle(element);
            const hasText = [...element.childNodes].some(
              (node) => node instanceof Text && /[ก-๛]/.test(node.data),
            );
            return (
              hasText &&
              !element.closest(".sr, option") &&
              parseFloat(style.lineHeight) < 1.45 * parseFloat(style.fontSize)
            );
          })
          .map((element) => element.outerHTML),
      );
      assert.deepEqual(low, []);
    });

    for (const theme of themes) {
      it(`every text can be read in ${theme}`, async () => {
        await open(
          { ...withTooSmall, chosenModelId: "openai/gpt-4o", cannotRun: "This folder is not trusted." },
          { theme },
        );
        await press("More");
        await press("Free");
        await press("Free");
        const faint = await faintTexts(models.page);
        await showSonnet();
        await models.send({
          type: "list-changed",
          list: { loadedAt: Date.now(), isLoading: false, problem: "Kilo cannot be reached." },
        });
        faint.push(...(await faintTexts(models.page)));
        await models.row("GPT-4o").hover();
        faint.push(...(await faintTexts(models.page)));
        await search().fill("nothing of that kind");
        faint.push(...(await faintTexts(models.page)));
        assert.deepEqual([...new Set(faint)], []);
      });
    }
  });
});
