import * as l10n from "@vscode/l10n";
import type { CompareColumn, FromCompareView } from "../../protocol/compareProtocol";
import { Icon } from "../Icon";
import { showHidden } from "../../core/hiddenCharacters";
import { languageAttribute } from "../text/markLanguage";
import { ErrorCallout } from "../transcript/ErrorCallout";
import { retryAt } from "./retryAt";

/** Why a column has no answer, or not all of one, and what can be done. */
export function ColumnProblem(props: {
  readonly column: CompareColumn;
  readonly now: number;
  readonly isNew: boolean;
  readonly post: (message: FromCompareView) => void;
}) {
  const { column, now, post } = props;
  const { outcome } = column;
  const act = (action: "retry" | "replace-model") =>
    post({ type: "column-action", columnId: column.id, action });
  const replace = (look: string) => (
    <button type="button" class={`button ${look}`} onClick={() => act("replace-model")}>
      {l10n.t("Replace Model")}
    </button>
  );
  if (outcome === undefined) {
    if (column.problem === undefined) return null;
    const problem = showHidden(column.problem);
    return (
      <div class="callout warning" role="group">
        <Icon name="warning" tone="warn" />
        <h4>{l10n.t("Nothing can be sent to this model")}</h4>
        <p lang={languageAttribute(problem)}>{problem}</p>
        <div class="buttons">{replace("second")}</div>
      </div>
    );
  }
  if (outcome.status === "completed") return null;
  const { error } = outcome;
  const waitSeconds = Math.max(0, Math.ceil(((retryAt(column) ?? 0) - now) / 1000));
  const helps = error === undefined || error.retryable || error.remedy === "retry";
  const retry = (look: string) => (
    <button
      type="button"
      class={`button ${look}`}
      aria-disabled={waitSeconds > 0}
      onClick={() => waitSeconds === 0 && act("retry")}
    >
      {waitSeconds > 0 ? l10n.t("Retry in {0} s", waitSeconds) : l10n.t("Retry")}
    </button>
  );
  if (error === undefined) return <div class="buttons">{retry("second")}</div>;
  return (
    <>
      <ErrorCallout
        error={error}
        isNew={props.isNew}
        onCopy={(code) => post({ type: "code-action", action: "copy", code })}
      >
        {helps ? retry("") : replace("")}
        {helps ? replace("second") : retry("second")}
      </ErrorCallout>
      <p class="small">{l10n.t("Comparisons never fall back to another model.")}</p>
    </>
  );
}
