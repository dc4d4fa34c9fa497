import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Budgets, tightestBudget } from "../../../../src/core/cost/budget";
import { defaultRates } from "../../../../src/core/cost/tokenRates";
import { UserFacingError } from "../../../../src/core/errors";
import type { Model } from "../../../../src/core/models/model";
import { prepareRequest } from "../../../../src/core/run/prepareRequest";
import { BudgetDesk, type OverBudget } from "../../../../src/core/run/budgetDesk";
import type { PreparedRequest } from "../../../../src/core/run/requestPreparer";
import { StorageNotices } from "../../../../src/host/storageNotices";
import { UsageLedger } from "../../../../src/host/usageLedger";
import { WriterLiveness } from "../../../../src/host/writerLiveness";
import { kilo } from "../../../fakes/sampleProvider";
import { modelWith, sampleModel } from "../../../fakes/sampleModel";
import { silentLog } from "../../../fakes/silentLog";

const spec = { spec: "docs/checkout.md", specId: "id" };

/** With 2 000 tokens of answer at most: some 3 cents in the worst case. */
function prepared(model: Model = sampleModel): PreparedRequest {
  const basis = { rates: defaultRates() };
  const messages = [{ role: "user" as const, content: "words and more words ".repeat(20) }];
  const parameters = { temperature: 0.7, maxTokens: 4000 };
  return {
    provider: kilo,
    modelId: model.id,
    model,
    modelName: model.name,
    hasKey: true,
    basis,
    ...prepareRequest({ modelId: model.id, model, messages, parameters, basis }),
  };
}

describe("BudgetDesk", () => {
  let folder: string;
  let ledgers: UsageLedger[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smartspec-budget-"));
    ledgers = [];
  });
  afterEach(async () => {
    for (const ledger of ledgers) ledger.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** A window of its own, on the same ledger. */
  const open = (budgets: Budgets) => {
    const pid = ledgers.length + 1;
    const window = { id: `window-${pid}`, host: "here", pid };
    const clock = { now: () => new Date(2026, 2, 31, 12).getTime() };
    const accounts = new UsageLedger(folder, {
      window,
      clock,
      liveness: new WriterLiveness(window, clock, () => true),
      notices: new StorageNotices(() => undefined, silentLog),
      workspace: () => undefined,
    });
    ledgers.push(accounts);
    return { accounts, desk: new BudgetDesk({ settings: { budgets }, accounts }) };
  };
  const begin = async (accounts: UsageLedger, runId: string, hop = prepared()) => {
    const { estimate, size } = hop;
    await accounts.started({ runId, provider: kilo.id, model: hop.modelId, estimate, size, hop: 0, ...spec });
  };
  const refusal = async (desk: BudgetDesk, hop = prepared(), decision?: OverBudget) => {
    try {
      await desk.admit(hop, { spec }, decision);
      return undefined;
    } catch (error) {
      assert.ok(UserFacingError.is(error) && error.code === "budget-exceeded", String(error));
      return error.details?.budget;
    }
  };

  it("without budgets everything goes out as it is", async () => {
    const { desk } = open({});
    assert.equal(await refusal(desk), undefined);
    assert.equal(await refusal(desk, prepared(modelWith())), undefined);
  });

  for (const budgets of [
    { perDay: 0.05 },
    { perMonth: 0.05 },
    { perProvider: { [kilo.id]: 0.05 } },
    { perSpec: { "docs/checkout.md": 0.05 } },
  ])
    it(`${Object.keys(budgets)[0]}: what runs in another window is reserved, before it has cost anything`, async () => {
      const [here, there] = [open(budgets), open(budgets)];
      assert.equal(await refusal(here.desk), undefined);
      await begin(there.accounts, "a run over there");
      const refused = await refusal(here.desk);
      assert.ok(refused && refused.leftUsd < 0.03, JSON.stringify(refused));
      there.accounts.ended("a run over there", {
        status: "completed",
        text: "4",
        provider: kilo.id,
        model: "m",
        cost: { kind: "reported", usd: 0.001 },
        timing: { totalMs: 5 },
        attempts: [],
      });
      await there.accounts.flush();
      assert.equal(await refusal(here.desk), undefined, "it has cost less than it could have");
    });

  it("two windows that begin at the same moment see each other, and neither itself", async () => {
    const budgets = { perDay: 0.05 };
    const [here, there] = [open(budgets), open(budgets)];
    const hop = prepared();
    const [one, other] = await Promise.all([
      here.desk.admit(hop, { spec }, undefined),
      there.desk.admit(hop, { spec }, undefined),
    ]);
    await Promise.all([begin(here.accounts, "here"), begin(there.accounts, "there")]);
    const left = await Promise.all([one.budget.left(hop, 0, "here"), other.budget.left(hop, 0, "there")]);
    for (const budget of left)
      assert.ok((budget?.leftUsd ?? 1) < (hop.estimate.maxUsd ?? 0), JSON.stringify(left));
    assert.ok(
      (tightestBudget(await here.desk.states(kilo, { spec }))?.leftUsd ?? 1) < 0.01,
      "both count for whoever comes next",
    );
  });

  it("a run that may be stopped there goes out with a shorter answer", async () => {
    const { desk } = open({ perRun: 0.01 });
    const hop = prepared();
    const refused = await refusal(desk, hop);
    assert.ok(refused?.canStopThere);
    const { first } = await desk.admit(hop, { spec }, "stop");
    assert.ok((first.request.maxTokens ?? 0) < (hop.request.maxTokens ?? 0));
    assert.ok((first.estimate.maxUsd ?? 1) <= 0.01);
    assert.deepEqual(first.request.messages, hop.request.messages);
  });

  it("where not even the prompt can be paid there is nothing to stop", async () => {
    const { desk } = open({ perRun: 0.00001 });
    assert.equal((await refusal(desk))?.canStopThere, false);
    assert.equal((await refusal(desk, prepared(), "stop"))?.kind, "run");
  });

  it("what was allowed once is held to what it was said to cost, all its hops together", async () => {
    const { desk } = open({ perRun: 0.001, perDay: 0.001 });
    const hop = prepared();
    const { first, budget } = await desk.admit(hop, { spec }, "allow");
    assert.equal(first, hop);
    const max = hop.estimate.maxUsd ?? assert.fail();
    assert.equal((await budget.left(hop, 0))?.leftUsd, max);
    assert.equal(budget.problem(hop, await budget.left(hop, 0)), undefined);
    assert.equal(budget.problem(hop, await budget.left(hop, 0.001))?.code, "budget-exceeded");
  });

  /** The answer alone may cost some 3 cents, with those who judge it 4. */
  const judged = (judges: NonNullable<PreparedRequest["estimate"]["judges"]>): PreparedRequest => {
    const hop = prepared();
    return { ...hop, estimate: { ...hop.estimate, judges } };
  };

  it("what judges may cost is asked about before the run, and allowed with it", async () => {
    const { desk } = open({ perRun: 0.035 });
    const hop = judged({ count: 1, expectedUsd: 0.001, maxUsd: 0.01 });
    assert.equal(await refusal(desk), undefined);
    const refused = await refusal(desk, hop);
    assert.ok(refused?.canStopThere);
    assert.equal(refused.maxUsd, (hop.estimate.maxUsd ?? 0) + 0.01);
    const judge = { ...prepared(), estimate: { ...prepared().estimate, expectedUsd: 0.001, maxUsd: 0.01 } };
    const spent = hop.estimate.maxUsd ?? 0;
    const stopped = await desk.admit(hop, { spec }, "stop");
    assert.equal(stopped.first, hop, "the answer itself has room");
    await assert.rejects(stopped.budget.admitMore(judge, spent), /could cost .* more/);
    const allowed = await desk.admit(hop, { spec }, "allow");
    await allowed.budget.admitMore(judge, spent);
    await assert.rejects(allowed.budget.admitMore(judge, spent + 0.01), /could cost .* more/);
  });

  it("a judge of unknown price is nothing to ask about: the budget keeps it from being asked", async () => {
    const { desk } = open({ perRun: 0.035 });
    assert.equal(await refusal(desk, judged({ count: 1 })), undefined);
    const { budget } = await desk.admit(judged({ count: 1 }), { spec }, undefined);
    await assert.rejects(budget.admitMore(prepared(modelWith()), 0), /price of this model is not known/);
  });

  it("a model without a price keeps no budget, unless it is allowed once", async () => {
    const { desk } = open({ perDay: 5 });
    const unpriced = prepared(modelWith());
    assert.equal((await refusal(desk, unpriced))?.maxUsd, undefined);
    assert.ok(await refusal(desk, unpriced, "stop"));
    assert.equal(await refusal(desk, unpriced, "allow"), undefined);
  });
});
