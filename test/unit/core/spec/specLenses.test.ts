import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { specOutline } from "../../../../src/core/spec/outline";
import { frontMatterBlock } from "../../../../src/core/spec/frontMatterBlock";
import { lastLensTitle, runLensTitle, specLensRows } from "../../../../src/core/spec/specLenses";
import { specPart } from "../../../../src/core/spec/specPart";
import { modelWith } from "../../../fakes/sampleModel";

function rows(text: string) {
  const startLine = frontMatterBlock(text)?.bodyLine ?? 0;
  return specLensRows(text, specOutline(text, { startLine }), startLine);
}
const lines = (text: string) => rows(text).map(({ line, kind }) => `${line} ${kind}`);

describe("specLensRows", () => {
  it("the whole spec above its title, then sections and tasks", () => {
    assert.deepEqual(lines("---\nmodel: a\n---\n\n# Shop\n\n## Refunds\n\n- [ ] one\n- [x] two\n"), [
      "4 document",
      "6 section",
      "8 task",
      "9 task",
    ]);
  });

  it("the first line stands for the whole where no heading does", () => {
    assert.deepEqual(lines("\nJust text.\n"), ["1 document"]);
    assert.deepEqual(lines("Words.\n\n# A\n\n# B\n"), ["0 document", "2 section", "4 section"]);
    assert.deepEqual(lines("## A\n\n## B\n"), ["0 document", "2 section"]);
    assert.deepEqual(lines("- [ ] only\n"), ["0 document"]);
  });

  it("nothing in an empty file, and none for a heading without a name", () => {
    assert.deepEqual(lines("  \n\n"), []);
    assert.deepEqual(lines("# A\n\n##\n"), ["0 document"]);
  });

  it("every part is found again by what its button says", () => {
    const text = "# T\n## Same\n- [ ] x\n## same\n- [ ] x\n## Same\n\ttabs\r\n## # odd\n- [ ] y\n";
    const parts = rows(text).filter(({ kind }) => kind !== "document");
    assert.equal(parts.length, 7);
    const found = parts.map(({ part }) => specPart(text, part));
    assert.equal(new Set(found).size, 7);
  });

  it("of ten thousand tasks so many as an editor can bear, and sections before tasks", () => {
    const text = `# Plan\n\n${Array.from({ length: 10_000 }, (_, index) => `- [ ] Task ${index % 100}\n`).join("")}\n## End\n`;
    const outline = specOutline(text);
    const start = performance.now();
    const found = specLensRows(text, outline, 0);
    assert.equal(found.length, 1000);
    assert.equal(found.at(-1)?.kind, "section");
    assert.ok(performance.now() - start < 200);
  });
});

describe("runLensTitle", () => {
  it("has the price in it", () => {
    assert.equal(runLensTitle(modelWith(), { expectedUsd: 0.0042 }), "$(play)\u00a0Run · ≈ $0.0042");
    assert.equal(runLensTitle(modelWith({ isFree: true }), { expectedUsd: 0 }), "$(play)\u00a0Run · free");
    assert.equal(
      runLensTitle(modelWith({ pricing: { kind: "varies" } }), undefined),
      "$(play)\u00a0Run · varies",
    );
    assert.equal(runLensTitle(undefined, undefined), "$(play)\u00a0Run · cost unknown");
  });

  it("a free model whose answer is judged is as free as its judges", () => {
    const title = (expectedUsd?: number) =>
      runLensTitle(modelWith({ isFree: true, pricing: { kind: "known", prompt: "0", completion: "0" } }), {
        judges: 1,
        ...(expectedUsd !== undefined && { expectedUsd }),
      });
    assert.deepEqual(
      [title(0), title(0.002), title()].map((text) => text.split(" · ")[1]),
      ["free", "≈ $0.0020", "cost unknown"],
    );
  });
});

describe("lastLensTitle", () => {
  const ended = {
    status: "completed",
    cost: { kind: "reported", usd: 0.0041 },
    at: 0,
    isFallback: false,
  } as const;

  it("says what it cost, how long it took and how it ended", () => {
    assert.equal(lastLensTitle({ ...ended, totalMs: 4200 }), "last $0.0041 · 4.2 s\u00a0$(pass)");
    assert.equal(
      lastLensTitle({ ...ended, totalMs: 6300, isFallback: true }),
      "last $0.0041 · 6.3 s · fallback\u00a0$(pass)",
    );
    assert.equal(
      lastLensTitle({ ...ended, cost: { kind: "computed", usd: 0 }, totalMs: 6000 }),
      "last free · 6.0 s\u00a0$(pass)",
    );
    assert.equal(lastLensTitle({ ...ended, status: "incomplete" }), "last $0.0041\u00a0$(warning)");
    assert.equal(
      lastLensTitle({ ...ended, status: "cancelled", cost: { kind: "unknown" } }),
      "last cost unknown · stopped\u00a0$(circle-slash)",
    );
  });

  it("and why it failed", () => {
    assert.equal(
      lastLensTitle({ ...ended, status: "failed", error: "rate-limited" }),
      "last failed: too many requests\u00a0$(error)",
    );
    assert.equal(lastLensTitle({ ...ended, status: "failed" }), "last failed\u00a0$(error)");
  });
});
