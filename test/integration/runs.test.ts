import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { parseRunRecord } from "../../src/core/records/parseRunRecord";
import type { RunResult } from "../../src/core/run/runResult";
import { recordAddress } from "../../src/host/runs/recordDocuments";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { readWorkspaceFile, startGatewayForTests, workspaceFile } from "./gatewayForTests";

const run = (argument: unknown) => vscode.commands.executeCommand<RunResult>("smartspec.runSpec", argument);
const command = <T>(name: string, argument?: unknown) =>
  vscode.commands.executeCommand<T>(`smartspec.${name}`, argument);
const MODEL = "openai/gpt-4o-mini";
/** Looks again and again; gives up after ten seconds. */
const until = async (isSo: () => Promise<boolean>) => {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("It did not come to that.");
};
const spec = (body: string) => `---\nmodel: ${MODEL}\n---\n${body}`;

describe("Run records", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const name of ["recorded", ".smartspec"])
      await vscode.workspace.fs.delete(workspaceFile(name), { recursive: true });
    await stop();
  });
  afterEach(() => gateway.clear());

  const write = async (name: string, text: string) => {
    const uri = workspaceFile(name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  };
  const textOf = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
  const chats = () => gateway.requests.filter(({ path }) => path.endsWith("/chat/completions"));
  const recordOf = async ({ record = "" }: RunResult) =>
    parseRunRecord(await readWorkspaceFile(record), record);

  it("Replay shows the answer as it was recorded, byte for byte, and sends nothing", async () => {
    const answer = "# Answer\n\nไทย \u0301 ```\n  trailing  \n\n";
    const result = await run(await write("recorded/replay.md", spec(`# Do\n\n[[answer]]\n${answer}`)));
    assert.equal(result.text, answer);
    gateway.clear();
    const shown = await command<vscode.Uri>("replayRun", result.record);
    assert.equal(await textOf(shown), answer);
    assert.equal(gateway.requests.length, 0);
  });

  describe("documents that the window did not make itself, as after a reload", () => {
    const made = async (query: string) =>
      new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.from({ scheme: "smartspec", path: "/Old.md", query })),
      );

    it("records and their answers are made again", async () => {
      const result = await run(await write("recorded/kept.md", spec("# Kept\n\n[[answer]]\nไทย\n")));
      const record = await command<vscode.Uri>("openRecord", result.record);
      const answer = await command<vscode.Uri>("replayRun", result.record);
      assert.equal(await made(record.query), await textOf(record));
      assert.match(await made(record.query), /^# kept\.md\n/);
      assert.equal(await made(answer.query), "ไทย\n");
    });

    for (const query of [
      "",
      "nobody=x",
      "record=",
      "record=file:///nowhere.json",
      "answer=a/b",
      "answer=../../x/y",
    ]) {
      it(`${query === "" ? "one of nothing" : query} is a sentence, and no error`, async () => {
        const text = await made(query);
        assert.match(text, /^\S.+\.\n$/);
        if (query.startsWith("answer"))
          assert.match(text, /^This answer is not kept any more\. Run its spec/);
      });
    }
  });

  it("an answer is shown as it is whatever files.encoding says", async () => {
    const files = vscode.workspace.getConfiguration("files");
    await files.update("encoding", "windows874", vscode.ConfigurationTarget.Global);
    try {
      const result = await run(await write("recorded/thai.md", spec("# Do\n\n[[answer]]\nไทย é\n")));
      assert.equal(await textOf(await command<vscode.Uri>("replayRun", result.record)), "ไทย é\n");
    } finally {
      await files.update("encoding", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("Open Record shows what was sent and what it came to", async () => {
    const result = await run(
      await write("recorded/open.md", spec("# Refunds\n\n[[answer]]\nFourteen days.\n")),
    );
    const text = await textOf(await command<vscode.Uri>("openRecord", result.record));
    assert.match(text, /^# open\.md\n/);
    assert.match(text, /- Status: completed\n- Cost: \$?\S+ (reported|computed)/);
    assert.match(text, /### 2\. user\n\n```markdown\n# Refunds\n/);
    assert.match(text, /## Answer\n\nFourteen days\.\n$/);
    assert.doesNotMatch(text, /kilo_test_key/);
  });

  it("the reasoning of a record is folded, whether a click on its row opens it or a command", async () => {
    const uri = await write("recorded/reasoned.md", "---\nmodel: qwen/qwen3.6-plus\n---\nWhy?\n");
    const result = await run(uri);
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    const record = workspaceFile(result.record ?? "");
    const close = () => vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const open of [
      () => command("openRecord", result.record),
      () => vscode.commands.executeCommand("vscode.open", recordAddress(record), { preserveFocus: true }),
    ]) {
      await close();
      await open();
      const address = recordAddress(record).toString();
      await until(async () => {
        const editor = vscode.window.activeTextEditor;
        if (editor?.document.uri.toString() !== address) return false;
        const lines = editor.document.getText().split("\n");
        const heading = lines.indexOf("## Reasoning");
        assert.ok(heading > 0, "there is no reasoning");
        // The line below is the next one that is shown.
        editor.selection = new vscode.Selection(heading, 0, heading, 0);
        await vscode.commands.executeCommand("cursorDown");
        return lines[editor.selection.active.line + 1] === "## Answer";
      });
    }
  });

  it("a damaged record and one of a later version are said to be so, and nothing breaks", async () => {
    const folder = ".smartspec/runs";
    await write(`${folder}/20260101-000000-torn-abcdef.json`, '{"format":"smartspec-run","vers');
    await write(`${folder}/20260101-000001-later-abcdef.json`, '{"format":"smartspec-run","version":99}');
    for (const name of ["20260101-000000-torn-abcdef", "20260101-000001-later-abcdef"]) {
      assert.equal(await command("openRecord", `${folder}/${name}.json`), undefined);
      assert.equal(await command("replayRun", `${folder}/${name}.json`), undefined);
    }
  });

  it("Run Again runs the spec as it is now, with what was chosen then", async () => {
    const uri = await write("recorded/again.md", spec("# Do\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"));
    const result = await run({
      uri,
      section: "Two",
      instruction: "Briefly.",
      model: "anthropic/claude-sonnet-4.5",
    });
    await write("recorded/again.md", spec("# Do\n\n## One\n\nFirst.\n\n## Two\n\nChanged.\n"));
    gateway.clear();
    const again = await command<RunResult>("runRecordAgain", result.record);
    assert.equal(again.status, "completed", JSON.stringify(again.error));
    const body = JSON.parse(chats()[0]?.text ?? "{}") as { model: string; messages: { content: string }[] };
    assert.equal(body.model, "anthropic/claude-sonnet-4.5");
    assert.match(body.messages.at(-1)?.content ?? "", /Changed\.[^]*Instruction: Briefly\.$/);
    assert.doesNotMatch(body.messages.at(-1)?.content ?? "", /First/);
    assert.equal((await recordOf(again)).spec.section, "Two");
  });

  it("Send Same Again sends the same bytes, whatever the spec says by now, and is recorded as such", async () => {
    const uri = await write(
      "recorded/same.md",
      `---\nmodel: ${MODEL}\ntemperature: 0.3\nseed: 7\nstop: [END]\nrouting: { sort: price }\nexpect:\n  - contains: never said\n---\n# Do ไทย\n`,
    );
    const result = await run({ uri, instruction: "Briefly." });
    const sent = chats()[0]?.text;
    await vscode.workspace.fs.delete(uri);
    gateway.clear();
    const again = await command<RunResult>("sendSameAgain", result.record);
    assert.equal(again.status, "completed", JSON.stringify(again.error));
    assert.equal(chats()[0]?.text, sent);
    assert.equal(chats().length, 1);
    assert.equal(again.text, result.text);
    assert.deepEqual(
      again.expect?.map(({ state }) => state),
      ["failed"],
    );
    const [first, second] = [await recordOf(result), await recordOf(again)];
    assert.equal(second.sameAs, first.id);
    assert.deepEqual(second.spec, first.spec);
    assert.equal(second.request.sha256, first.request.sha256);
  });

  it("Send Same Again goes under the budgets, and refuses what is not as it was sent", async () => {
    const result = await run(await write("recorded/budget.md", spec("# Do\n")));
    const path = result.record ?? "";
    const record = JSON.parse(await readWorkspaceFile(path)) as { request: { body: { max_tokens: number } } };
    gateway.clear();
    const configuration = vscode.workspace.getConfiguration("smartspec");
    await configuration.update("budget.perRun", 0.000001, vscode.ConfigurationTarget.Global);
    const held = await command<RunResult>("sendSameAgain", path);
    await configuration.update("budget.perRun", undefined, vscode.ConfigurationTarget.Global);
    assert.equal(held.error?.code, "budget-exceeded");
    record.request.body.max_tokens = 100_000;
    await write(path, JSON.stringify(record));
    const changed = await command<RunResult>("sendSameAgain", path);
    assert.equal(changed.error?.code, "invalid-spec");
    assert.match(changed.error?.message ?? "", /not as it was sent/);
    assert.equal(chats().length, 0);
  });

  it("a record whose spec lies outside of the folder runs nothing", async () => {
    const result = await run(await write("recorded/outside.md", spec("# Do\n")));
    const path = result.record ?? "";
    const record = JSON.parse(await readWorkspaceFile(path)) as { spec: { path: string } };
    record.spec.path = "../../../etc/hostname";
    await write(path, JSON.stringify(record));
    gateway.clear();
    const again = await command<RunResult>("runRecordAgain", path);
    assert.equal(again.error?.code, "invalid-spec");
    assert.equal(chats().length, 0);
  });

  it("Compare With Now lists what has changed since", async () => {
    const uri = await write("recorded/changes.md", spec("# Do\n"));
    const result = await run(uri);
    await write("recorded/changes.md", `---\nmodel: ${MODEL}\ntemperature: 0.1\n---\n# Do more\n`);
    gateway.clear();
    const text = await textOf(await command<vscode.Uri>("compareWithNow", result.record));
    assert.match(
      text,
      /## Changed\n\n- The text of recorded\/changes\.md was changed\.\n- temperature was 0\.7 and is 0\.1\.\n/,
    );
    assert.match(
      text,
      /## The same\n\n- The provider is still kilocode\.\n- openai\/gpt-4o-mini is still offered\.\n/,
    );
    assert.equal(chats().length, 0);
    const diff = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof vscode.TabInputTextDiff);
    assert.match(diff?.label ?? "", /request then and now/);
  });

  it("Diff With Previous Run shows the answers of two runs side by side, the older one left", async () => {
    const uri = await write("recorded/diff.md", spec("# Do\n\n[[answer]]\nold\n"));
    await run(uri);
    // Names of records are as fine as seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await write("recorded/diff.md", spec("# Do\n\n[[answer]]\nnew\n"));
    const second = await run(uri);
    await command("diffWithPreviousRun", second.record);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.deepEqual([await textOf(input.original), await textOf(input.modified)], ["old\n", "new\n"]);
  });
});

describe("The files of an answer", () => {
  let stop: () => Promise<void>;
  before(async () => {
    ({ stop } = await startGatewayForTests());
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const name of ["applied", ".smartspec"])
      await vscode.workspace.fs.delete(workspaceFile(name), { recursive: true });
    await stop();
  });

  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(workspaceFile(name), new TextEncoder().encode(text));
  const answer = async (files: Readonly<Record<string, string>>) => {
    const blocks = Object.entries(files).map(([path, text]) => `\`\`\`ts path="${path}"\n${text}\n\`\`\`\n`);
    await write("applied/spec.md", spec(`# Do\n\n[[answer]]\n${blocks.join("\n")}`));
    return run(workspaceFile("applied/spec.md"));
  };
  const propose = () => command<readonly string[]>("applyAnswer");
  const exists = (name: string) =>
    vscode.workspace.fs.stat(workspaceFile(name)).then(
      () => true,
      () => false,
    );
  const decide = (decision: "apply" | "discard") =>
    vscode.commands.executeCommand(`refactorPreview.${decision}`);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1500));
  const currentText = async (name: string) =>
    (await vscode.workspace.openTextDocument(workspaceFile(name))).getText();

  it("are proposed, and nothing is written before the user agrees", async () => {
    await write("applied/old.ts", "old\n");
    await answer({ "applied/old.ts": "changed", "applied/sub/new.ts": "made" });
    assert.deepEqual(await propose(), ["applied/old.ts", "applied/sub/new.ts"]);
    await pause();
    assert.equal(await currentText("applied/old.ts"), "old\n");
    assert.equal(await exists("applied/sub/new.ts"), false);
    await decide("discard");
    await pause();
    assert.equal(await currentText("applied/old.ts"), "old\n");
    assert.equal(await exists("applied/sub/new.ts"), false);
  });

  it("are not written either when the user ticks none of them", async () => {
    await propose();
    await pause();
    await decide("apply");
    await pause();
    assert.equal(await currentText("applied/old.ts"), "old\n");
    assert.equal(await exists("applied/sub/new.ts"), false);
  });

  it("a file that was changed meanwhile keeps its text", async () => {
    await write("applied/old.ts", "old\n");
    await until(async () => (await currentText("applied/old.ts")) === "old\n");
    await answer({ "applied/old.ts": "theirs" });
    assert.deepEqual(await propose(), ["applied/old.ts"]);
    await pause();
    const document = await vscode.workspace.openTextDocument(workspaceFile("applied/old.ts"));
    const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "mine "));
    await decide("apply");
    await pause();
    assert.equal(document.getText(), "mine old\n");
    await document.save();
  });

  it("leave out links that lead out of the folder, and what is as in the answer already", async () => {
    await write("applied/same.ts", "same\n");
    symlinkSync("/tmp", workspaceFile("applied/out").fsPath);
    await write("applied/.git/config", "x\n");
    symlinkSync(workspaceFile("applied/.git").fsPath, workspaceFile("applied/inner").fsPath);
    await answer({
      "applied/same.ts": "same",
      "applied/out/evil.ts": "x",
      "applied/inner/config": "x",
      "applied/fine.ts": "x",
    });
    assert.deepEqual(await propose(), ["applied/fine.ts"]);
    await pause();
    await decide("discard");
  });
});
