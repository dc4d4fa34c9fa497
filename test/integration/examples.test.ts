import assert from "node:assert/strict";
import { cpSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import { exampleNames, examplesFolder, expectedResults } from "../examples/expectedResults";
import { stableResult } from "../examples/stableResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { startGatewayForTests, workspaceFile } from "./gatewayForTests";

describe("every example, run in the editor", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  const folder = () => workspaceFile("").fsPath;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
    cpSync(examplesFolder, folder(), { recursive: true });
  });
  after(async () => {
    for (const name of readdirSync(examplesFolder)) rmSync(path.join(folder(), name), { recursive: true });
    rmSync(path.join(folder(), "answers"), { recursive: true, force: true });
    // Some have the names of files that other tests need.
    cpSync(path.join(examplesFolder, "..", "test", "fixtures", "workspace"), folder(), { recursive: true });
    await stop();
  });

  for (const name of exampleNames()) {
    it(`${name} comes to what it comes to on the command line`, async () => {
      gateway.clear();
      const result = await vscode.commands.executeCommand<RunResult>("smartspec.runSpec", {
        uri: workspaceFile(name),
        // What nobody is asked for on the command line.
        inputs: { audience: "customers" },
      });
      assert.deepEqual(stableResult(result), expectedResults()[name], JSON.stringify(result.error));
    });
  }
});
