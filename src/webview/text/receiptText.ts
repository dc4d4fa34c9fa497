import * as l10n from "@vscode/l10n";
import { formatCost, formatEstimate } from "../../core/cost/formatCost";
import { formatDeviation } from "../../core/cost/formatDeviation";
import { formatDuration } from "../../core/cost/formatDuration";
import { formatTokens } from "../../core/cost/formatTokens";
import type { RunStatus } from "../../core/run/runResult";
import type { TurnHead } from "../../protocol/chatProtocol";

export interface ReceiptText {
  readonly status: string;
  /** `$0.0118`, `free` or `cost unknown`. */
  readonly cost: string;
  /** `reported`, `computed`; absent where `cost` says it all. */
  readonly kind?: string;
  readonly note?: string;
  /** Tokens in and out, time, served by. */
  readonly figures: string;
}

/** The receipt of a finished turn; `undefined` when nothing ran (no usage, no cost, nothing to account for). */
export function receiptText(turn: TurnHead): ReceiptText | undefined {
  const { outcome, estimate } = turn;
  if (outcome === undefined) return undefined;
  const { cost, usage, timing, status } = outcome;
  if (status === "failed" && usage === undefined && cost.kind === "unknown") return undefined;
  const isFree = cost.kind === "unknown" ? turn.model?.isFree === true : cost.usd === 0;
  const kind = isFree || cost.kind === "unknown" ? undefined : costKind(cost.kind);
  const note = isFree ? undefined : receiptNote(turn);
  const figures = [
    usage && l10n.t("{0} → {1} tok", formatTokens(usage.promptTokens), formatTokens(usage.completionTokens)),
    formatDuration(timing.totalMs),
    turn.servedBy,
  ].filter((figure) => figure !== undefined && figure !== "");
  return {
    status: statusWord(status),
    cost: costText(turn, isFree),
    ...(kind !== undefined && { kind }),
    ...(note !== undefined && { note }),
    figures: figures.join(" · "),
  };

  function receiptNote({ outcome: ended }: TurnHead): string | undefined {
    if (ended?.status !== "completed" && cost.kind === "computed") return l10n.t("billed part may differ");
    if (estimate?.expectedUsd === undefined) return undefined;
    const expected = formatEstimate(estimate.expectedUsd);
    const deviation = cost.kind === "unknown" ? undefined : formatDeviation(cost.usd, estimate.expectedUsd);
    return deviation === undefined
      ? l10n.t("estimated {0}", expected)
      : l10n.t("estimated {0} ({1})", expected, deviation);
  }
}

export function costKind(kind: "reported" | "computed"): string {
  return kind === "reported" ? l10n.t("reported") : l10n.t("computed");
}

function costText(turn: TurnHead, isFree: boolean): string {
  if (isFree) return l10n.t("free");
  const cost = turn.outcome?.cost ?? { kind: "unknown" };
  return cost.kind === "unknown" ? l10n.t("cost unknown") : formatCost(cost);
}

function statusWord(status: RunStatus): string {
  switch (status) {
    case "completed":
      return l10n.t("Completed.");
    case "incomplete":
      return l10n.t("Incomplete.");
    case "failed":
      return l10n.t("Failed.");
    case "cancelled":
      return l10n.t("Stopped.");
  }
}
