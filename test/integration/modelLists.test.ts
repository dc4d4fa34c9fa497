import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import type { Model } from "../../src/core/models/model";
import { startGatewayForTests } from "./gatewayForTests";

const list = (argument: object) =>
  vscode.commands.executeCommand<readonly Model[]>("smartspec.listModels", argument);

describe("the model list when the gateway is gone", () => {
  it("is that of last time, and a refresh says that it failed", async () => {
    const { gateway, stop } = await startGatewayForTests();
    const providers = (displayName: string) =>
      vscode.workspace
        .getConfiguration("smartspec")
        .update(
          "providers",
          [{ id: "kilocode", baseUrl: gateway.baseUrl, displayName }],
          vscode.ConfigurationTarget.Global,
        );
    try {
      const before = await list({});
      assert.ok(before.length > 10);
      await gateway.close();
      // Forgets what is in memory, as a new window would know nothing.
      await providers("Kilo, renamed");
      assert.deepEqual(await list({}), before);
      await assert.rejects(async () => list({ refresh: true }), /cannot be reached|network/i);
      assert.deepEqual(await list({}), before);
    } finally {
      await stop();
    }
  });
});
