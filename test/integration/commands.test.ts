import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ConnectionReport } from "../../src/core/connection/connectionReport";
import type { CostEstimate } from "../../src/core/cost/usage";
import type { Model } from "../../src/core/models/model";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { openUntitled, startGatewayForTests, workspaceFile } from "./gatewayForTests";

const call = <T>(command: string, argument?: unknown) => vscode.commands.executeCommand<T>(command, argument);
const setting = (key: string, value: unknown) =>
  vscode.workspace.getConfiguration("smartspec").update(key, value, vscode.ConfigurationTarget.Global);

describe("commands", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
  });
  after(() => stop());
  afterEach(async () => {
    gateway.clear();
    await setting("model", undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("every command of the manifest is registered", async () => {
    const extension = vscode.extensions.getExtension("smartspec.smartspec-kilo");
    await extension?.activate();
    const contributed = extension?.packageJSON.contributes.commands as { command: string }[];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });

  describe("Send Selection to Chat", () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };

    it("sends the range and nothing else of the document", async () => {
      await call("smartspec.selectModel", "openai/gpt-4o-mini");
      const result = await call<RunResult>("smartspec.sendSelection", {
        uri: workspaceFile("refund.md"),
        range,
        instruction: "Explain.",
      });
      assert.equal(result.status, "completed", JSON.stringify(result.error));
      const document = await vscode.workspace.openTextDocument(workspaceFile("refund.md"));
      const body = gateway.requests.at(-1)?.body as { messages: { content: string }[] };
      const sent = body.messages.at(-1)?.content ?? "";
      assert.ok(sent.startsWith(document.lineAt(0).text));
      assert.match(sent, /Instruction: Explain\.$/);
      assert.ok(!sent.includes(document.lineAt(document.lineCount - 2).text));
    });

    it("an empty selection means the whole document", async () => {
      await call("smartspec.selectModel", "openai/gpt-4o-mini");
      const document = await vscode.workspace.openTextDocument(workspaceFile("notes/prices.txt"));
      await vscode.window.showTextDocument(document);
      const result = await call<RunResult>("smartspec.sendSelection");
      assert.equal(result.status, "completed", JSON.stringify(result.error));
      const body = gateway.requests.at(-1)?.body as { messages: { content: string }[] };
      assert.equal(body.messages.at(-1)?.content, document.getText());
    });
  });

  it("Send Selection to Chat with nothing or all selected in a spec runs the spec, front matter and all", async () => {
    const { uri } = await openUntitled(
      "---\nmodel: openai/gpt-4o-mini\ninputs: { days: 7 }\nbudget: 0.05\n---\n# Refunds\n\nWithin {{days}} days.\n",
    );
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await call("smartspec.selectModel", "anthropic/claude-sonnet-4.5");
    const empty = { start: { line: 6, character: 2 }, end: { line: 6, character: 2 } };
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    for (const range of [undefined, empty, all]) {
      const argument = range && { uri, range, instruction: "Explain." };
      const result = await call<RunResult>("smartspec.sendSelection", argument);
      assert.equal(result.status, "completed", JSON.stringify(result.error));
      assert.match(result.model, /gpt-4o-mini/);
      const body = gateway.requests.at(-1)?.body as { messages: { content: string }[] };
      const sent = body.messages.at(-1)?.content ?? "";
      assert.ok(sent.startsWith("# Refunds\n\nWithin 7 days.\n"), sent);
      assert.equal(sent.endsWith("Instruction: Explain."), argument !== undefined);
    }
  });

  describe("Select Model", () => {
    it("takes an id the list has, in any case, and later runs use it", async () => {
      assert.equal(await call("smartspec.selectModel", "OpenAI/GPT-4o-mini"), "openai/gpt-4o-mini");
      const result = await call<RunResult>("smartspec.runSpec", workspaceFile("refund.md"));
      assert.equal(result.model, "openai/gpt-4o-mini");
    });

    it("refuses one it does not have", async () => {
      assert.equal(await call("smartspec.selectModel", "openai/gpt-4o-minni"), undefined);
      assert.equal(vscode.workspace.getConfiguration("smartspec").get("model"), "");
    });
  });

  describe("Test Connection", () => {
    it("names its steps with times, and sends nothing of the user's", async () => {
      await call("smartspec.selectModel", "openai/gpt-4o-mini");
      const report = await call<ConnectionReport>("smartspec.testConnection", "kilocode");
      assert.equal(report.ok, true, JSON.stringify(report));
      assert.equal(report.provider, "kilocode");
      assert.deepEqual(
        report.steps.map(({ name }) => name),
        ["address", "connection", "gateway", "key", "model", "first token"],
      );
      assert.ok(report.steps.every(({ ok, ms, detail }) => ok && ms >= 0 && detail !== ""));
      const shown = vscode.window.activeTextEditor?.document;
      assert.equal(shown?.uri.scheme, "smartspec");
      assert.match(shown?.getText() ?? "", /First token/);
    });

    it("a refused address is one failed step with a sentence and a remedy", async () => {
      await setting("providers", [{ id: "kilocode", baseUrl: "http://127.0.0.1:9/api/openrouter" }]);
      try {
        const report = await call<ConnectionReport>("smartspec.testConnection");
        assert.equal(report.ok, false);
        assert.equal(report.error?.code, "network");
        assert.equal(report.steps.at(-1)?.ok, false);
        assert.match(report.error?.message ?? "", /127\.0\.0\.1/);
      } finally {
        await setting("providers", [{ id: "kilocode", baseUrl: gateway.baseUrl }]);
      }
    });
  });

  describe("model lists", () => {
    it("come as data, with unknown and varying prices told apart from free", async () => {
      const models = await call<Model[]>("smartspec.listModels", { refresh: true });
      const byId = (id: string) => models.find((model) => model.id === id);
      assert.equal(byId("kilo-auto/balanced")?.pricing.kind, "varies");
      assert.equal(byId("minimax/minimax-m2.1:free")?.isFree, true);
      assert.equal(byId("openai/gpt-4o")?.pricing.kind, "known");
    });

    for (const mode of ["empty", "html", "no-prices", "error-500"] as const) {
      it(`${mode}: a run with a named model still works, at an unknown price`, async () => {
        gateway.setModelsMode(mode);
        // Another address is another list: the one that was loaded before does not count.
        await setting("providers", [{ id: "kilocode", baseUrl: `${gateway.origin}/api/gateway` }]);
        try {
          const result = await call<RunResult>("smartspec.runSpec", {
            uri: workspaceFile("refund.md"),
            model: "openai/gpt-4o-mini",
          });
          assert.equal(result.status, "completed", JSON.stringify(result.error));
          assert.equal(result.estimate?.kind, "unknown");
        } finally {
          await setting("providers", [{ id: "kilocode", baseUrl: gateway.baseUrl }]);
        }
      });
    }
  });

  it("an argument that makes no sense never means the file that happens to be open", async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile("refund.md")));
    for (const [command, argument] of [
      ["smartspec.runSpec", { uri: workspaceFile("refund.md"), model: 5 }],
      ["smartspec.runSpec", { instruction: "Do it." }],
      ["smartspec.sendSelection", { uri: workspaceFile("refund.md") }],
      [
        "smartspec.sendSelection",
        {
          uri: workspaceFile("missing.md"),
          range: [
            { line: 0, character: 0 },
            { line: 1, character: 0 },
          ],
        },
      ],
    ] as const) {
      const result = await call<RunResult>(command, argument);
      assert.equal(result.status, "failed");
      assert.equal(result.error?.code, "invalid-spec");
    }
    assert.ok(!gateway.requests.some(({ path }) => path.endsWith("/chat/completions")));
  });

  it("an unknown provider: no key, no list, and a report that says so", async () => {
    assert.equal(await call("smartspec.configureKey", "acme"), false);
    await assert.rejects(async () => call("smartspec.listModels", { provider: "acme" }));
    const report = await call<ConnectionReport>("smartspec.testConnection", "acme");
    assert.equal(report.provider, "acme");
    assert.equal(report.error?.code, "not-configured");
  });

  it("a provider whose address is wrong is not replaced by another address", async () => {
    await setting("providers", [{ id: "kilocode", baseUrl: "htp:/corp" }]);
    try {
      const result = await call<RunResult>("smartspec.runSpec", {
        uri: workspaceFile("refund.md"),
        model: "openai/gpt-4o-mini",
      });
      assert.equal(result.error?.code, "not-configured");
      assert.match(result.error?.message ?? "", /baseUrl/);
    } finally {
      await setting("providers", [{ id: "kilocode", baseUrl: gateway.baseUrl }]);
    }
  });

  it("Estimate Cost says the price without sending anything", async () => {
    await call("smartspec.selectModel", "openai/gpt-4o");
    gateway.clear();
    const estimate = await call<CostEstimate>("smartspec.estimateCost", workspaceFile("refund.md"));
    assert.equal(estimate.kind, "known");
    assert.ok(estimate.promptTokens > 50);
    assert.ok((estimate.maxUsd ?? 0) > (estimate.expectedUsd ?? 0));
    assert.deepEqual(
      gateway.requests.filter(({ method }) => method === "POST"),
      [],
    );
  });

  it("a free model that may train on prompts is refused when the user said never", async () => {
    await setting("promptLogging", "never");
    try {
      const result = await call<RunResult>("smartspec.runSpec", {
        uri: workspaceFile("refund.md"),
        model: "minimax/minimax-m2.1:free",
      });
      assert.equal(result.error?.code, "forbidden");
      assert.ok(!gateway.requests.some(({ path }) => path.endsWith("/chat/completions")));
    } finally {
      await setting("promptLogging", undefined);
    }
  });

  it("and answers when the user allowed it beforehand", async () => {
    await setting("promptLogging", "allow");
    try {
      const result = await call<RunResult>("smartspec.runSpec", {
        uri: workspaceFile("refund.md"),
        model: "minimax/minimax-m2.1:free",
      });
      assert.equal(result.status, "completed", JSON.stringify(result.error));
    } finally {
      await setting("promptLogging", undefined);
    }
  });
});
