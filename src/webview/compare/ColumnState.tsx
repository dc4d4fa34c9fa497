import * as l10n from "@vscode/l10n";
import { formatDuration } from "../../core/cost/formatDuration";
import type { RunStatus } from "../../core/run/runResult";
import type { CompareColumn } from "../../protocol/compareProtocol";
import { phaseWord } from "../composer/StatusRow";
import { Icon } from "../Icon";
import { statusIcons } from "../statusIcons";

/** How far a column is: a shape and a word, and the time while it runs. */
export function ColumnState(props: {
  readonly column: CompareColumn;
  readonly now: number;
  readonly hidesFigures: boolean;
}) {
  const { column, now, hidesFigures } = props;
  const { phase, outcome, startedAt, problem } = column;
  if (outcome !== undefined)
    return (
      <span class="state">
        <Icon {...statusIcons[outcome.status]} />
        {statusWord(outcome.status)}
      </span>
    );
  if (phase === "ready" || phase === "done" || problem !== undefined)
    return (
      <span class="state">
        <Icon name="dash" />
        {l10n.t("Not sent")}
      </span>
    );
  if (phase === "queued")
    return (
      <span class="state">
        <Icon name="circle-large-outline" />
        {l10n.t("In line")}
      </span>
    );
  return (
    <span class="state num" aria-live="off">
      <Icon name="loading" />
      {phaseWord(phase)}
      {startedAt !== undefined && !hidesFigures && ` · ${formatDuration(now - startedAt)}`}
    </span>
  );
}

function statusWord(status: RunStatus): string {
  switch (status) {
    case "completed":
      return l10n.t("Done");
    case "incomplete":
      return l10n.t("Incomplete");
    case "failed":
      return l10n.t("Failed");
    case "cancelled":
      return l10n.t("Stopped");
  }
}
