import assert from "node:assert/strict";
import { type PresentState, recordChanges } from "../../../../src/core/records/recordChanges";
import { renderChanges } from "../../../../src/core/records/renderChanges";
import { sampleRecord } from "./sampleRecord";

const record = sampleRecord();
const asThen: PresentState = {
  specSha256: "aa",
  includes: [{ path: "docs/rules.md", sha256: "bb" }],
  git: { commit: "0123456789abcdef0123456789abcdef01234567" },
  providerKind: "kilocode",
  isModelListed: true,
  pricing: { kind: "known", completion: "0.000015", prompt: "0.000003" },
  body: record.request.body,
};
const changed = (now: Partial<PresentState>) =>
  recordChanges(record, { ...asThen, ...now })
    .filter(({ kind }) => kind === "changed")
    .map(({ text }) => text);

describe("what has changed since a run", () => {
  it("nothing, when everything is as it was then", () => {
    assert.deepEqual(
      recordChanges(record, asThen).filter(({ kind }) => kind !== "same"),
      [],
    );
  });

  const cases: readonly (readonly [Partial<PresentState>, readonly string[]])[] = [
    [{ specSha256: "other" }, ["The text of docs/checkout.md was changed."]],
    [{ specSha256: null }, ["docs/checkout.md is no longer there."]],
    [{ problem: "Line 2: x." }, ["Line 2: x."]],
    [
      { includes: [{ path: "b.md", sha256: "bb" }] },
      ["docs/rules.md no longer goes along.", "b.md goes along now."],
    ],
    [{ includes: [{ path: "docs/rules.md", sha256: "other" }] }, ["The text of docs/rules.md was changed."]],
    [{ providerKind: null }, ["The provider kilocode is no longer set up."]],
    [{ providerKind: "openrouter" }, ["The provider kilocode is of another kind now."]],
    [{ isModelListed: false }, ["a/b is no longer offered."]],
    [
      { pricing: { kind: "known", prompt: "0.000004", completion: "0.000015" } },
      ["The price was $3.00 → $15.00 per million tokens and is $4.00 → $15.00."],
    ],
    [
      { body: { model: "a/c", temperature: 0.7, seed: 1 } },
      [
        "The spec now asks a/c instead of a/b.",
        "temperature was 0.2 and is 0.7.",
        "max_tokens was 90 and is no longer sent.",
        "seed is 1 and was not sent before.",
      ],
    ],
    [{ git: { commit: "fedcba9876543210" } }, ["The commit was 0123456789ab and is fedcba987654."]],
  ];
  for (const [now, sentences] of cases)
    it(sentences.join(" "), () => assert.deepEqual(changed(now), sentences));

  it("what nobody knows is neither changed nor the same", () => {
    assert.deepEqual(
      recordChanges(record, {}).map(({ kind }) => kind),
      ["unknown", "unknown", "unknown", "unknown"],
    );
  });

  it("is a plain list, changes first", () => {
    const text = renderChanges(recordChanges(record, { ...asThen, isModelListed: false }), "Title");
    assert.match(
      text,
      /^# Title\n\n## Changed\n\n- a\/b is no longer offered\.\n\n## The same\n\n- The text of/,
    );
  });
});
