import type { LocalGateway } from "../../gateway/startLocalGateway";
import assert from "node:assert/strict";
import { OpenRouter } from "@openrouter/sdk";
import { after, before, describe, it } from "mocha";
import { startLocalGateway } from "../../gateway/startLocalGateway";

const SPEC = "# Login\n\n## Goals\n\n- Sign in with a passkey\n\n## Errors\n\n- The network is away\n";

/**
 * A client that was written elsewhere validates every answer. Models, endpoints and key are OpenRouter's own form under
 * `/api/v1`; Kilo's reduced forms leave out what that client requires, so of Kilo only the chat is held against it.
 */
describe("the local gateway, seen by OpenRouter's client", () => {
  let gateway: LocalGateway;
  let client: OpenRouter;

  before(async () => {
    gateway = await startLocalGateway({ extraModels: 600 });
    client = clientOf("/api/v1");
  });
  after(() => gateway.close());

  function clientOf(prefix: string): OpenRouter {
    const serverURL = gateway.origin + prefix;
    return new OpenRouter({ apiKey: "kilo_test_key", serverURL, retryConfig: { strategy: "none" } });
  }

  it("lists models over several pages", async () => {
    const ids: string[] = [];
    let pages = 0;
    for await (const page of await client.models.list()) {
      pages++;
      ids.push(...page.result.data.map((model) => model.id));
    }
    assert.ok(pages > 1, "expected more than one page");
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.includes("openrouter/auto") && ids.at(-1)?.startsWith("fault/") === true);
  });

  it("lists the endpoints of a model", async () => {
    const { data } = await client.endpoints.list({ author: "anthropic", slug: "claude-sonnet-4.5" });
    assert.deepEqual(
      data.endpoints.map((endpoint) => endpoint.providerName),
      ["Anthropic", "Amazon Bedrock"],
    );
  });

  it("describes the key", async () => {
    const { data } = await client.apiKeys.getCurrentKeyMetadata();
    assert.equal(data.limit, 12.5);
  });

  for (const prefix of ["/api/v1", "/api/openrouter", "/api/gateway/v1", "/v1"]) {
    for (const model of ["anthropic/claude-sonnet-4.5", "deepseek/deepseek-r1", "qwen/qwen3.6-plus"]) {
      it(`streams ${model} under ${prefix}`, async () => {
        const answer = await clientOf(prefix).chat.send({
          chatRequest: { model, messages: [{ role: "user", content: SPEC }], stream: true },
        });
        assert.ok(!("choices" in answer));
        let text = "";
        let finishReason: unknown;
        for await (const chunk of answer) {
          text += chunk.choices[0]?.delta.content ?? "";
          finishReason = chunk.choices[0]?.finishReason ?? finishReason;
        }
        assert.match(text, /^# Review: Login\n/);
        assert.equal(finishReason, "stop");
      });

      it(`answers as a whole for ${model} under ${prefix}`, async () => {
        const answer = await clientOf(prefix).chat.send({
          chatRequest: { model, messages: [{ role: "user", content: SPEC }], stream: false },
        });
        assert.ok("choices" in answer);
        const content = answer.choices[0]?.message.content;
        assert.ok(typeof content === "string" && content.startsWith("# Review: Login\n"));
        assert.equal(
          answer.usage?.totalTokens,
          (answer.usage?.promptTokens ?? 0) + (answer.usage?.completionTokens ?? 0),
        );
      });
    }
  }

  it("refuses a wrong key in a form the client knows", async () => {
    const stranger = new OpenRouter({ apiKey: "nobody", serverURL: `${gateway.origin}/api/v1` });
    await assert.rejects(
      stranger.chat.send({
        chatRequest: { model: "openai/gpt-4o", messages: [{ role: "user", content: "Hi" }] },
      }),
      { name: "UnauthorizedResponseError" },
    );
  });
});
