import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { CostEstimate } from "../../src/core/cost/usage";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { startGatewayForTests, workspaceFile } from "./gatewayForTests";

const KEYS = [
  "maxTokens",
  "budget.perRun",
  "budget.perDay",
  "budget.perMonth",
  "budget.perProvider",
  "budget.perSpec",
];
const setting = (key: string, value: unknown) =>
  vscode.workspace.getConfiguration("smartspec").update(key, value, vscode.ConfigurationTarget.Global);

describe("budgets and estimates that learn", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests({ pace: "realistic" }));
  });
  after(async () => {
    await stop();
  });
  afterEach(async () => {
    gateway.clear();
    for (const key of KEYS) await setting(key, undefined);
  });
  const uri = () => workspaceFile("refund.md");
  const run = (model: string) =>
    vscode.commands.executeCommand<RunResult>("smartspec.runSpec", { uri: uri(), model });
  const chats = () => gateway.requests.filter(({ path }) => path.endsWith("/chat/completions"));

  const refusals = [
    ["perDay", 0.000001, /is left today/],
    ["perMonth", 0.000001, /is left this month/],
    ["perProvider", { kilocode: 0.000001 }, /is left for .+ this month/],
    ["perProvider", { "*": 0.000001 }, /is left for .+ this month/],
    ["perSpec", { "refund.md": 0.000001 }, /is left for refund\.md this month/],
  ] as const;
  for (const [key, value, sentence] of refusals)
    it(`a run that would cross ${key} ${JSON.stringify(value)} does not reach the gateway`, async () => {
      await setting(`budget.${key}`, value);
      const refused = await run("openai/gpt-4o");
      assert.equal(refused.status, "failed");
      assert.equal(refused.error?.code, "budget-exceeded");
      assert.match(refused.error?.message ?? "", sentence);
      assert.deepEqual(refused.cost, { kind: "computed", usd: 0 });
      assert.deepEqual(chats(), []);
    });

  it("budgets of others do not hold it back, and neither does one that has room", async () => {
    await setting("budget.perProvider", { openrouter: 0.000001 });
    await setting("budget.perSpec", { "other.md": 0.000001 });
    await setting("budget.perDay", 100);
    assert.equal((await run("openai/gpt-4o")).status, "completed");
  });

  it("an answer that crosses the budget all the same is aborted, and its text is kept", async () => {
    await setting("maxTokens", 64);
    await setting("budget.perRun", 0.004);
    const result = await run("fault/ignores-limit");
    assert.equal(result.status, "incomplete", JSON.stringify(result.error));
    assert.equal(result.error?.code, "budget-exceeded");
    assert.match(result.text, /^word word /);
    const words = result.text.trim().split(" ").length;
    assert.ok(words > 64 && words < 1000, `${words} words`);
    assert.equal(result.cost.kind, "unknown");
    const [request] = chats();
    assert.ok(request, "it was sent");
    assert.equal((request.body as { max_tokens?: number }).max_tokens, 64);
    assert.equal(await request.outcome, "aborted");
  });

  it("each run makes the next estimate surer, and lessons can be forgotten", async () => {
    const model = "openai/gpt-4o-mini";
    const estimate = () => vscode.commands.executeCommand<CostEstimate>("smartspec.estimateCost", uri());
    await vscode.commands.executeCommand("smartspec.selectModel", model);
    await vscode.commands.executeCommand("smartspec.resetEstimates", model);
    const unlearned = await estimate();
    assert.equal(unlearned.calibratedFrom, 0);
    const { usage } = await run(model);
    await run(model);
    const learned = await estimate();
    assert.equal(learned.calibratedFrom, 2);
    assert.ok(usage, "the gateway tells the tokens");
    const off = (promptTokens: number) => Math.abs(promptTokens / usage.promptTokens - 1);
    assert.ok(
      off(learned.promptTokens) <= Math.max(0.02, off(unlearned.promptTokens)),
      JSON.stringify([unlearned, learned]),
    );
    await vscode.commands.executeCommand("smartspec.resetEstimates", model);
    assert.equal((await estimate()).calibratedFrom, 0);
  });
});
