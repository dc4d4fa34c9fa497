import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const spec = (/** @type {string} */ days) =>
  `---
model: openai/gpt-4o-mini
expect:
  - contains: refund
  - not_contains: voucher
  - contains: never said by anybody
---
# Refunds

[[answer]]
A refund is paid within ${days} days.

\`\`\`ts path="src/refund.ts"
export const days = ${days};
\`\`\`
`;

describe("runs and what is kept of them", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      settings: { "workbench.colorTheme": "Default Dark Modern" },
      files: {
        "refunds.md": spec("14"),
        ".smartspec/runs/20260101-120000-torn-abcdef.json": '{"format":"smartspec-run","vers',
        ".smartspec/runs/20260101-120001-later-abcdef.json": '{"format":"smartspec-run","version":99}',
      },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const file = (/** @type {string} */ name) => path.join(window.workspace, name);
  const rows = (/** @type {RegExp} */ name) => window.page.getByRole("treeitem", { name });
  const answers = async () => (await window.chat()).getByRole("article", { name: /^Answer/ });
  const runSpec = async (/** @type {number} */ count) => {
    await window.openFile("refunds.md");
    await window.command("SmartSpec: Run Spec");
    const chat = await window.chat();
    await chat
      .getByRole("group", { name: "Receipt" })
      .nth(count - 1)
      .waitFor();
  };
  const editorText = (/** @type {string | RegExp} */ text) =>
    window.page.locator(".editor-instance .view-line", { hasText: text }).first();
  const settings = (/** @type {object} */ change) => {
    const settingsFile = path.join(window.dataFolder, "data", "User", "settings.json");
    writeFileSync(
      settingsFile,
      JSON.stringify({ ...JSON.parse(readFileSync(settingsFile, "utf8")), ...change }),
    );
  };

  it("the chat says what of the expectations came true", async () => {
    await runSpec(1);
    const section = (await answers()).last().locator(".expectations");
    await section.getByText("Expected, 2 of 3").waitFor();
    await section.getByText("Not passed:").waitFor({ state: "attached" });
    await window.picture("runs chat dark");
  });

  it("the runs view lists the run, and files that cannot be read with a sentence", async () => {
    await window.command("SmartSpec: Show Runs");
    await rows(/^refunds\.md, completed, 2 of 3 expected, \$?.*openai\/gpt-4o-mini/).waitFor();
    await rows(/^1 Jan, 2 runs|^1 Jan 2026, 2 runs/).click();
    await rows(/torn.*damaged/).waitFor();
    await rows(/later.*later version/).waitFor();
    await window.picture("runs view dark");
  });

  it("a click opens the record, and the answer is found by its words", async () => {
    await rows(/^refunds\.md/).click();
    await window.page.locator('.tab.active[data-resource-name*="refunds"]').waitFor();
    await editorText("Receipt").waitFor();
    await window.picture("runs record dark");
    await window.command("SmartSpec: Search Runs");
    const input = window.page.locator(".quick-input-widget input");
    await input.fill("within 14");
    await window.page
      .locator(".quick-input-list .monaco-list-row", { hasText: "A refund is paid" })
      .waitFor();
    await window.picture("runs search dark");
    await window.page.keyboard.press("Escape");
  });

  it("the answer is held against that of the run before", async () => {
    writeFileSync(file("refunds.md"), spec("30"));
    await window.openFile("refunds.md");
    await editorText("within 30 days").waitFor();
    await runSpec(2);
    await (await answers()).last().getByRole("button", { name: "Diff With Previous Run" }).click();
    await window.page.locator(".monaco-diff-editor").first().waitFor();
    await window.page.locator(".monaco-diff-editor .view-line", { hasText: "30 days" }).first().waitFor();
    await window.picture("runs diff dark");
  });

  it("the answer opens beside the spec", async () => {
    await window.openFile("refunds.md");
    await (await answers()).last().getByRole("button", { name: "Open Beside" }).click();
    await window.page.locator('.tab[data-resource-name^="Answer refunds.md"]').waitFor();
    assert.equal(await window.page.locator(".editor-group-container").count(), 2);
  });

  it("the files of the answer are written only after they were ticked in the preview", async () => {
    await (await answers()).last().getByRole("button", { name: "Apply Files" }).click();
    const preview = window.page.locator(".bulk-edit-panel").first();
    const row = preview.locator(".monaco-list-row", { hasText: "refund.ts" }).first();
    await row.waitFor();
    assert.equal(existsSync(file("src/refund.ts")), false);
    await window.picture("runs preview dark");
    await row.locator(".edit-checkbox").first().click();
    await window.page.locator(".monaco-text-button", { hasText: /^Apply$/ }).click();
    const written = () => existsSync(file("src/refund.ts")) && readFileSync(file("src/refund.ts"), "utf8");
    for (let tries = 0; tries < 400 && !written(); tries++) await window.page.waitForTimeout(50);
    assert.equal(written(), "export const days = 30;\n");
  });

  const dialog = () => window.page.locator(".quick-input-widget");
  const exported = () => readdirSync(file("exported")).toSorted((a, b) => a.localeCompare(b));
  const exportTo = async (/** @type {string} */ place) => {
    const input = dialog().locator("input").first();
    await input.waitFor();
    // The dialog puts a name of its own there when it has read the folder, over what was typed before.
    await window.page.waitForFunction((folder) => {
      const field = document.querySelector(".quick-input-widget input");
      return field instanceof HTMLInputElement && field.value.startsWith(folder);
    }, file(""));
    await dialog().getByText("..", { exact: true }).waitFor();
    await input.fill(file(place));
    await dialog().locator(".quick-input-action .monaco-button").first().click();
  };
  /** Its question is left first, and the next dialog must not be taken for this one. */
  const leaveDialog = async () => {
    const input = dialog().locator("input").first();
    for (let tries = 0; tries < 20 && (await dialog().isVisible()); tries++)
      await input.press("Escape", { timeout: 1000 }).catch(() => undefined);
    await dialog().waitFor({ state: "hidden" });
  };
  const exportSelected = async () => {
    await rows(/2 of 3 expected/)
      .first()
      .click({ button: "right" });
    await window.chooseMenuItem(window.page.getByRole("menuitem", { name: "Export as Markdown" }));
  };
  /** The first `count`; of a single one, the menu opens on its row. */
  const selectRuns = async (/** @type {number} */ count) => {
    await window.command("SmartSpec: Show Runs");
    if (count === 1) return;
    await rows(/2 of 3 expected/)
      .first()
      .click();
    await rows(/2 of 3 expected/)
      .nth(1)
      .click({ modifiers: ["Control"] });
  };

  it("one run is exported as it is shown; a file that is there is written over only when that was agreed to", async () => {
    mkdirSync(file("exported"));
    writeFileSync(file("exported/one.md"), "mine");
    await selectRuns(1);
    await exportSelected();
    await exportTo("exported/one.md");
    await dialog()
      .getByText(/already exists/)
      .waitFor();
    assert.equal(readFileSync(file("exported/one.md"), "utf8"), "mine");
    await leaveDialog();
    await exportSelected();
    await exportTo("exported/other.md");
    await dialog().waitFor({ state: "hidden" });
    const text = () =>
      existsSync(file("exported/other.md")) && readFileSync(file("exported/other.md"), "utf8");
    for (let tries = 0; tries < 400 && !text(); tries++) await window.page.waitForTimeout(50);
    const page = String(text());
    assert.match(page, /^# refunds\.md\n/);
    for (const part of [
      /## Receipt\n\n- Status: completed\n- Cost: /,
      /### 2\. user\n\n````markdown\n# Refunds/,
    ])
      assert.match(page, part);
    assert.match(page, /## Answer\n\nA refund is paid within \d+ days\.[^]*export const days/);
    assert.doesNotMatch(page, /kilo_test_key/);
    assert.deepEqual(exported(), ["one.md", "other.md"]);
  });

  it("several are exported into one folder, and over files that are there only after a question with their number", async () => {
    await selectRuns(2);
    await exportSelected();
    await exportTo("exported/");
    for (let tries = 0; tries < 400 && exported().length < 4; tries++) await window.page.waitForTimeout(50);
    const [first = ""] = exported().filter((name) => /-refunds-/.test(name));
    assert.equal(exported().length, 4);
    writeFileSync(file(`exported/${first}`), "mine");
    await exportSelected();
    await exportTo("exported/");
    const notice = window.page.locator(".notification-list-item", {
      hasText: "2 of 2 files are there already.",
    });
    await notice.waitFor();
    await window.picture("runs export question");
    assert.equal(readFileSync(file(`exported/${first}`), "utf8"), "mine");
    await notice.getByRole("button", { name: "Write Over Them" }).click();
    const text = () => readFileSync(file(`exported/${first}`), "utf8");
    for (let tries = 0; tries < 400 && text() === "mine"; tries++) await window.page.waitForTimeout(50);
    assert.match(text(), /^# refunds\.md\n/);
  });

  const records = () => readdirSync(file(".smartspec/runs")).length;
  const agreeToDelete = async (/** @type {RegExp} */ question) => {
    const notice = window.page.locator(".notification-list-item", { hasText: question });
    await notice.waitFor();
    await notice.getByRole("button", { name: "Move to Trash" }).click();
    // Where there is none, that is asked too.
    const forGood = window.page.getByRole("button", { name: "Delete for Good" });
    const earlier = records();
    for (let tries = 0; tries < 400 && records() === earlier; tries++) {
      if (await forGood.isVisible()) await forGood.click();
      await window.page.waitForTimeout(50);
    }
  };

  it("a record is deleted only after a question; one that is gone already is no error", async () => {
    await window.command("SmartSpec: Show Runs");
    assert.equal(records(), 4);
    await rows(/torn/).click();
    // The file is shown; the keys stay with the row, or this would delete a letter of it.
    await editorText('"vers').waitFor();
    await window.page.keyboard.press("Delete");
    await window.page.locator(".notification-list-item", { hasText: "to the trash?" }).waitFor();
    assert.equal(records(), 4);
    await agreeToDelete(/torn.* to the trash/);
    assert.equal(records(), 3);
    await rows(/torn/).waitFor({ state: "detached" });
    const later = file(".smartspec/runs/20260101-120001-later-abcdef.json");
    await rows(/later/).click();
    await window.page.keyboard.press("Delete");
    const notice = window.page.locator(".notification-list-item", { hasText: /later.* to the trash/ });
    await notice.waitFor();
    rmSync(later);
    await notice.getByRole("button", { name: "Move to Trash" }).click();
    await rows(/later/).waitFor({ state: "detached" });
    // The editor's own TypeScript complains about the folder it was started in.
    const errors = window.page
      .locator(".notification-list-item:has(.codicon-error)")
      .filter({ hasNotText: "tsserver" });
    assert.deepEqual(await errors.allInnerTexts(), []);
    assert.equal(records(), 2);
  });

  it("reads well in high contrast and in Thai", async () => {
    settings({ "workbench.colorTheme": "Default High Contrast" });
    await window.reload();
    await rows(/2 of 3 expected/)
      .first()
      .waitFor({ timeout: 60_000 });
    await (await answers()).last().locator(".expectations").waitFor();
    assert.ok((await window.page.locator(".hc-black").count()) > 0);
    await (await window.chat()).evaluate(() => document.fonts.ready);
    await window.picture("runs high contrast");
    settings({ "workbench.colorTheme": "Default Dark Modern", "smartspec.language": "th" });
    await window.reload();
    await rows(/ตรงที่คาดหวัง 2 จาก 3/)
      .first()
      .waitFor({ timeout: 60_000 });
    await (await window.chat()).getByText("ที่คาดหวัง ผ่าน 2 จาก 3").first().waitFor();
    await window.picture("runs thai");
  });

  it("several are deleted at once after a question with their number, and the next run is listed", async () => {
    settings({ "workbench.colorTheme": "Default Dark Modern", "smartspec.language": "en" });
    await window.reload();
    await selectRuns(2);
    await window.page.keyboard.press("Delete");
    await agreeToDelete(/Move 2 records to the trash/);
    await rows(/2 of 3 expected/)
      .first()
      .waitFor({ state: "detached" });
    assert.equal(records(), 0);
    await runSpec(3);
    await window.command("SmartSpec: Show Runs");
    await rows(/2 of 3 expected/)
      .first()
      .waitFor();
    assert.equal(records(), 1);
  });
});
