import { chatBody } from "../../../../src/core/run/chatBody";
import type { RunRecord } from "../../../../src/core/records/runRecord";

/** A run that has all that a record can hold; `change` makes it another. */
export function sampleRecord(change: Partial<RunRecord> = {}): RunRecord {
  return {
    format: "smartspec-run",
    version: 1,
    id: "3f2a9c04-0000-4000-8000-000000000000",
    startedAt: "2026-03-31T14:05:09.000Z",
    spec: { path: "docs/checkout.md", sha256: "aa", section: "Refunds", instruction: "Briefly." },
    includes: [{ path: "docs/rules.md", sha256: "bb", bytes: 1234 }],
    git: { commit: "0123456789abcdef0123456789abcdef01234567", branch: "main" },
    provider: { id: "kilocode", kind: "kilocode" },
    request: {
      sha256: "cc",
      body: chatBody(
        {
          modelId: "a/b",
          messages: [
            { role: "system", content: "Be brief." },
            { role: "user", content: "# Do\n\n```ts\nx\n```\n" },
          ],
          temperature: 0.2,
          maxTokens: 90,
        },
        "kilocode",
      ),
      isRedacted: false,
    },
    pricing: { kind: "known", prompt: "0.000003", completion: "0.000015" },
    estimate: {
      promptTokens: 1215,
      maxCompletionTokens: 90,
      expectedUsd: 0.0114,
      maxUsd: 0.0636,
      kind: "known",
      calibratedFrom: 3,
      expectedCompletionTokens: 520,
    },
    result: {
      status: "completed",
      provider: "kilocode",
      model: "a/b",
      servedBy: "Anthropic",
      finishReason: "stop",
      usage: { promptTokens: 1215, completionTokens: 546, cachedPromptTokens: 0, reasoningTokens: 0 },
      cost: { kind: "reported", usd: 0.0118 },
      timing: { totalMs: 9400 },
      attempts: [{ provider: "kilocode", model: "a/b" }],
      expect: [
        { expectation: { kind: "contains", text: "refund" }, state: "passed" },
        { expectation: { kind: "max-usd", usd: 0.01 }, state: "failed", detail: "It cost more." },
      ],
    },
    answer: "# Refunds\n\nWithin 14 days.\n",
    reasoning: "First\nthe rules.",
    ...change,
  };
}
