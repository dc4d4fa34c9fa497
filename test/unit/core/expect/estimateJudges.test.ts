import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultRates } from "../../../../src/core/cost/tokenRates";
import { estimateJudges } from "../../../../src/core/expect/estimateJudges";
import type { Model } from "../../../../src/core/models/model";
import { modelWith } from "../../../fakes/sampleModel";

/** A dollar for a token, so that a price is a count. */
const counting = modelWith({ pricing: { kind: "known", prompt: "1", completion: "0" } });
const talking = modelWith({ pricing: { kind: "known", prompt: "0", completion: "1" } });
const exact = { ...defaultRates(), mayBeOffBy: 0 };
const judge = (model: Model | undefined, criteria = "It is kind.", rates = exact) => ({
  criteria,
  model,
  rates,
});
const answer = { expectedCompletionTokens: 300, maxCompletionTokens: 2000 };

describe("estimateJudges", () => {
  it("nobody is nothing", () => assert.equal(estimateJudges([], answer), undefined));

  it("a judge reads its criteria, what it has to do, and the answer: the usual one, and the longest", () => {
    const { count, expectedUsd = 0, maxUsd = 0 } = estimateJudges([judge(counting)], answer) ?? assert.fail();
    assert.equal(count, 1);
    assert.equal(maxUsd - expectedUsd, 1700);
    assert.ok(expectedUsd > 300 + 80 && expectedUsd < 300 + 250, `${expectedUsd}`);
    const longer = estimateJudges([judge(counting, "It is kind. ".repeat(50))], answer);
    assert.ok((longer?.expectedUsd ?? 0) > expectedUsd + 100);
  });

  it("and says little, but may take all that it is allowed", () => {
    const { expectedUsd = 0, maxUsd } = estimateJudges([judge(talking)], answer) ?? assert.fail();
    assert.ok(expectedUsd > 10 && expectedUsd < 200);
    assert.equal(maxUsd, 1000);
    const short = modelWith({ ...talking, maxCompletionTokens: 400 });
    assert.equal(estimateJudges([judge(short)], answer)?.maxUsd, 400);
  });

  it("the worst case counts with a margin for tokens that were counted wrong", () => {
    const unsure = { ...exact, mayBeOffBy: 0.25 };
    const [sure, more] = [exact, unsure].map((rates) =>
      estimateJudges([judge(counting, "?", rates)], answer),
    );
    assert.equal(more?.expectedUsd, sure?.expectedUsd);
    assert.equal(more?.maxUsd, Math.ceil((sure?.maxUsd ?? 0) * 1.25));
  });

  it("several add up; one of unknown price makes all unknown, and a free one nothing", () => {
    const one = estimateJudges([judge(counting)], answer);
    const free = modelWith({ isFree: true });
    assert.deepEqual(estimateJudges([judge(counting), judge(counting), judge(free)], answer), {
      count: 3,
      expectedUsd: 2 * (one?.expectedUsd ?? 0),
      maxUsd: 2 * (one?.maxUsd ?? 0),
    });
    assert.deepEqual(estimateJudges([judge(counting), judge(modelWith())], answer), { count: 2 });
    assert.deepEqual(estimateJudges([judge(undefined)], answer), { count: 1 });
  });
});
