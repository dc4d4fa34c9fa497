import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { renderPreview, type RequestPreview } from "../../../../src/core/run/renderPreview";

const preview: RequestPreview = {
  spec: "shop.md",
  provider: { displayName: "Kilo", baseUrl: "https://api.example/v1" },
  model: { id: "openai/gpt-4o", isFree: false },
  parameters: { temperature: 0.7, stop: ["`"] },
  estimate: {
    promptTokens: 1234,
    expectedCompletionTokens: 520,
    maxCompletionTokens: 4000,
    expectedUsd: 0.0082,
    maxUsd: 0.0431,
    kind: "known",
    calibratedFrom: 0,
  },
  parts: [{ name: "notes.md", tokens: 12 }],
  messages: [{ role: "user", content: "# Shop\n\n````\ncode\n````\n", tokens: 1222 }],
  problems: ["It cannot."],
  inputs: [{ name: "days", value: "7" }, { name: "city" }],
  variables: ["REGION"],
  secretFiles: [".env"],
};

describe("renderPreview", () => {
  it("says to whom, how, for how much, and what is wrong", () => {
    const text = renderPreview(preview);
    for (const part of [
      "- Provider: Kilo, `https://api.example/v1`\n",
      "- `temperature`: `0.7`\n",
      '- `stop`: `` ["`"] ``\n',
      "- Estimate: ≈ $0.0082 · at most $0.044 · 1.2k → ~520\n",
      "- Asked before a run: `days`: `7`\n",
      "- Asked before a run: `city`: not answered yet\n",
      "- Asked before a run: `env:REGION`: whether it may be sent\n",
      "- Asked before a run: `.env`: whether it may be sent\n",
      "- It cannot.\n",
      "- `notes.md`: ≈ 12 tokens\n",
      "## 1. user · ≈ 1.2k tokens\n",
    ])
      assert.ok(text.includes(part), `${part}\n${text}`);
  });

  it("shows messages verbatim, in a fence that they cannot close", () => {
    assert.ok(renderPreview(preview).includes("`````markdown\n# Shop\n\n````\ncode\n````\n`````\n"));
  });

  it("the price is that of the answer and of those who judge it", () => {
    const { estimate, ...rest } = preview;
    assert.ok(estimate);
    const judged = (judges: NonNullable<typeof estimate.judges>) =>
      renderPreview({ ...rest, estimate: { ...estimate, judges } });
    const two = judged({ count: 2, expectedUsd: 0.0018, maxUsd: 0.0069 });
    assert.match(two, /Estimate: ≈ \$0\.010 · at most \$0\.050 · with 2 judges · 1\.2k/);
    assert.match(judged({ count: 1 }), /Estimate: cost unknown · with 1 judge · 1\.2k/);
  });

  it("says free and unknown in words", () => {
    const { estimate, ...rest } = preview;
    assert.match(renderPreview({ ...preview, model: { id: "a", isFree: true } }), /Estimate: free · 1\.2k/);
    assert.ok(estimate);
    const { expectedUsd: _expected, maxUsd: _most, ...counts } = estimate;
    const unknown = { ...counts, kind: "unknown" } as const;
    assert.match(renderPreview({ ...rest, estimate: unknown }), /Estimate: cost unknown · 1\.2k/);
  });
});
