import * as l10n from "@vscode/l10n";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import { type ReceiptTurn, receiptText } from "./receiptText";
import { spokenUsd } from "./spokenUsd";

/** What a screen reader says once when an answer has ended; `undefined` where an error card speaks for itself. */
export function completionSentence(turn: ReceiptTurn): string | undefined {
  const { outcome } = turn;
  const receipt = receiptText(turn);
  if (outcome === undefined || receipt === undefined || outcome.error !== undefined) return undefined;
  const ending =
    outcome.status === "completed"
      ? l10n.t("Answer complete")
      : outcome.status === "cancelled"
        ? l10n.t("Answer stopped")
        : l10n.t("Answer cut off");
  const tokens = outcome.usage && l10n.t("{0} tokens", formatTokenLimit(outcome.usage.completionTokens));
  // The key `", "` stands between the parts of a spoken list.
  return [ending, tokens, spokenUsd(receipt.cost), receipt.kind]
    .filter((part) => part !== undefined)
    .join(l10n.t(", "));
}
