import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { startGatewayForTests, workspaceFile } from "./gatewayForTests";

const setting = (key: string, value: unknown) =>
  vscode.workspace.getConfiguration("smartspec").update(key, value, vscode.ConfigurationTarget.Global);

describe("the fallback chain", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
  });
  after(async () => {
    await stop();
  });
  afterEach(async () => {
    gateway.clear();
    await setting("fallback", undefined);
    await setting("promptLogging", undefined);
    await setting("budget.perRun", undefined);
    // A change of providers ends every cool-down.
    await setting("providers", [{ id: "kilocode", baseUrl: gateway.baseUrl, displayName: "Kilo" }]);
    await setting("providers", [{ id: "kilocode", baseUrl: gateway.baseUrl }]);
  });
  const run = (model: string) =>
    vscode.commands.executeCommand<RunResult>("smartspec.runSpec", {
      uri: workspaceFile("refund.md"),
      model,
    });
  const asked = () => [
    ...new Set(
      gateway.requests
        .filter(({ path }) => path.endsWith("/chat/completions"))
        .map(({ body }) => (body as { model: string }).model),
    ),
  ];

  it("goes on where the first choice is unavailable, passing over what costs money", async () => {
    await setting("fallback", ["openai/gpt-4o", "fault/no-usage"]);
    const result = await run("fault/error-503");
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.equal(result.model, "fault/no-usage");
    assert.deepEqual(result.attempts, [
      { provider: "kilocode", model: "fault/error-503", error: "provider-unavailable" },
      { provider: "kilocode", model: "fault/no-usage" },
    ]);
    assert.deepEqual(asked(), ["fault/error-503", "fault/no-usage"]);
  });

  it("while the first choice cools down the next run begins with the fallback", async () => {
    await setting("fallback", ["fault/no-usage"]);
    await run("fault/error-503");
    gateway.clear();
    const result = await run("fault/error-503");
    assert.equal(result.status, "completed");
    assert.deepEqual(asked(), ["fault/no-usage"]);
    assert.deepEqual(result.attempts, [{ provider: "kilocode", model: "fault/no-usage" }]);
  });

  it("a model that is gone has no price to compare with, so that a paid one needs the user's word", async () => {
    await setting("fallback", ["openai/gpt-4o-mini"]);
    const refused = await run("acme/gone");
    assert.equal(refused.error?.code, "model-not-found");
    assert.deepEqual(asked(), ["acme/gone"]);

    await setting("fallback", [{ model: "openai/gpt-4o-mini", mayCostMore: true }]);
    const allowed = await run("acme/gone");
    assert.equal(allowed.status, "completed", JSON.stringify(allowed.error));
    assert.equal(allowed.model, "openai/gpt-4o-mini");
    assert.equal(allowed.cost.kind, "reported");
  });

  it("a prompt goes to a model that may keep it only with consent given before", async () => {
    await setting("fallback", ["minimax/minimax-m2.1:free"]);
    const refused = await run("fault/error-503");
    assert.equal(refused.error?.code, "provider-unavailable");
    assert.deepEqual(asked(), ["fault/error-503"]);

    await setting("promptLogging", "allow");
    const allowed = await run("fault/error-503");
    assert.equal(allowed.model, "minimax/minimax-m2.1:free");
  });

  it("once text has come nobody else is asked", async () => {
    await setting("fallback", ["fault/no-usage"]);
    const result = await run("fault/upstream-disconnect");
    assert.equal(result.status, "incomplete");
    assert.ok(result.text.length > 0);
    assert.deepEqual(asked(), ["fault/upstream-disconnect"]);
  });

  it("a request whose worst case crosses the budget is not sent, and neither is a hop", async () => {
    await setting("budget.perRun", 0.0001);
    const refused = await run("openai/gpt-4o");
    assert.equal(refused.status, "failed");
    assert.equal(refused.error?.code, "budget-exceeded");
    assert.match(refused.error?.message ?? "", /could cost \$/);
    assert.deepEqual(refused.cost, { kind: "computed", usd: 0 });
    assert.deepEqual(asked(), []);

    await setting("fallback", [{ model: "openai/gpt-4o", mayCostMore: true }]);
    const hopped = await run("fault/error-503");
    assert.equal(hopped.error?.code, "provider-unavailable");
    assert.deepEqual(asked(), ["fault/error-503"]);
  });

  it("a wrong request is wrong everywhere", async () => {
    await setting("fallback", ["fault/no-usage"]);
    const result = await run("fault/error-400");
    assert.equal(result.error?.code, "invalid-request");
    assert.deepEqual(asked(), ["fault/error-400"]);
  });
});
