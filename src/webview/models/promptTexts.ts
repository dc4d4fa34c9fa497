import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../../core/cost/formatCost";
import type { PricedPrompt, SortColumn, TableSettings } from "../../protocol/modelsProtocol";
import { mayFit, type TableRow } from "./tableRow";

/** Expected cost of the prompt on a model as the table shows it, or the word for why there is none. */
export function costText(row: TableRow): string {
  if (!mayFit(row)) return l10n.t("too long");
  if (row.cost?.expectedUsd === undefined && row.pricing.kind === "varies") return l10n.t("varies");
  return formatEstimate(row.cost?.expectedUsd);
}

/** The most it can cost. */
export function atMostText(row: TableRow): string {
  if (row.cost?.maxUsd === undefined && row.pricing.kind === "varies") return l10n.t("varies");
  return formatAtMost(row.cost?.maxUsd);
}

export function columnTitle({ kind }: PricedPrompt): string {
  return kind === "spec" ? l10n.t("This spec") : l10n.t("This chat");
}

/** The order of the table in words. */
export function sortText({ column, isDescending }: TableSettings["sort"], prompt: PricedPrompt): string {
  const [up, down] = sortTexts(column, prompt);
  return isDescending ? down : up;
}

function sortTexts(
  column: SortColumn,
  { kind }: PricedPrompt,
): readonly [ascending: string, descending: string] {
  switch (column) {
    case "name":
      return [l10n.t("Sorted by name"), l10n.t("Sorted by name, last first")];
    case "context":
      return [l10n.t("Sorted by context, shortest first"), l10n.t("Sorted by context, longest first")];
    case "prompt-price":
      return [
        l10n.t("Sorted by prompt price, cheapest first"),
        l10n.t("Sorted by prompt price, dearest first"),
      ];
    case "completion-price":
      return [
        l10n.t("Sorted by answer price, cheapest first"),
        l10n.t("Sorted by answer price, dearest first"),
      ];
    case "cost":
      return kind === "spec"
        ? [l10n.t("Sorted by this spec, cheapest first"), l10n.t("Sorted by this spec, dearest first")]
        : [l10n.t("Sorted by this chat, cheapest first"), l10n.t("Sorted by this chat, dearest first")];
  }
}
