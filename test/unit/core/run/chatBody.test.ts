import assert from "node:assert/strict";
import type { ChatRequest } from "../../../../src/core/ports";
import { chatBody } from "../../../../src/core/run/chatBody";

const request: ChatRequest = { modelId: "a/b", messages: [{ role: "user", content: "Hi" }] };

describe("chatBody", () => {
  it("holds nothing that was not asked for", () => {
    assert.deepEqual(chatBody(request, "kilocode"), {
      model: "a/b",
      messages: [{ role: "user", content: "Hi" }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("says all that a spec can ask for in the gateway's words", () => {
    const full: ChatRequest = {
      ...request,
      temperature: 0,
      maxTokens: 5,
      topP: 0.5,
      seed: 0,
      stop: ["END"],
      reasoning: { effort: "low" },
      routing: { sort: "price" },
    };
    assert.deepEqual(JSON.parse(JSON.stringify(chatBody(full, "openrouter"))), {
      model: "a/b",
      messages: [{ role: "user", content: "Hi" }],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 5,
      top_p: 0.5,
      seed: 0,
      stop: ["END"],
      reasoning: { effort: "low" },
      provider: { sort: "price" },
    });
  });

  it("gives plain servers OpenAI's own fields, and none that they would refuse", () => {
    const effort = chatBody({ ...request, reasoning: { effort: "low" }, routing: {} }, "openai-compatible");
    assert.ok("reasoning_effort" in effort && !("reasoning" in effort) && !("provider" in effort));
    const tokens = chatBody({ ...request, reasoning: { maxTokens: 9 } }, "openai-compatible");
    assert.ok(!Object.keys(tokens).some((name) => name.startsWith("reasoning")));
    assert.deepEqual(
      (chatBody({ ...request, reasoning: { maxTokens: 9 } }, "kilocode") as { reasoning: unknown }).reasoning,
      { max_tokens: 9 },
    );
  });
});
