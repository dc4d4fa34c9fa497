import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { CostEstimate } from "../../src/core/cost/usage";
import { parseRunRecord } from "../../src/core/records/parseRunRecord";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { startGatewayForTests, workspaceFile } from "./gatewayForTests";

const run = (argument: unknown) => vscode.commands.executeCommand<RunResult>("smartspec.runSpec", argument);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("A spec that says how it is run", () => {
  let gateway: LocalGateway;
  let stop: () => Promise<void>;
  const written: vscode.Uri[] = [];
  before(async () => {
    ({ gateway, stop } = await startGatewayForTests());
  });
  after(async () => {
    for (const uri of written) await vscode.workspace.fs.delete(uri, { recursive: true });
    await stop();
  });
  afterEach(() => gateway.clear());

  const write = async (name: string, text: string) => {
    const uri = workspaceFile(`programs/${name}`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const folder = workspaceFile("programs");
    if (written.length === 0) written.push(folder);
    return uri;
  };
  const read = async (path: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceFile(path)));
  const chats = () => gateway.requests.filter(({ path }) => path.endsWith("/chat/completions"));
  const body = () =>
    JSON.parse(chats().at(-1)?.text ?? "{}") as Record<string, unknown> & { messages: { content: string }[] };

  it("asks the model it names, with its parameters and its system message, for this run only", async () => {
    const uri = await write(
      "all.md",
      "---\nmodel: openai/gpt-4o-mini\ntemperature: 0\ntop_p: 0.5\nseed: 7\nstop: [END]\nmax_tokens: 90\n" +
        "system: Be brief.\nrouting: { sort: price }\n---\n# Do\n\nIt.\n",
    );
    const result = await run(uri);
    assert.equal(result.status === "failed", false, JSON.stringify(result.error));
    const sent = body();
    assert.equal(sent["model"], "openai/gpt-4o-mini");
    assert.deepEqual(
      [sent["temperature"], sent["top_p"], sent["seed"], sent["stop"], sent["max_tokens"], sent["provider"]],
      [0, 0.5, 7, ["END"], 90, { sort: "price" }],
    );
    assert.deepEqual(
      sent.messages.map(({ content }) => content),
      ["Be brief.", "# Do\n\nIt.\n"],
    );
    await run({ uri: await write("plain.md", "# Plain\n"), model: "anthropic/claude-sonnet-4.5" });
    assert.equal(body()["temperature"], 0.7);
    assert.equal("seed" in body(), false);
  });

  it("sends what it includes, fills in its variables, and says what is missing", async () => {
    await write("rules.md", "Rule {{days}}\n");
    const uri = await write(
      "includes.md",
      '---\nmodel: openai/gpt-4o-mini\ninclude: rules.md\ninputs: { days: 7 }\n---\n{{days}}: {{file:rules.md}}[r](rules.md "context")\n',
    );
    assert.equal((await run(uri)).status, "completed");
    assert.equal(
      body().messages.at(-1)?.content,
      'File `programs/rules.md`:\n\n```md\nRule {{days}}\n```\n\n7: Rule 7\n[r](rules.md "context")\n',
    );
    const outside = await run(await write("outside.md", "---\ninclude: ../../../etc/hostname\n---\nx\n"));
    assert.equal(outside.error?.code, "invalid-spec");
    assert.match(outside.error?.message ?? "", /^Line 2: .*outside the workspace folder/);
  });

  it("a spec over its own budget is not sent", async () => {
    const uri = await write("budget.md", "---\nmodel: openai/gpt-4o\nbudget: 0.0001\n---\n# Do\n");
    const result = await run(uri);
    assert.equal(result.error?.code, "budget-exceeded");
    assert.equal(result.error?.details?.budget?.limitUsd, 0.0001);
    assert.equal(chats().length, 0);
  });

  it("its answer is held against what it expects", async () => {
    const uri = await write(
      "expect.md",
      '---\nmodel: openai/gpt-4o-mini\nexpect:\n  - regex: "\\\\S"\n  - contains: no model says this, ever\n  - max_usd: 1\n' +
        "  - judge: It is about refunds.\n---\n# Refunds\n\nList the rules.\n",
    );
    const result = await run(uri);
    assert.equal(result.status, "completed");
    assert.deepEqual(
      result.expect?.slice(0, 3).map(({ state }) => state),
      ["passed", "failed", "passed"],
    );
    assert.match(result.expect?.[1]?.detail ?? "", /no model says this/);
    assert.equal(chats().length, 2, "the judge is a request of its own");
    assert.match(body().messages.at(-1)?.content ?? "", /It is about refunds\.[\s\S]*PASS or FAIL\?$/);
  });

  it("what a judge may cost is known before, and what it has cost after", async () => {
    const uri = await write(
      "judged.md",
      "---\nmodel: openai/gpt-4o-mini\nexpect:\n  - { judge: It is kind., model: openai/gpt-4o }\n---\n# Do\n",
    );
    const estimate = await vscode.commands.executeCommand<CostEstimate>("smartspec.estimateCost", uri);
    assert.equal(chats().length, 0);
    assert.equal(estimate.judges?.count, 1);
    const most = estimate.judges.maxUsd ?? 0;
    assert.ok(most > (estimate.judges.expectedUsd ?? 0));
    const preview = await vscode.commands.executeCommand<vscode.Uri>("smartspec.previewRequest", uri);
    const text = (await vscode.workspace.openTextDocument(preview)).getText();
    assert.match(text, /^- Estimate: ≈ .* · at most .* · with 1 judge · /m);
    const result = await run(uri);
    assert.deepEqual(result.estimate?.judges?.count, 1);
    const cost = result.expect?.[0]?.cost;
    assert.ok(cost && cost.kind !== "unknown" && cost.usd > 0 && cost.usd <= most, JSON.stringify(cost));
    const record = parseRunRecord(await read(result.record ?? ""), "record");
    assert.deepEqual(record.result.expect?.[0]?.cost, cost);
  });

  it("is recorded: the very bytes that were sent, what went along, and what it came to", async () => {
    await write("rules.md", "Rule one\n");
    const text = "---\nmodel: openai/gpt-4o-mini\ninclude: rules.md\n---\n# Do\n";
    const result = await run({ uri: await write("record.md", text), instruction: "Briefly." });
    assert.match(result.record ?? "", /^\.smartspec\/runs\/\d{8}-\d{6}-record-[0-9a-f]{6}\.json$/);
    const json = await read(result.record ?? "");
    assert.doesNotMatch(json, /kilo_test_key/);
    const record = parseRunRecord(json, "record");
    assert.equal(record.request.sha256, sha256(chats()[0]?.text ?? ""));
    assert.equal(JSON.stringify(record.request.body), chats()[0]?.text);
    assert.equal(record.request.isRedacted, false);
    assert.deepEqual(record.spec, {
      path: "programs/record.md",
      sha256: sha256(text),
      instruction: "Briefly.",
    });
    assert.deepEqual(record.includes, [
      { path: "programs/rules.md", sha256: sha256("Rule one\n"), bytes: 9 },
    ]);
    assert.equal(record.answer, result.text);
    assert.deepEqual(record.result.cost, result.cost);
    assert.equal(record.pricing?.kind, "known");
    assert.deepEqual(record.estimate, result.estimate);
  });

  it("the same spec sends byte-identical requests", async () => {
    const uri = await write(
      "same.md",
      "---\nmodel: openai/gpt-4o-mini\nseed: 1\ninclude: rules.md\n---\n# Do ไทย\n",
    );
    await run(uri);
    await run(uri);
    const [first, second] = chats().map(({ text }) => text);
    assert.ok(first !== undefined && first === second);
  });

  it("saves a complete answer where it says, and never over what somebody has changed", async () => {
    const uri = await write(
      "output.md",
      "---\nmodel: openai/gpt-4o-mini\noutput: out/answer.md\n---\n# Do\n",
    );
    const result = await run(uri);
    assert.equal(result.output, "programs/out/answer.md");
    assert.equal((await read("programs/out/answer.md")).trimEnd(), result.text.trimEnd());
    assert.equal((await run(uri)).output, "programs/out/answer.md", "what it wrote itself it may replace");
    await write("out/answer.md", "mine\n");
    assert.equal((await run(uri)).output, undefined);
    assert.equal(await read("programs/out/answer.md"), "mine\n");
  });

  it("broken front matter is not sent, with its line", async () => {
    const result = await run(
      await write("broken.md", "---\nmodel: openai/gpt-4o-mini\ntemperature: hot\n---\n# Do\n"),
    );
    assert.equal(result.error?.code, "invalid-spec");
    assert.equal(result.error?.details?.line, 3);
    assert.equal(chats().length, 0);
  });
});
