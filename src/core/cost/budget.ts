import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import { budgetUse } from "./budgetUse";
import { formatAtMost, formatUsdLeft, formatUsdLimit } from "./formatCost";
import type { CostEstimate, EstimatedUsd } from "./usage";
import { wholeEstimate } from "./wholeEstimate";

/** What the user wants to spend at most, in USD. Absent = no budget. */
export interface Budgets {
  readonly perRun?: number;
  readonly perDay?: number;
  readonly perMonth?: number;
  /** In a month, by provider config id; `*` stands for each that is not named. */
  readonly perProvider?: Readonly<Record<string, number>>;
  /** In a month, by path of the spec within its folder; `*` as above. Chat messages without a spec have none. */
  readonly perSpec?: Readonly<Record<string, number>>;
}

export type BudgetKind = "run" | "day" | "month" | "provider" | "spec";

/** One budget that a run falls under. */
export interface Budget {
  readonly kind: BudgetKind;
  /** Provider's name or path of the spec; absent for the other kinds. */
  readonly name?: string;
  readonly limitUsd: number;
}

export interface BudgetLeft extends Budget {
  /** USD; never negative. */
  readonly leftUsd: number;
}

export interface BudgetSpent extends Budget {
  /** USD; where a cost is not known, the most it can have been. */
  readonly spentUsd: number;
}

/** The budget that is nearest to its end, or over it, once 80 % of it is gone; `undefined` while all have more left. */
export function budgetWarning(budgets: readonly BudgetSpent[]): BudgetSpent | undefined {
  const share = ({ spentUsd, limitUsd }: BudgetSpent) => spentUsd / limitUsd;
  const [nearest] = budgets.toSorted((one, other) => share(other) - share(one));
  return nearest && budgetUse(nearest).state !== "fine" ? nearest : undefined;
}

/** What was spent of each budget so far, in USD; where a cost is not known, the most it can have been. */
export type Spent = Readonly<Record<BudgetKind, number>>;

/** What a question about a budget shows. Plain JSON, USD. */
export interface BudgetQuestion extends BudgetLeft {
  /** Both absent when the price is not known. */
  readonly expectedUsd?: number;
  readonly maxUsd?: number;
  /** What is left pays for the prompt and the beginning of an answer: it can run and be stopped there. */
  readonly canStopThere: boolean;
}

/** All budgets that a run with this spec at this provider falls under. `spec`: path within its folder; absent = none. */
export function budgetsFor(
  budgets: Budgets,
  {
    provider,
    spec,
  }: { readonly provider: { readonly id: string; readonly displayName: string }; readonly spec?: string },
): readonly Budget[] {
  const { perRun, perDay, perMonth, perProvider = {}, perSpec = {} } = budgets;
  const ofProvider = perProvider[provider.id] ?? perProvider["*"];
  const ofSpec = spec === undefined ? undefined : (perSpec[spec] ?? perSpec["*"]);
  const all: readonly {
    readonly kind: BudgetKind;
    readonly name?: string;
    readonly limitUsd: number | undefined;
  }[] = [
    { kind: "run", limitUsd: perRun },
    { kind: "day", limitUsd: perDay },
    { kind: "month", limitUsd: perMonth },
    { kind: "provider", name: provider.displayName, limitUsd: ofProvider },
    { kind: "spec", ...(spec !== undefined && { name: spec }), limitUsd: ofSpec },
  ];
  return all.flatMap(({ limitUsd, ...budget }) =>
    limitUsd === undefined || !(limitUsd > 0) ? [] : [{ ...budget, limitUsd }],
  );
}

/** The budget that leaves the least; `undefined` when there is none. */
export function tightestBudget(budgets: readonly BudgetSpent[]): BudgetLeft | undefined {
  const left = budgets.map(({ spentUsd, ...budget }) => ({
    ...budget,
    leftUsd: budgetUse({ ...budget, spentUsd }).leftUsd,
  }));
  return left.toSorted((one, other) => one.leftUsd - other.leftUsd)[0];
}

/**
 * Why a request must not go out: in the worst case it would cross the budget, or nobody can say that it would not, as its
 * price is unknown. `undefined` = it may. What costs nothing always may. `details.budget` has the figures for a question.
 */
export function budgetProblem(
  estimate: Parameters<typeof budgetedEstimate>[0],
  budget: BudgetLeft | undefined,
  canStopThere = false,
): UserFacingError | undefined {
  const { expectedUsd, maxUsd } = budgetedEstimate(estimate);
  if (budget === undefined || maxUsd === 0) return undefined;
  if (maxUsd !== undefined && maxUsd <= budget.leftUsd) return undefined;
  const question: BudgetQuestion = {
    ...budget,
    canStopThere,
    ...(expectedUsd !== undefined && { expectedUsd }),
    ...(maxUsd !== undefined && { maxUsd }),
  };
  return new UserFacingError(
    "budget-exceeded",
    maxUsd === undefined
      ? l10n.t(
          "The price of this model is not known, so the budget of {0} cannot be kept.",
          formatUsdLimit(budget.limitUsd),
        )
      : couldCross(formatAtMost(maxUsd), budget),
    { details: { budget: question } },
  );
}

/** What of a run counts against budgets beforehand: all but judges of unknown price, which nobody asks under a budget. */
export function budgetedEstimate({
  judges,
  ...answer
}: Pick<CostEstimate, "expectedUsd" | "maxUsd" | "judges">): EstimatedUsd {
  return wholeEstimate(judges?.maxUsd === undefined ? answer : { ...answer, judges });
}

/** An answer was stopped because it reached what was left. `spentUsd`: what it came to by then, as far as can be told. */
export function stoppedAtBudget(budget: BudgetLeft): UserFacingError {
  return new UserFacingError(
    "budget-exceeded",
    l10n.t("The answer was stopped at {0}.", budgetName(budget)),
    {
      details: { budget: { ...budget, canStopThere: false } },
    },
  );
}

/** Such as `your budget per run, $0.05`: for the middle of a sentence. */
export function budgetName({ kind, name = "", limitUsd }: Budget): string {
  const limit = formatUsdLimit(limitUsd);
  switch (kind) {
    case "run":
      return l10n.t("your budget per run, {0}", limit);
    case "day":
      return l10n.t("your budget for today, {0}", limit);
    case "month":
      return l10n.t("your budget for this month, {0}", limit);
    case "provider":
      return l10n.t("your budget for {0} this month, {1}", name, limit);
    case "spec":
      return l10n.t("your budget for {0} this month, {1}", name, limit);
  }
}

/** A name for lists, such as `Budget today`. */
export function budgetLabel({ kind, name = "" }: Pick<Budget, "kind" | "name">): string {
  switch (kind) {
    case "run":
      return l10n.t("Budget per run");
    case "day":
      return l10n.t("Budget today");
    case "month":
      return l10n.t("Budget this month");
    case "provider":
    case "spec":
      return l10n.t("Budget for {0} this month", name);
  }
}

function couldCross(max: string, { kind, name = "", limitUsd, leftUsd }: BudgetLeft): string {
  const left = formatUsdLeft(leftUsd);
  switch (kind) {
    case "run":
      return leftUsd === limitUsd
        ? l10n.t("This run could cost {0}; the budget of a run is {1}.", max, formatUsdLimit(limitUsd))
        : l10n.t("This run could cost {0} more; {1} is left of its budget.", max, left);
    case "day":
      return l10n.t("This run could cost {0}; {1} is left today.", max, left);
    case "month":
      return l10n.t("This run could cost {0}; {1} is left this month.", max, left);
    case "provider":
    case "spec":
      return l10n.t("This run could cost {0}; {1} is left for {2} this month.", max, left, name);
  }
}
