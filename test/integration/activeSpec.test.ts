import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { startGatewayForTests } from "./gatewayForTests";

const TEXT = new TextEncoder().encode("# A spec on a slow disk\n");

/** A disk that gives a file when it is told to. */
class SlowDisk implements vscode.FileSystemProvider {
  give: () => void = () => undefined;
  readonly #given = new Promise<void>((resolve) => (this.give = resolve));
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: TEXT.length });
  readDirectory = () => [];
  createDirectory = () => undefined;
  readFile = async () => {
    await this.#given;
    return TEXT;
  };
  writeFile = () => undefined;
  delete = () => undefined;
  rename = () => undefined;
}

describe("the spec of a tab whose editor is still on its way", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  let disk: SlowDisk;
  let registered: vscode.Disposable;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    disk = new SlowDisk();
    registered = vscode.workspace.registerFileSystemProvider("slowdisk", disk);
  });
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  after(async () => {
    registered.dispose();
    await stop();
  });

  it("is run, and nobody is asked which is meant", async () => {
    const uri = vscode.Uri.parse("slowdisk:/slow.md");
    const isInFront = () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
    };
    const shown = new Promise<void>((resolve) => {
      const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
        if (!isInFront()) return;
        listener.dispose();
        resolve();
      });
    });
    const opened = vscode.commands.executeCommand("vscode.open", uri);
    await shown;
    assert.equal(vscode.window.activeTextEditor, undefined);
    const run = vscode.commands.executeCommand<RunResult>("smartspec.runSpec");
    disk.give();
    const result = await run;
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.match(JSON.stringify(gateway.requests.at(-1)?.body), /A spec on a slow disk/);
    await opened;
  });
});
