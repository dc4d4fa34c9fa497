import * as l10n from "@vscode/l10n";
import type { BudgetQuestion } from "../../core/cost/budget";
import { formatAtMost, formatUsdLeft } from "../../core/cost/formatCost";

export type BudgetAnswer = "run-within-budget" | "allow-once" | "dismiss" | "edit-budgets";

/** What can be done about a budget that a run could cross. */
export function BudgetButtons(props: {
  readonly question: BudgetQuestion;
  readonly canRun: boolean;
  readonly onAnswer: (answer: BudgetAnswer) => void;
}) {
  const { question, canRun } = props;
  const { leftUsd, maxUsd } = question;
  const canStop = canRun && question.canStopThere;
  const button = (answer: BudgetAnswer, label: string, look: string) => (
    <button type="button" class={`button ${look}`} onClick={() => props.onAnswer(answer)}>
      {label}
    </button>
  );
  return (
    <div class="buttons">
      {canStop && button("run-within-budget", l10n.t("Run, Stop at {0}", formatUsdLeft(leftUsd)), "")}
      {button("dismiss", l10n.t("Cancel"), canStop ? "second" : "")}
      {canRun &&
        button(
          "allow-once",
          maxUsd === undefined ? l10n.t("Allow Once") : l10n.t("Allow {0} Once", formatAtMost(maxUsd)),
          "second",
        )}
      {button("edit-budgets", l10n.t("Change Budget"), "link")}
    </div>
  );
}
