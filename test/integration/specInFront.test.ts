import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { SpecInFront } from "../../src/host/specInFront";
import { openUntitled, workspaceFile } from "./gatewayForTests";

describe("the spec that views are about, when a view was in front from the beginning", () => {
  const opened: vscode.Disposable[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) one.dispose();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  const inFront = () => {
    const spec = new SpecInFront();
    opened.push(spec);
    return spec;
  };
  const show = async (uri: vscode.Uri) => {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  };
  const showView = async () => {
    const hidden = new Promise<void>((resolve) => {
      opened.push(
        vscode.window.onDidChangeActiveTextEditor((editor) => {
          if (editor === undefined) resolve();
        }),
      );
    });
    opened.push(vscode.window.createWebviewPanel("smartspec.test", "View", vscode.ViewColumn.Active));
    await hidden;
  };

  it("is the one behind it", async () => {
    const { uri } = await show(workspaceFile("refund.md"));
    await showView();
    assert.equal(inFront().uri?.toString(), uri.toString());
  });

  it("is none when several could be meant", async () => {
    await show(workspaceFile("refund.md"));
    await show((await openUntitled("# Another\n")).uri);
    await showView();
    assert.equal(inFront().uri, undefined);
  });

  it("is none when no spec has a tab", async () => {
    await show(workspaceFile("notes/prices.txt"));
    await vscode.workspace.openTextDocument(workspaceFile("refund.md"));
    await showView();
    assert.equal(inFront().uri, undefined);
  });
});
