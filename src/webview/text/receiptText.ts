import * as l10n from "@vscode/l10n";
import type { TurnOutcome } from "../../core/chat/chatState";
import { costKindLabel } from "../../core/cost/costKindLabel";
import { differingUsd } from "../../core/cost/differingUsd";
import { formatAtMost, formatCost, formatEstimate, formatUsd } from "../../core/cost/formatCost";
import { formatDeviation } from "../../core/cost/formatDeviation";
import { formatDuration } from "../../core/cost/formatDuration";
import { formatTokens } from "../../core/cost/formatTokens";
import { stopsBilling } from "../../core/cost/stopBilling";
import type { RunStatus } from "../../core/run/runResult";
import type { TurnHead } from "../../protocol/chatProtocol";

export interface ReceiptText {
  readonly status: string;
  /** `$0.0118`, `free`, `not billed` or `cost unknown`. */
  readonly cost: string;
  /** `reported`, `computed`; absent where `cost` says it all. */
  readonly kind?: string;
  readonly note?: string;
  /** Tokens in and out, time, served by. */
  readonly figures: string;
}

/** What of a turn the receipt is about. */
export type ReceiptTurn = Pick<TurnHead, "outcome" | "estimate" | "servedBy" | "model" | "hops">;

/** The receipt of a finished turn, also of one that failed: it may have cost something. `undefined` while it runs. */
export function receiptText(turn: ReceiptTurn): ReceiptText | undefined {
  const { outcome, estimate } = turn;
  if (outcome === undefined) return undefined;
  const { cost, usage, timing, status } = outcome;
  const freeOfCost = costOfNothing(turn);
  const kind = freeOfCost !== undefined || cost.kind === "unknown" ? undefined : costKindLabel(cost.kind);
  const notes = freeOfCost === undefined ? [receiptNote(turn), listNote(outcome)] : [];
  const note = notes.filter((part) => part !== undefined).join(" · ") || undefined;
  const figures = [
    usage && l10n.t("{0} → {1} tok", formatTokens(usage.promptTokens), formatTokens(usage.completionTokens)),
    // Nothing was sent, so nothing took time.
    timing.totalMs > 0 ? formatDuration(timing.totalMs) : undefined,
    turn.servedBy,
  ].filter((figure) => figure !== undefined && figure !== "");
  return {
    status: statusWord(status),
    cost: freeOfCost ?? (cost.kind === "unknown" ? l10n.t("cost unknown") : formatCost(cost)),
    ...(kind !== undefined && { kind }),
    ...(note !== undefined && { note }),
    figures: figures.join(" · "),
  };

  function receiptNote({ outcome: ended }: ReceiptTurn): string | undefined {
    if (ended?.status !== "completed" && cost.kind === "computed") return l10n.t("billed part may differ");
    if (ended?.status !== "completed" && cost.kind === "unknown") return openBill(turn);
    if (cost.kind === "unknown" && cost.atLeastUsd !== undefined)
      return l10n.t("at least {0}", formatUsd(cost.atLeastUsd));
    if (estimate?.expectedUsd === undefined) return undefined;
    const expected = formatEstimate(estimate.expectedUsd);
    const deviation = cost.kind === "unknown" ? undefined : formatDeviation(cost.usd, estimate.expectedUsd);
    return deviation === undefined
      ? l10n.t("estimated {0}", expected)
      : l10n.t("estimated {0} ({1})", expected, deviation);
  }
}

/** The gateway's own figure and its list prices do not go together. */
function listNote({ cost, listUsd }: TurnOutcome): string | undefined {
  const differing = differingUsd(cost, listUsd);
  return differing === undefined ? undefined : l10n.t("list price gives {0}", formatUsd(differing));
}

/** What is known about the bill of an answer whose end nobody saw. */
function openBill({ estimate, servedBy, outcome }: ReceiptTurn): string {
  const stops = outcome?.status === "cancelled" ? stopsBilling(servedBy) : undefined;
  const bill =
    stops === undefined
      ? l10n.t("what was generated may be billed")
      : stops
        ? l10n.t("{0} bills only what was generated", servedBy ?? "")
        : l10n.t("{0} may bill the whole answer", servedBy ?? "");
  const cost = outcome?.cost;
  // The estimate is that of the last request, which was not the only one.
  if (cost?.kind === "unknown" && cost.atLeastUsd !== undefined)
    return l10n.t("at least {0} · {1}", formatUsd(cost.atLeastUsd), bill);
  return estimate?.maxUsd === undefined
    ? bill
    : l10n.t("at most {0} · {1}", formatAtMost(estimate.maxUsd), bill);
}

/** The word for a run that cost nothing; `undefined` for one that did, or may have. Only a free model is "free". */
function costOfNothing({ model, outcome, hops = [] }: ReceiptTurn): string | undefined {
  const isFreeModel = model?.isFree === true;
  const cost = outcome?.cost;
  if (cost === undefined || cost.kind === "unknown") {
    const hasOpenBill = hops.some((hop) => hop.cost?.kind === "unknown" && hop.expectedUsd !== 0);
    return isFreeModel && cost?.atLeastUsd === undefined && !hasOpenBill ? l10n.t("free") : undefined;
  }
  if (cost.usd !== 0) return undefined;
  return isFreeModel ? l10n.t("free") : l10n.t("not billed");
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
