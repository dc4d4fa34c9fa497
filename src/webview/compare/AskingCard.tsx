import * as l10n from "@vscode/l10n";
import { useEffect, useId, useRef } from "preact/hooks";
import type { CompareState, FromCompareView } from "../../protocol/compareProtocol";
import { Icon } from "../Icon";
import { budgetTitle } from "../text/budgetTitle";
import { type BudgetAnswer, BudgetButtons } from "../transcript/BudgetButtons";
import { BudgetFigures } from "../transcript/BudgetFigures";
import { keepersSentence } from "./keepersSentence";

/** Nothing was sent yet. The card takes the focus, not a button: a second Enter must neither spend nor consent. */
export function AskingCard({
  state,
  post,
}: {
  readonly state: CompareState;
  readonly post: (message: FromCompareView) => void;
}) {
  const { budget, columns, estimate } = state;
  const card = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => card.current?.focus(), [state.comparisonId]);
  const canRun = columns.some(({ problem }) => problem === undefined);
  const keepers = keepersSentence(state);
  const warns = budget !== undefined || keepers !== undefined;
  const answer = (given: BudgetAnswer) => post(messages[given]);
  return (
    <div class="asking">
      <div
        class={`callout ${warns ? "warning" : "plain"}`}
        role="alertdialog"
        aria-labelledby={titleId}
        aria-describedby={textId}
        tabIndex={-1}
        ref={card}
      >
        {warns ? <Icon name="warning" tone="warn" /> : <Icon name="info" />}
        <h4 id={titleId}>
          {budget === undefined ? l10n.t("Compare {0} models", columns.length) : budgetTitle(budget)}
        </h4>
        <div id={textId} class="about">
          {keepers !== undefined && <p>{keepers}</p>}
          <BudgetFigures expectedUsd={estimate.expectedUsd} maxUsd={estimate.maxUsd} question={budget} />
          {estimate.unknown > 0 && <p>{unknownSentence(estimate.unknown)}</p>}
          <p class="small">{l10n.t("Nothing was sent yet.")}</p>
        </div>
        {budget === undefined ? (
          <div class="buttons">
            <button
              type="button"
              class="button"
              aria-disabled={!canRun}
              onClick={() => canRun && post({ type: "start" })}
            >
              {l10n.t("Compare")}
            </button>
            <button type="button" class="button second" onClick={() => post({ type: "cancel" })}>
              {l10n.t("Cancel")}
            </button>
          </div>
        ) : (
          <BudgetButtons question={budget} canRun={canRun} onAnswer={answer} />
        )}
      </div>
    </div>
  );
}

const messages = {
  "run-within-budget": { type: "start", overBudget: "stop" },
  "allow-once": { type: "start", overBudget: "allow" },
  dismiss: { type: "cancel" },
  "edit-budgets": { type: "budgets-edit" },
} as const satisfies Record<BudgetAnswer, FromCompareView>;

function unknownSentence(count: number): string {
  return count === 1
    ? l10n.t("The price of 1 model is not known; its cost comes on top.")
    : l10n.t("The prices of {0} models are not known; their cost comes on top.", count);
}
