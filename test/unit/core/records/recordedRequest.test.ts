import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ChatRequest } from "../../../../src/core/ports";
import { recordedRequest, requestOfBody } from "../../../../src/core/records/recordedRequest";
import { chatBody } from "../../../../src/core/run/chatBody";
import { sha256 } from "../../../../src/core/sha256";
import { sampleRecord } from "./sampleRecord";

const text = fc.string({ unit: "binary" });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const request: fc.Arbitrary<ChatRequest> = fc.record(
  {
    modelId: text,
    messages: fc.array(
      fc.record({
        role: fc.constantFrom("system" as const, "user" as const, "assistant" as const),
        content: text,
      }),
    ),
    temperature: number,
    topP: number,
    seed: number,
    stop: fc.array(text),
    reasoning: fc.oneof(
      fc.record({ effort: fc.constantFrom("none" as const, "low" as const, "max" as const) }),
      fc.record({ maxTokens: number }),
    ),
    routing: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.jsonValue()),
    maxTokens: number,
    maxTokensParameter: fc.constantFrom("max_tokens" as const, "max_completion_tokens" as const),
    stream: fc.boolean(),
  },
  { requiredKeys: ["modelId", "messages"] },
);
const kind = fc.constantFrom("kilocode" as const, "openrouter" as const, "openai-compatible" as const);

describe("a request that is read back from its body", () => {
  it("is sent as the same bytes", () => {
    fc.assert(
      fc.property(request, kind, (sent, provider) => {
        const json = JSON.stringify(chatBody(sent, provider));
        const back = requestOfBody(JSON.parse(json), provider);
        assert.ok(back);
        assert.equal(JSON.stringify(chatBody(back, provider)), json);
      }),
    );
  });

  it("is none when the body says something else than a request can", () => {
    const body = chatBody({ modelId: "a", messages: [] }, "kilocode");
    for (const other of [
      { ...body, tools: [] },
      { ...body, max_tokens: 1, max_completion_tokens: 2 },
      { ...body, messages: [{ role: "user", content: "a", name: "b" }] },
      Object.fromEntries(Object.entries(body).toReversed()),
      { ...body, stream: "yes" },
      [],
      null,
    ]) {
      assert.equal(requestOfBody(other, "kilocode"), undefined, JSON.stringify(other));
    }
  });

  it("is refused when something was taken out of it, or it was changed since", async () => {
    const record = sampleRecord();
    const { body } = record.request;
    const hash = await sha256(JSON.stringify(body));
    const sent = { body, sha256: hash, isRedacted: false };
    assert.equal((await recordedRequest({ ...record, request: sent })).maxTokens, 90);
    await assert.rejects(recordedRequest({ ...record, request: { ...sent, isRedacted: true } }), /secret/);
    await assert.rejects(
      recordedRequest({ ...record, request: { ...sent, sha256: "0" } }),
      /not as it was sent/,
    );
  });
});
