import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { startGatewayForTests, workspaceFile } from "./gatewayForTests";

const CHEAP = "openai/gpt-4o-mini";
const FREE = "minimax/minimax-m2.1:free";
const MOST_TRIES = 200;

describe("Run Tasks in Order", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  const folder = () => workspaceFile("tasks");
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
  });
  after(async () => {
    await vscode.workspace.fs.delete(folder(), { recursive: true });
    await stop();
  });
  afterEach(async () => {
    gateway.clear();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  const write = async (name: string, text: string) => {
    const uri = vscode.Uri.joinPath(folder(), name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  };
  const read = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const sent = () =>
    gateway.requests
      .filter(({ path }) => path.endsWith("/chat/completions"))
      .map(({ text }) => JSON.parse(text) as { model: string; messages: { content: string }[] });

  /** Agrees to the price as a user does, with Enter. */
  const runTasks = async (uri: vscode.Uri): Promise<RunResult[]> => {
    let results: RunResult[] | undefined;
    const isWaiting = () => results === undefined && sent().length === 0;
    const run = vscode.commands
      .executeCommand<RunResult[]>("smartspec.runTasks", uri)
      .then((all) => (results = all));
    for (let tries = 0; tries < MOST_TRIES && isWaiting(); tries++) {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await run;
    return results ?? [];
  };

  it("runs each open task below its heading, ticks it, and the one around it when all are done", async () => {
    const uri = await write(
      "plan.md",
      `---\r\nmodel: ${CHEAP}\r\n---\r\n# Plan\r\n\r\n- [ ] Outer\r\n  - [ ] Inner one\r\n    - a note\r\n  - [x] Inner two\r\n- [ ]* Optional\r\n`,
    );
    const results = await runTasks(uri);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["completed"],
    );
    assert.deepEqual(
      sent().map(({ messages }) => messages.at(-1)?.content),
      ["# Plan\n\n- [ ] Outer\r\n  - [ ] Inner one\r\n    - a note\r\n"],
    );
    assert.match(
      await read(uri),
      /- \[x\] Outer\r\n {2}- \[x\] Inner one\r\n.*\r\n {2}- \[x\] Inner two\r\n- \[ \]\* Optional/,
    );
  });

  it("stops at the first that is not done, and leaves its box open", async () => {
    const uri = await write(
      "failing.md",
      `---\nmodel: ${CHEAP}\nexpect:\n  - contains: no model says this, ever\n---\n- [ ] One\n- [ ] Two\n`,
    );
    const results = await runTasks(uri);
    assert.equal(results.length, 1);
    assert.match(await read(uri), /- \[ \] One\n- \[ \] Two/);
  });

  it("tries the cheaper model first, and the better one only when an expectation fails", async () => {
    const configuration = vscode.workspace.getConfiguration("smartspec");
    await configuration.update("promptLogging", "allow", vscode.ConfigurationTarget.Global);
    try {
      const uri = await write(
        "ladder.md",
        `---\nmodel: ${FREE}\ntasks: { try_first: ${CHEAP} }\nexpect:\n  - max_usd: 0\n---\n- [ ] One\n`,
      );
      const results = await runTasks(uri);
      assert.deepEqual(
        sent().map(({ model }) => model),
        [CHEAP, FREE],
      );
      assert.deepEqual(
        results.map(({ expect }) => expect?.[0]?.state),
        ["failed", "passed"],
      );
      assert.match(await read(uri), /- \[x\] One/);
    } finally {
      await configuration.update("promptLogging", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("tasks of the same name are told apart, and edits meanwhile are kept", async () => {
    const uri = await write("same.md", `---\nmodel: ${CHEAP}\n---\n# A\n- [ ] Test it\n# B\n- [ ] Test it\n`);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(3, 0), "Written meanwhile.\n");
    await vscode.workspace.applyEdit(edit);
    const results = await runTasks(uri);
    assert.equal(results.length, 2);
    assert.match(document.getText(), /Written meanwhile\.\n# A\n- \[x\] Test it\n# B\n- \[x\] Test it/);
  });
});
