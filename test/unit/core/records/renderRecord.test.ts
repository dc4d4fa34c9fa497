import assert from "node:assert/strict";
import { renderRecord } from "../../../../src/core/records/renderRecord";
import { sampleRecord } from "./sampleRecord";

const lines = (text: string) => text.split("\n");

describe("a record for people to read", () => {
  const { text, reasoning } = renderRecord(sampleRecord(), "31 Mar 2026, 14:05:09");

  it("begins with what was run and its receipt, in the order of every receipt", () => {
    assert.deepEqual(lines(text).slice(0, 17), [
      "# checkout.md § Refunds",
      "",
      "31 Mar 2026, 14:05:09 · docs/checkout.md",
      "",
      "## Receipt",
      "",
      "- Status: completed",
      "- Cost: $0.0118 reported",
      "- Estimated: ≈ $0.011 · at most $0.064",
      "- Tokens: 1.2k → 546",
      "- Time taken: 9.4 s",
      "- Model: a/b",
      "- Provider: kilocode",
      "- Served by: Anthropic",
      "- Expectations: 1 of 2 expected",
      "- Git: 0123456789ab on main",
      "",
    ]);
  });

  it("names parameters, prices, files and what was expected", () => {
    for (const line of [
      "- temperature: 0.2",
      "- max_tokens: 90",
      "- Input: $3.00",
      "- docs/rules.md: 1,234 bytes · SHA-256 bb",
      "- Passed: mentions “refund”",
      "- Not passed: costs at most $0.01 · It cost more.",
    ])
      assert.ok(lines(text).includes(line), line);
  });

  it("says what a judge has cost", () => {
    const { result } = sampleRecord();
    const expectation = { kind: "judge", criteria: "It is kind." } as const;
    const expect = [
      {
        expectation,
        state: "failed" as const,
        detail: "Rude.",
        cost: { kind: "reported", usd: 0.0002 } as const,
      },
      { expectation, state: "skipped" as const, cost: { kind: "unknown" } as const },
    ];
    const judged = renderRecord(sampleRecord({ result: { ...result, expect } }), "").text;
    assert.ok(lines(judged).includes("- Not passed: judged: It is kind. · Rude. · $0.0002 reported"), judged);
    assert.ok(lines(judged).includes("- Not checked: judged: It is kind. · cost unknown"), judged);
  });

  it("has messages as they were sent, in fences that they cannot close", () => {
    assert.ok(text.includes("### 2. user\n\n````markdown\n# Do\n\n```ts\nx\n```\n````\n"), text);
  });

  it("knows the line of the reasoning, to fold it", () => {
    assert.equal(lines(text)[reasoning?.start ?? -1], "## Reasoning");
    assert.deepEqual(lines(text).slice((reasoning?.end ?? -1) + 1, (reasoning?.end ?? -1) + 3), [
      "",
      "## Answer",
    ]);
    assert.equal(renderRecord(sampleRecord({ reasoning: "" }), "").reasoning, undefined);
  });

  it("ends with the answer, as it is", () => {
    assert.ok(text.endsWith("\n## Answer\n\n# Refunds\n\nWithin 14 days.\n"));
  });

  it("a run that failed says why, and nothing of what is not known", () => {
    const record = sampleRecord();
    const { usage: _usage, servedBy: _servedBy, expect: _expect, ...result } = record.result;
    const { git: _git, pricing: _pricing, estimate: _estimate, ...rest } = record;
    const failed = renderRecord(
      {
        ...rest,
        answer: "",
        result: {
          ...result,
          status: "failed",
          cost: { kind: "unknown" },
          error: {
            code: "timeout",
            message: "a/b sent nothing for 180 s.",
            remedy: "wait-longer",
            retryable: true,
          },
        },
      },
      "",
    ).text;
    assert.match(
      failed,
      /- Status: failed\n- Error: a\/b sent nothing for 180 s\.\n- Cost: cost unknown\n- Time/,
    );
    assert.doesNotMatch(failed, /Git|Prices|## Answer|undefined/);
  });

  it("lets no text break out of its line", () => {
    const spec = { path: "a.md", sha256: "aa", section: "x\n# Receipt", inputs: { "n\n- Cost: free": "v" } };
    const { text: hostile } = renderRecord(sampleRecord({ spec }), "");
    assert.equal(lines(hostile)[0], "# a.md § x # Receipt");
    assert.equal(lines(hostile).includes("- Cost: free"), false);
  });
});
