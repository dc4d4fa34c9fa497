import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/run/runResult";

describe("the packaged extension", () => {
  const extension = vscode.extensions.getExtension("smartspec.smartspec-kilo");
  const folder = vscode.workspace.workspaceFolders?.[0];

  it("is installed as a user would install it", () => {
    assert.ok(extension);
    assert.equal(path.basename(path.dirname(extension.extensionPath)), "extensions");
  });

  it("runs a spec and reports its cost", async () => {
    assert.ok(folder);
    const result = await vscode.commands.executeCommand<RunResult>("smartspec.runSpec", {
      uri: vscode.Uri.joinPath(folder.uri, "refund.md"),
      model: "openai/gpt-4o-mini",
    });
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.equal(result.cost.kind, "reported");
    assert.ok(result.text.length > 20);
  });
});
