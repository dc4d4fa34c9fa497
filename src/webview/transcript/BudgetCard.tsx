import * as l10n from "@vscode/l10n";
import { useEffect, useId, useRef } from "preact/hooks";
import type { BudgetKind, BudgetQuestion } from "../../core/cost/budget";
import { formatAtMost, formatEstimate, formatUsdSum } from "../../core/cost/formatCost";
import { Icon } from "../Icon";
import { showHidden } from "../text/hiddenCharacters";
import { leftWords } from "../text/leftWords";

export type BudgetAnswer = "run-within-budget" | "allow-once" | "dismiss" | "edit-budgets";

/**
 * A run was held back because its worst case would cross a budget. The card takes the focus, not a button: a second Enter
 * must not spend anything.
 */
export function BudgetCard(props: {
  readonly question: BudgetQuestion;
  readonly message: string;
  /** It happened while the view was open. */
  readonly isNew: boolean;
  readonly canRunAgain: boolean;
  readonly onAnswer: (answer: BudgetAnswer) => void;
}) {
  const { question, isNew, canRunAgain } = props;
  const card = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => {
    if (isNew) card.current?.focus();
  }, [isNew]);
  const button = (answer: BudgetAnswer, label: string, look: string) => (
    <button type="button" class={`button ${look}`} onClick={() => props.onAnswer(answer)}>
      {label}
    </button>
  );
  const { leftUsd, expectedUsd, maxUsd } = question;
  const canStop = canRunAgain && question.canStopThere;
  return (
    <div
      class="callout warning"
      role={isNew ? "alertdialog" : "group"}
      aria-labelledby={titleId}
      aria-describedby={textId}
      tabIndex={-1}
      ref={card}
    >
      <Icon name="warning" tone="warn" />
      <h4 id={titleId}>{title(question.kind, showHidden(question.name ?? ""))}</h4>
      <p id={textId} class="sentence">
        {showHidden(props.message)}
      </p>
      <dl class="figures num">
        <dt>{leftWords(question)}</dt>
        <dd>{formatUsdSum(leftUsd)}</dd>
        <dt>{l10n.t("Expected")}</dt>
        <dd>{formatEstimate(expectedUsd)}</dd>
        <dt>{l10n.t("At most")}</dt>
        <dd>{formatAtMost(maxUsd)}</dd>
      </dl>
      <p class="small">{l10n.t("Nothing was sent yet.")}</p>
      <div class="buttons">
        {canStop && button("run-within-budget", l10n.t("Run, Stop at {0}", formatUsdSum(leftUsd)), "")}
        {button("dismiss", l10n.t("Cancel"), canStop ? "second" : "")}
        {canRunAgain &&
          button(
            "allow-once",
            maxUsd === undefined ? l10n.t("Allow Once") : l10n.t("Allow {0} Once", formatAtMost(maxUsd)),
            "second",
          )}
        {button("edit-budgets", l10n.t("Change Budget"), "link")}
      </div>
    </div>
  );
}

function title(kind: BudgetKind, name: string): string {
  switch (kind) {
    case "run":
      return l10n.t("This run may pass your budget per run");
    case "day":
      return l10n.t("This run may pass today’s budget");
    case "month":
      return l10n.t("This run may pass this month’s budget");
    case "provider":
    case "spec":
      return l10n.t("This run may pass the budget for {0}", name);
  }
}
