import * as l10n from "@vscode/l10n";
import { costWords } from "../core/cost/costWords";
import { differingUsd } from "../core/cost/differingUsd";
import { formatAtMost, formatEstimate, formatUsd } from "../core/cost/formatCost";
import { formatDeviation } from "../core/cost/formatDeviation";
import { formatDuration } from "../core/cost/formatDuration";
import { formatTokens } from "../core/cost/formatTokens";
import type { RunResult, RunStatus } from "../core/run/runResult";

/** What a run came to, in one line: status, cost and its kind, estimate, tokens in and out, time, who answered. */
export function receipt(result: RunResult): string {
  const { status, cost, estimate, usage, timing, servedBy, model } = result;
  return [
    statusWord(status),
    estimate?.maxUsd === 0 && (cost.kind === "unknown" || cost.usd === 0) ? l10n.t("free") : costWords(cost),
    ...notes(result),
    usage && l10n.t("{0} → {1} tok", formatTokens(usage.promptTokens), formatTokens(usage.completionTokens)),
    timing.totalMs > 0 ? formatDuration(timing.totalMs) : undefined,
    servedBy === undefined ? model : l10n.t("{0} via {1}", model, servedBy),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}

function notes({ status, cost, estimate, listUsd }: RunResult): readonly (string | undefined)[] {
  if (estimate?.maxUsd === 0 && cost.kind === "unknown") return [];
  if (cost.kind === "unknown") {
    const { atLeastUsd } = cost;
    const isOpen = status !== "completed";
    return [
      atLeastUsd === undefined ? undefined : l10n.t("at least {0}", formatUsd(atLeastUsd)),
      isOpen && estimate?.maxUsd ? l10n.t("at most {0}", formatAtMost(estimate.maxUsd)) : undefined,
      isOpen ? l10n.t("what was generated may be billed") : undefined,
    ];
  }
  const expectedUsd = estimate?.expectedUsd;
  const deviation = status === "completed" ? formatDeviation(cost.usd, expectedUsd) : undefined;
  const differing = differingUsd(cost, listUsd);
  return [
    expectedUsd === undefined || cost.usd === 0
      ? undefined
      : deviation === undefined
        ? l10n.t("estimated {0}", formatEstimate(expectedUsd))
        : l10n.t("estimated {0} ({1})", formatEstimate(expectedUsd), deviation),
    differing === undefined ? undefined : l10n.t("list price gives {0}", formatUsd(differing)),
  ];
}

function statusWord(status: RunStatus): string {
  switch (status) {
    case "completed":
      return l10n.t("Completed");
    case "incomplete":
      return l10n.t("Incomplete");
    case "failed":
      return l10n.t("Failed");
    case "cancelled":
      return l10n.t("Stopped");
  }
}
