import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimateBasis } from "../../../../src/core/usage/estimateBasis";
import { PastRuns } from "../../../../src/core/usage/pastRuns";
import { modelWith } from "../../../fakes/sampleModel";

const [asked, other] = [modelWith({ id: "a/asked" }), modelWith({ id: "a/other" })];
const answerer = { provider: "kilocode", modelId: asked.id, model: asked, models: [asked, other] };

describe("estimateBasis", () => {
  it("a judge is the model that answers, the one that the spec names, or one that no list has", () => {
    const expect = [
      { kind: "judge", criteria: "1" },
      { kind: "contains", text: "x" },
      { kind: "judge", criteria: "2", model: "A/Other" },
      { kind: "judge", criteria: "3", model: "a/gone" },
    ] as const;
    const { judges } = estimateBasis(new PastRuns(), answerer, { expect });
    assert.deepEqual(
      judges?.map(({ criteria, model }) => [criteria, model?.id]),
      [
        ["1", "a/asked"],
        ["2", "a/other"],
        ["3", undefined],
      ],
    );
  });

  it("without one there is none", () => {
    assert.ok(
      !("judges" in estimateBasis(new PastRuns(), answerer, { expect: [{ kind: "contains", text: "x" }] })),
    );
    assert.equal(estimateBasis(new PastRuns(), answerer, { specId: "id" }).spec, "id");
  });
});
