import {
  type BudgetLeft,
  type BudgetSpent,
  budgetedEstimate,
  budgetProblem,
  budgetsFor,
  type Budgets,
  tightestBudget,
} from "../cost/budget";
import { capRequest } from "./capRequest";
import type { RunAccounts, SpecIdentity } from "../usage/runAccounts";
import type { UserFacingError } from "../errors";
import type { ProviderConfig } from "../providers/providerConfig";
import type { PreparedRequest } from "./requestPreparer";

/** What the user decided when a run was refused: to be stopped where the budget ends, or to be let through this once. */
export type OverBudget = "stop" | "allow";

/** What decides which budgets a run falls under, beside who answers. */
export interface BudgetScope {
  /** Absent for a message of the chat. */
  readonly spec?: SpecIdentity;
  /** US dollars for the run alone, as its spec has it. */
  readonly limitUsd?: number;
}

interface BudgetDeskParts {
  readonly settings: { readonly budgets: Budgets };
  readonly accounts: Pick<RunAccounts, "spending">;
}

/** Holds one run, with all its hops, to the budgets as they are at the moment. */
export class BudgetDesk {
  readonly #parts: BudgetDeskParts;

  constructor(parts: BudgetDeskParts) {
    this.#parts = parts;
  }

  /**
   * Every budget that a run falls under now, and what is gone of it. `limitUsd`: the run's own, on top of the user's. `hop`: what the run itself has spent until now in
   * other hops, at most, in USD, and its own line in the accounts, which is not counted.
   */
  async states(
    provider: Pick<ProviderConfig, "id" | "displayName">,
    { spec, limitUsd = Infinity }: BudgetScope = {},
    hop: { readonly spentUsd: number; readonly runId?: string } = { spentUsd: 0 },
  ): Promise<readonly BudgetSpent[]> {
    const { settings, accounts } = this.#parts;
    const perRun = Math.min(settings.budgets.perRun ?? Infinity, limitUsd);
    const budgets = budgetsFor(
      { ...settings.budgets, ...(perRun < Infinity && { perRun }) },
      { provider, ...(spec && { spec: spec.spec }) },
    );
    if (budgets.length === 0) return [];
    const spent = await accounts.spending({
      provider: provider.id,
      ...(spec && { specId: spec.specId }),
      ...(hop.runId !== undefined && { except: hop.runId }),
    });
    return budgets.map((budget) => ({
      ...budget,
      spentUsd: budget.kind === "run" ? hop.spentUsd : spent[budget.kind],
    }));
  }

  /**
   * The first choice as it may go out: as it is, or with a shorter answer when the user wants it to be stopped there.
   * @throws UserFacingError `budget-exceeded` when it must not.
   */
  async admit(
    first: PreparedRequest,
    scope: BudgetScope,
    decision: OverBudget | undefined,
  ): Promise<{ readonly first: PreparedRequest; readonly budget: RunBudget }> {
    const budget = new RunBudget(this, scope, decision, first);
    const left = await budget.left(first, 0);
    const problem = budget.problem(first, left);
    if (problem) throw problem;
    return { first: budget.capped(first, left) ?? first, budget };
  }
}

/** The budget of one run. */
export class RunBudget {
  readonly #desk: BudgetDesk;
  readonly #scope: BudgetScope;
  readonly #decision: OverBudget | undefined;
  /** What the user allowed this once; `undefined` when nobody can say what it will cost. */
  readonly #allowedUsd: number | undefined;

  constructor(
    desk: BudgetDesk,
    scope: BudgetScope,
    decision: OverBudget | undefined,
    first: PreparedRequest,
  ) {
    this.#desk = desk;
    this.#scope = scope;
    this.#decision = decision;
    this.#allowedUsd = budgetedEstimate(first.estimate).maxUsd;
  }

  /**
   * The budget that leaves this hop the least; `undefined` when there is none. `spentUsd`: by the hops before, at most.
   * `runId`: the hop's own line in the accounts, when it has one already.
   */
  async left(
    { provider }: PreparedRequest,
    spentUsd: number,
    runId?: string,
  ): Promise<BudgetLeft | undefined> {
    if (this.#decision === "allow") {
      const limitUsd = this.#allowedUsd;
      return limitUsd === undefined
        ? undefined
        : { kind: "run", limitUsd, leftUsd: Math.max(0, limitUsd - spentUsd) };
    }
    const hop = { spentUsd, ...(runId !== undefined && { runId }) };
    return tightestBudget(await this.#desk.states(provider, this.#scope, hop));
  }

  /** Why the hop must not go out, given what is left; `undefined` when it may, if need be with a shorter answer. */
  problem(hop: PreparedRequest, left: BudgetLeft | undefined): UserFacingError | undefined {
    const capped = left && cap(hop, left);
    return this.#decision === "stop" && capped
      ? undefined
      : budgetProblem(hop.estimate, left, capped !== undefined);
  }

  /**
   * Lets one more request of the same run through, which cannot be shortened. `spentUsd`: by those before, at most.
   * @throws UserFacingError `budget-exceeded` when it must not go out.
   */
  async admitMore(request: PreparedRequest, spentUsd: number): Promise<void> {
    const problem = budgetProblem(request.estimate, await this.left(request, spentUsd));
    if (problem) throw problem;
  }

  /** The hop with an answer short enough for what is left; `undefined` when that was not asked for, or is not needed. */
  capped(hop: PreparedRequest, left: BudgetLeft | undefined): PreparedRequest | undefined {
    if (this.#decision !== "stop" || left === undefined || (hop.estimate.maxUsd ?? 0) <= left.leftUsd)
      return undefined;
    return cap(hop, left);
  }
}

function cap(hop: PreparedRequest, { leftUsd }: BudgetLeft): PreparedRequest | undefined {
  const { mayBeOffBy } = hop.basis.rates;
  const capped = capRequest(hop, { model: hop.model, mayBeOffBy, limitUsd: leftUsd });
  return capped && { ...hop, ...capped };
}
