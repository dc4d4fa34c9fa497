import * as l10n from "@vscode/l10n";
import { budgetName } from "../../core/cost/budget";
import { formatDuration } from "../../core/cost/formatDuration";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { TurnHead } from "../../protocol/chatProtocol";

type EndedTurn = Pick<TurnHead, "outcome" | "estimate">;

/** Why an answer ends where it does, when that is not its own end. */
export function answerMark(turn: EndedTurn): string | undefined {
  const { outcome } = turn;
  if (outcome === undefined) return undefined;
  if (outcome.reloaded === true)
    return l10n.t("The window was reloaded during this answer. Text up to there is kept.");
  if (outcome.status === "cancelled")
    return outcome.timing.totalMs === 0 ? l10n.t("not sent") : l10n.t("stopped by you");
  if (outcome.status !== "incomplete") return undefined;
  const budget = outcome.error?.details?.budget;
  if (budget !== undefined) return l10n.t("stopped at {0}", budgetName(budget));
  if (outcome.error !== undefined)
    return l10n.t("interrupted after {0}", formatDuration(outcome.timing.totalMs));
  if (outcome.finishReason === "content_filter") return l10n.t("cut off by a content filter");
  if (!isCutByLength(turn)) return l10n.t("interrupted after {0}", formatDuration(outcome.timing.totalMs));
  const limit = turn.estimate?.maxCompletionTokens;
  return limit === undefined
    ? l10n.t("cut off at the limit")
    : l10n.t("cut off at the limit of {0} tokens", formatTokenLimit(limit));
}

export function isCutByLength(turn: EndedTurn): boolean {
  return turn.outcome?.status === "incomplete" && turn.outcome.finishReason === "length";
}
