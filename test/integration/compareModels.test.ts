import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { openUntitled, startGatewayForTests, workspaceFile } from "./gatewayForTests";

const PAID = "anthropic/claude-sonnet-4.5";
const CHEAP = "openai/gpt-4o-mini";
const compare = (argument: unknown) =>
  vscode.commands.executeCommand<RunResult[]>("smartspec.compareModels", argument);

describe("Compare Models", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
  });
  after(() => stop());
  afterEach(async () => {
    gateway.clear();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  const bodies = () =>
    gateway.requests
      .filter(({ path }) => path.endsWith("/chat/completions"))
      .map(({ text }) => JSON.parse(text) as { model: string; messages: unknown });

  it("one model failing leaves the others alone, and nobody answers in its place", async () => {
    const configuration = vscode.workspace.getConfiguration("smartspec");
    await configuration.update("fallback", [CHEAP], vscode.ConfigurationTarget.Global);
    try {
      const results = await compare({
        uri: workspaceFile("refund.md"),
        models: [PAID, "fault/error-402", CHEAP],
      });
      assert.deepEqual(
        results.map(({ status, model }) => [status, model]),
        [
          ["completed", PAID],
          ["failed", "fault/error-402"],
          ["completed", CHEAP],
        ],
      );
      assert.ok(results[1]?.error);
      assert.deepEqual(results[1]?.attempts.length, 1);
    } finally {
      await configuration.update("fallback", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("all get the same prompt, and each run is recorded", async () => {
    const results = await compare({ uri: workspaceFile("refund.md"), models: [PAID, CHEAP] });
    const [one, other] = bodies().toSorted((a, b) => a.model.localeCompare(b.model));
    assert.deepEqual(one?.messages, other?.messages);
    const records = results.map(({ record }) => record);
    assert.equal(new Set(records).size, 2);
    for (const record of records) {
      const json = new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceFile(record ?? "")));
      assert.match(json, /"smartspec-run"/);
    }
  });

  it("a model that does not exist fails by itself", async () => {
    const results = await compare({ uri: workspaceFile("refund.md"), models: [CHEAP, "no/such-model"] });
    assert.equal(results[0]?.status, "completed");
    assert.equal(results[1]?.error?.code, "model-not-found");
  });

  it("of a section goes the section alone, below the headings above it, as when it is run", async () => {
    const { uri } = await openUntitled("# Shop\n\n## Refunds\n\nSeven days.\n\n## Errors\n\nNone.\n");
    await compare({ uri, models: [PAID, CHEAP], section: "Refunds" });
    await vscode.commands.executeCommand("smartspec.runSpec", { uri, model: PAID, section: "Refunds" });
    const [first, ...others] = bodies().map(({ messages }) => messages as { content: string }[]);
    assert.equal(first?.at(-1)?.content, "# Shop\n\n## Refunds\n\nSeven days.\n\n");
    assert.equal(others.length, 2);
    for (const messages of others) assert.deepEqual(messages, first);
  });

  it("three answer at once; the fourth waits, and is never sent when all are stopped", async () => {
    const configuration = vscode.workspace.getConfiguration("smartspec");
    // Nothing but a stop ends these three.
    const held = ["fault/silent", "fault/headers-only", "fault/stall"];
    await configuration.update("promptLogging", "allow", vscode.ConfigurationTarget.Global);
    try {
      const arrived = Promise.all(
        held.map((model) =>
          gateway.nextRequest(({ body }) => (body as { model?: string } | undefined)?.model === model),
        ),
      );
      const comparing = compare({ uri: workspaceFile("refund.md"), models: [...held, CHEAP] });
      await arrived;
      // A round trip to the gateway, in which a fourth would have come in.
      await vscode.commands.executeCommand("smartspec.listModels", { refresh: true });
      await vscode.commands.executeCommand("smartspec.stop");
      const results = await comparing;
      assert.deepEqual(
        results.map(({ status }) => status),
        ["cancelled", "cancelled", "cancelled", "cancelled"],
      );
      assert.deepEqual(
        bodies()
          .map(({ model }) => model)
          .toSorted(),
        held.toSorted(),
      );
    } finally {
      await configuration.update("promptLogging", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("one model is nothing to compare, and nothing is sent", async () => {
    assert.deepEqual(await compare({ uri: workspaceFile("refund.md"), models: [CHEAP] }), []);
    assert.equal(bodies().length, 0);
  });
});
