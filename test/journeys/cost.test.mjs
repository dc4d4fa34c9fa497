import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

describe("what it costs", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      pace: "realistic",
      extraModels: 1000,
      // The runs below come to some 0.018 dollars, the worst case of the one that is stopped included.
      settings: (gateway) => ({
        "smartspec.model": "openai/gpt-4o",
        "smartspec.budget.perRun": 0.01,
        "smartspec.budget.perDay": 0.0215,
        "smartspec.providers": [{ id: "openrouter", baseUrl: `${gateway.origin}/api/v1` }],
      }),
    });
    await window.chat();
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const receipts = (chat) => chat.getByRole("group", { name: "Receipt" });
  const rowOf = (models, id) => models.getByRole("row").filter({ hasText: id }).first();

  describe("the model view with a thousand models", () => {
    it("shows what the spec in front costs on each, cheapest first", async () => {
      await window.openFile("refund.md");
      const models = await window.models();
      await models.getByText(/\d{3,4} of 1,\d{3} models fit this spec/).waitFor();
      await models.getByText("refund.md", { exact: true }).first().waitFor();
      await models.getByRole("columnheader", { name: /This spec/ }).waitFor();
      assert.ok((await models.getByRole("row").count()) < 100, "only what is in sight is in the document");
      await models.getByRole("searchbox").fill("gpt-4o");
      await rowOf(models, "openai/gpt-4o-mini").waitFor();
      assert.match(await rowOf(models, "openai/gpt-4o-mini").innerText(), /≈ \$0\.\d+/);
      await window.picture("models, searched");
    });

    it("filters, sorts both ways, and opens the endpoints of a model", async () => {
      const models = await window.models();
      await models.getByRole("searchbox").fill("");
      await models.getByRole("button", { name: "Free", exact: true }).click();
      await models.getByRole("button", { name: "Free", exact: true, pressed: true }).waitFor();
      assert.equal(await models.getByRole("row").filter({ hasText: "openai/gpt-4o-mini" }).count(), 0);
      await models.getByRole("button", { name: "Free", exact: true }).click();
      await models.getByRole("button", { name: "Free", exact: true, pressed: false }).waitFor();
      const sorted = (direction) => models.locator(`th[aria-sort=${direction}]`, { hasText: /Context/ });
      const context = models.getByRole("columnheader", { name: /Context/ }).getByRole("button");
      await context.click();
      await sorted("descending").waitFor();
      const column = await models.getByRole("row").nth(1).innerText();
      assert.match(column, /\b\dM\b/, "the longest context comes first");
      await context.click();
      await sorted("ascending").waitFor();
      await models.getByRole("searchbox").fill("llama-3.1-70b");
      await rowOf(models, "meta-llama/llama-3.1-70b-instruct").click();
      const details = models.getByRole("complementary");
      await details.getByText("DeepInfra").first().waitFor();
      await details.getByRole("button", { name: /^Run This Spec · ≈ \$/ }).waitFor();
      await window.picture("models, details");
    });

    it("a model can be used from there, and a favourite stays one after a restart", async () => {
      let models = await window.models();
      await models.getByRole("searchbox").fill("gpt-4o-mini");
      const star = () => rowOf(models, "openai/gpt-4o-mini").getByRole("button", { name: /^Favourite/ });
      await star().click();
      await models.getByRole("button", { name: "Favourite: GPT-4o-mini", pressed: true }).waitFor();
      await rowOf(models, "openai/gpt-4o-mini").click();
      await models.getByRole("complementary").getByRole("button", { name: "Use Model", exact: true }).click();
      await (await window.chat()).getByText("GPT-4o-mini").first().waitFor();
      await window.reload();
      models = await window.models();
      await models.getByRole("button", { name: "Favourites", exact: true }).click();
      await rowOf(models, "openai/gpt-4o-mini").waitFor();
      await models.getByText(/^1 of 1,\d{3} models/).waitFor();
      await models.getByRole("button", { name: "Favourite: GPT-4o-mini", pressed: true }).waitFor();
    });

    it("the list of another provider takes its place, and back", async () => {
      const models = await window.models();
      await models.getByRole("searchbox").fill("");
      await models.getByRole("button", { name: "Favourites", exact: true }).click();
      await models.getByText(/^1,\d{3} of 1,\d{3} models fit this spec/).waitFor();
      const arrived = window.gateway.nextRequest(({ path: route }) => route === "/api/v1/models");
      await models.getByRole("combobox").first().selectOption({ label: "OpenRouter" });
      await arrived;
      await models.getByText(/^1,\d{3} of 1,\d{3} models fit this spec/).waitFor();
      // The stars belong to the other provider.
      await models.getByRole("searchbox").fill("gpt-4o-mini");
      await models.getByRole("button", { name: "Favourite: GPT-4o-mini", pressed: false }).waitFor();
      await models.getByRole("combobox").first().selectOption({ label: "Kilo Code" });
      await models.getByRole("button", { name: "Favourite: GPT-4o-mini", pressed: true }).waitFor();
      await models.getByRole("searchbox").fill("");
    });

    it("a refresh asks the gateway again", async () => {
      const models = await window.models();
      const isList = ({ path: route }) => route.endsWith("/models");
      const arrived = window.gateway.nextRequest(isList);
      await models.getByRole("button", { name: "Refresh Models and Prices" }).click();
      await arrived;
      await models.getByText(/Prices from just now/).waitFor();
    });
  });

  describe("budgets", () => {
    it("a run that could cross one asks with the figures, and nothing reaches the gateway", async () => {
      await window.selectModel("openai/gpt-4o");
      await window.openFile("refund.md");
      const chat = await window.chat();
      const sent = window.chatRequests.length;
      await window.command("SmartSpec: Run Spec");
      const card = chat.getByRole("alertdialog", { name: "This run may pass your budget per run" });
      await card.waitFor();
      assert.match(
        await card.innerText(),
        /Left for this run\s+\$0\.01\s+Expected\s+≈ \$0\.00\d+\s+At most\s+\$0\.04/,
      );
      assert.equal(window.chatRequests.length, sent);
      await window.picture("budget, question");
    });

    it("Run, Stop sends it with an answer short enough for what is left", async () => {
      const chat = await window.chat();
      await chat.getByRole("button", { name: "Run, Stop at $0.01", exact: true }).click();
      await receipts(chat).nth(1).waitFor();
      const { max_tokens: maxTokens } = window.chatRequests.at(-1).body;
      assert.ok(maxTokens > 16 && maxTokens * 0.00001 < 0.01, String(maxTokens));
    });

    it("Allow Once lets this one through, and the next is held back again", async () => {
      const chat = await window.chat();
      const sent = window.chatRequests.length;
      const card = chat.getByRole("alertdialog");
      await window.command("SmartSpec: Run Spec");
      await card.getByRole("button", { name: /^Allow \$0\.04\d* Once$/ }).click();
      await receipts(chat).nth(3).waitFor();
      assert.equal(window.chatRequests.length, sent + 1);
      assert.equal(window.chatRequests.at(-1).body.max_tokens, 4000);
      await window.command("SmartSpec: Run Spec");
      await card.waitFor();
      assert.equal(window.chatRequests.length, sent + 1);
      await card.getByRole("button", { name: "Cancel" }).click();
      await card.waitFor({ state: "detached" });
      await chat.getByText("not sent").nth(2).waitFor();
    });

    it("an answer that goes on beyond it is stopped there, and its text is kept", async () => {
      await window.selectModel("fault/ignores-limit");
      const chat = await window.chat();
      await window.command("SmartSpec: Run Spec");
      await chat
        .getByRole("alertdialog")
        .getByRole("button", { name: "Run, Stop at $0.01", exact: true })
        .click();
      await chat.getByRole("meter", { name: /^Cost so far/ }).waitFor();
      await window.picture("budget, meter");
      await chat.getByText("stopped at your budget per run, $0.01", { exact: true }).waitFor();
      assert.equal(await window.chatRequests.at(-1)?.outcome, "aborted");
      assert.match(await chat.getByRole("article", { name: /incomplete$/ }).innerText(), /word word word/);
      await window.picture("budget, stopped");
    });

    it("from 80 % on the chat and the status bar say so", async () => {
      const chat = await window.chat();
      await chat.getByText(/\d+ % of today’s budget is used:/).waitFor();
      await window.page.locator(".statusbar-item", { hasText: /ignores-limit · \d+ % of budget/ }).waitFor();
      await window.picture("budget, warning");
      await chat.getByRole("button", { name: "Hide until tomorrow" }).click();
      await chat.getByText(/of today’s budget is used/).waitFor({ state: "detached" });
    });
  });

  describe("the usage view", () => {
    it("adds up what has run, by model, provider and spec, with a table behind the chart", async () => {
      const usage = await window.usage();
      await usage.getByText("GPT-4o", { exact: false }).first().waitFor();
      await usage.getByRole("radio", { name: "Today" }).click();
      await usage.getByRole("radio", { name: "By spec" }).click();
      await usage.getByRole("table").filter({ hasText: "refund.md" }).first().waitFor();
      await usage
        .getByText(/reported/)
        .first()
        .waitFor();
      await usage.getByText(/runs? (is|are) left out of the sums/).waitFor();
      await window.picture("usage");
    });

    it("shows the balance of the account, and asks for it again when told to", async () => {
      const usage = await window.usage();
      await usage.getByText("Balance at Kilo", { exact: false }).waitFor();
      const asked = () =>
        window.gateway.requests.filter(({ path: route }) => route.includes("/balance")).length;
      const askedBefore = asked();
      const arrived = window.gateway.nextRequest(({ path: route }) => route.includes("/balance"));
      await usage.getByRole("button", { name: "Refresh Balance" }).click();
      await arrived;
      assert.ok(asked() > askedBefore);
    });

    it("exports every run of the period as CSV", async () => {
      const usage = await window.usage();
      const input = window.page.locator(".quick-input-widget input");
      const file = path.join(window.workspace, "usage.csv");
      const deadline = Date.now() + 40_000;
      while (!readdirSync(window.workspace).includes("usage.csv")) {
        assert.ok(Date.now() < deadline, "the file was not written");
        // The dialog looks up folders while one types, and closes when a view takes the focus: as often as it takes.
        if (!(await input.isVisible())) await usage.getByRole("button", { name: "Export CSV" }).click();
        await input.fill(file);
        await window.page.keyboard.press("Enter");
        await input.waitFor({ state: "hidden", timeout: 3000 }).catch(() => undefined);
        await window.page.waitForTimeout(200);
      }
      const lines = readFileSync(file, "utf8")
        .split("\r\n")
        .filter((line) => line !== "");
      assert.match(lines[0], /^\uFEFFat,spec,provider,model/);
      assert.ok(lines.length >= 4, lines.join("\n"));
      assert.ok(lines.slice(1).every((line) => line.includes("kilocode")));
    });
  });
});
