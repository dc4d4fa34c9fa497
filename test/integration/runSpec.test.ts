import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import type { LocalGateway } from "../gateway/startLocalGateway";
import { openUntitled, readWorkspaceFile, startGatewayForTests, workspaceFile } from "./gatewayForTests";

const PAID = "anthropic/claude-sonnet-4.5";
const run = (argument: unknown) => vscode.commands.executeCommand<RunResult>("smartspec.runSpec", argument);
const bytes = (text: string) => new TextEncoder().encode(text);

describe("Run Spec", () => {
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
  const chatRequests = () => gateway.requests.filter(({ path }) => path.endsWith("/chat/completions"));
  const sentText = (index = 0) => {
    const body = chatRequests()[index]?.body as { messages: { role: string; content: string }[] };
    return body.messages.at(-1)?.content ?? "";
  };

  it("sends the whole spec and returns what the contract says", async () => {
    const result = await run({ uri: workspaceFile("refund.md"), model: PAID });
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.equal(result.provider, "kilocode");
    assert.equal(result.model, PAID);
    assert.ok(result.text.length > 100);
    assert.equal(result.finishReason, "stop");
    assert.ok((result.usage?.promptTokens ?? 0) > 0);
    assert.equal(result.cost.kind, "reported");
    assert.equal(result.estimate?.kind, "known");
    assert.ok(result.timing.totalMs >= (result.timing.firstTokenMs ?? 0));
    assert.deepEqual(result.attempts, [{ provider: "kilocode", model: PAID }]);
    assert.equal(result.error, undefined);
    assert.ok(sentText().includes(await readWorkspaceFile("refund.md")));
    // It crosses process borders: whatever is in it must be plain JSON.
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
  });

  it("a Thai answer arrives unbroken, and the spec's bytes are sent as they are", async () => {
    const result = await run({ uri: workspaceFile("คืนเงิน.md"), model: PAID });
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.match(result.text, /[\u0e00-\u0e7f]/);
    assert.doesNotMatch(result.text, /\ufffd/);
    assert.equal(sentText(), await readWorkspaceFile("คืนเงิน.md"));
  });

  it("the key travels in the Authorization header and nowhere else", async () => {
    await run({ uri: workspaceFile("refund.md"), model: PAID });
    assert.ok(gateway.requests.length > 0);
    for (const { path, headers, text } of gateway.requests) {
      const { authorization, ...others } = headers;
      assert.ok(authorization === undefined || authorization === "Bearer kilo_test_key");
      assert.doesNotMatch(JSON.stringify(others) + path + text, /kilo_test_key/);
    }
    assert.equal(chatRequests()[0]?.headers.authorization, "Bearer kilo_test_key");
  });

  it("requests name this extension", async () => {
    await run({ uri: workspaceFile("refund.md"), model: PAID });
    const headers = chatRequests()[0]?.headers;
    assert.match(headers?.["user-agent"] ?? "", /^SmartSpec-Kilo\/\d/);
    assert.equal(headers?.["x-title"], "SmartSpec for Kilo Code");
    assert.deepEqual(
      Object.keys(headers ?? {}).filter((name) => name.startsWith("x-stainless")),
      [],
    );
  });

  it("an instruction goes along, and the same run twice sends the same bytes", async () => {
    const argument = { uri: workspaceFile("refund.md"), model: PAID, instruction: "Only section two." };
    await run(argument);
    await run(argument);
    assert.match(sentText(), /Instruction: Only section two\.$/);
    assert.equal(chatRequests()[0]?.text, chatRequests()[1]?.text);
  });

  it("with no model chosen the gateway's default answers", async () => {
    const result = await run(workspaceFile("refund.md"));
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.equal(result.model, PAID);
  });

  it("a run that was charged is followed by a look at the balance", async () => {
    const looked = gateway.nextRequest(({ path }) => path === "/api/profile/balance");
    await run({ uri: workspaceFile("refund.md"), model: PAID });
    assert.equal((await looked).headers.authorization, "Bearer kilo_test_key");
  });

  it("takes a URI as a string, as tasks and keybindings give it", async () => {
    const result = await run({ uri: workspaceFile("refund.md").toString(), model: PAID });
    assert.equal(result.status, "completed");
  });

  it("runs the active editor with its unsaved changes", async () => {
    await vscode.window.showTextDocument(await openUntitled("# Untitled\n\nNever saved.\n"));
    const result = await vscode.commands.executeCommand<RunResult>("smartspec.runSpec");
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.ok(sentText().includes("Never saved."));
  });

  it("runs one section below the headings above it", async () => {
    const { uri } = await openUntitled("# Shop\n\n## Refunds\n\nSeven days.\n\n## Errors\n\nNone.\n");
    const result = await run({ uri, model: PAID, section: "Refunds" });
    assert.equal(result.status, "completed", JSON.stringify(result.error));
    assert.equal(sentText(), "# Shop\n\n## Refunds\n\nSeven days.\n\n");
  });

  it("Stop ends a stream that never would, and keeps its text", async () => {
    const arrived = gateway.nextRequest(({ path }) => path.endsWith("/chat/completions"));
    const running = run({ uri: workspaceFile("refund.md"), model: "fault/stall" });
    const request = await arrived;
    await vscode.commands.executeCommand("smartspec.stop");
    const result = await running;
    assert.equal(result.status, "cancelled");
    assert.equal(result.error, undefined);
    assert.equal(await request.outcome, "aborted");
  });

  it("two runs at once end apart, each with its own answer", async () => {
    const [english, thai] = await Promise.all([
      run({ uri: workspaceFile("refund.md"), model: PAID }),
      run({ uri: workspaceFile("คืนเงิน.md"), model: "openai/gpt-4o-mini" }),
    ]);
    assert.equal(english.status, "completed");
    assert.equal(thai.status, "completed");
    assert.equal(english.model, PAID);
    assert.equal(thai.model, "openai/gpt-4o-mini");
    assert.doesNotMatch(english.text, /[\u0e00-\u0e7f]/);
    assert.match(thai.text, /[\u0e00-\u0e7f]/);
  });

  it("Stop works before anything was sent, too", async () => {
    const setBaseUrl = (baseUrl: string) =>
      vscode.workspace
        .getConfiguration("smartspec")
        .update("providers", [{ id: "kilocode", baseUrl }], vscode.ConfigurationTarget.Global);
    // At another address the list of models is asked for first; that is when Stop comes.
    await setBaseUrl(`${gateway.origin}/api/gateway`);
    try {
      const listAskedFor = gateway.nextRequest(({ path }) => path.endsWith("/models"));
      const running = run({ uri: workspaceFile("refund.md"), model: "fault/stall" });
      await listAskedFor;
      await vscode.commands.executeCommand("smartspec.stop");
      const result = await running;
      assert.equal(result.status, "cancelled");
      assert.equal(result.text, "");
    } finally {
      await setBaseUrl(gateway.baseUrl);
    }
  });

  const faults = [
    { model: "fault/no-done", status: "completed" },
    { model: "fault/bytewise", status: "completed" },
    { model: "fault/crlf", status: "completed" },
    { model: "fault/json-instead-of-sse", status: "completed" },
    { model: "fault/length", status: "incomplete" },
    { model: "fault/content-filter", status: "incomplete" },
    { model: "fault/no-finish", status: "incomplete", code: "stream-interrupted" },
    { model: "fault/cut-socket", status: "incomplete", code: "stream-interrupted" },
    { model: "fault/upstream-disconnect", status: "incomplete", code: "stream-interrupted" },
    { model: "fault/stream-error", status: "incomplete", code: "stream-interrupted" },
    { model: "fault/empty", status: "failed", code: "empty-answer" },
    { model: "fault/reasoning-only", status: "failed", code: "empty-answer" },
    { model: "fault/html-200", status: "failed", code: "invalid-response" },
  ] as const;
  for (const { model, status, ...rest } of faults) {
    const code = "code" in rest ? rest.code : undefined;
    it(`${model}: ${status}${code ? `, ${code}` : ""}`, async () => {
      const result = await run({ uri: workspaceFile("refund.md"), model });
      assert.equal(result.status, status, JSON.stringify(result.error));
      assert.equal(result.error?.code, code);
      if (code) assert.ok(result.error?.message && result.error.remedy);
      if (status !== "failed") assert.notEqual(result.text, "");
    });
  }

  describe("bad input", () => {
    const write = async (name: string, content: Uint8Array) => {
      const uri = workspaceFile(name);
      await vscode.workspace.fs.writeFile(uri, content);
      return uri;
    };
    const failsWith = async (argument: unknown, code: string) => {
      const result = await run(argument);
      assert.equal(result.status, "failed");
      assert.equal(result.error?.code, code, result.error?.message);
      assert.ok(result.error?.remedy);
      assert.doesNotMatch(result.error?.message ?? "", /\bat .+:\d+|undefined|\[object/);
      assert.equal(chatRequests().length, 0, "nothing may be sent");
      return result;
    };

    it("an empty spec", async () => {
      await failsWith(await write("empty.md", bytes(" \n\t\n")), "invalid-spec");
    });

    it("a binary file", async () => {
      await failsWith(await write("binary.md", new Uint8Array([0, 1, 2, 255, 254])), "invalid-spec");
    });

    it("a file of 5 MB", async () => {
      const result = await failsWith(
        await write("large.md", bytes("word ".repeat(1_000_000))),
        "payload-too-large",
      );
      assert.match(result.error?.message ?? "", /5\.0 MB/);
    });

    it("a spec larger than the model's context", async () => {
      const uri = await write("long.md", bytes("one more sentence of a spec. ".repeat(100_000)));
      await failsWith({ uri, model: "openai/gpt-4o" }, "context-length-exceeded");
    });

    it("a file that is not there", async () => {
      await failsWith(workspaceFile("missing.md"), "invalid-spec");
    });

    it("a provider that does not exist is no reason to ask another one", async () => {
      await failsWith({ uri: workspaceFile("refund.md"), provider: "acme" }, "not-configured");
    });
  });
});
