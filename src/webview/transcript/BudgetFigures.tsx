import * as l10n from "@vscode/l10n";
import type { BudgetQuestion } from "../../core/cost/budget";
import { formatAtMost, formatEstimate, formatUsdLeft } from "../../core/cost/formatCost";
import { leftWords } from "../text/leftWords";

/** What a run would cost, beside what is left of the budget in question. */
export function BudgetFigures(props: {
  /** US dollars; absent when not known. */
  readonly expectedUsd: number | undefined;
  readonly maxUsd: number | undefined;
  /** Absent when no budget could be crossed. */
  readonly question: BudgetQuestion | undefined;
}) {
  return (
    <dl class="figures num">
      {props.question !== undefined && (
        <>
          <dt>{leftWords(props.question)}</dt>
          <dd>{formatUsdLeft(props.question.leftUsd)}</dd>
        </>
      )}
      <dt>{l10n.t("Expected")}</dt>
      <dd>{formatEstimate(props.expectedUsd)}</dd>
      <dt>{l10n.t("At most")}</dt>
      <dd>{formatAtMost(props.maxUsd)}</dd>
    </dl>
  );
}
