import * as l10n from "@vscode/l10n";
import { useEffect, useId, useRef } from "preact/hooks";
import type { BudgetQuestion } from "../../core/cost/budget";
import { Icon } from "../Icon";
import { budgetTitle } from "../text/budgetTitle";
import { showHidden } from "../../core/hiddenCharacters";
import { type BudgetAnswer, BudgetButtons } from "./BudgetButtons";
import { BudgetFigures } from "./BudgetFigures";

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
  const { question, isNew } = props;
  const card = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => {
    if (isNew) card.current?.focus();
  }, [isNew]);
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
      <h4 id={titleId}>{budgetTitle(question)}</h4>
      <p id={textId} class="sentence">
        {showHidden(props.message)}
      </p>
      <BudgetFigures expectedUsd={question.expectedUsd} maxUsd={question.maxUsd} question={question} />
      <p class="small">{l10n.t("Nothing was sent yet.")}</p>
      <BudgetButtons question={question} canRun={props.canRunAgain} onAnswer={props.onAnswer} />
    </div>
  );
}
