import * as l10n from "@vscode/l10n";
import { formatEstimate, formatUsd } from "../../core/cost/formatCost";
import { costSoFar } from "../../core/cost/runningPrice";
import { costWithJudges } from "../../core/expect/costWithJudges";
import type { CompareColumn } from "../../protocol/compareProtocol";
import { nothing } from "../text/nothing";
import { isRunning } from "./isRunning";

/**
 * What all columns have cost until now: `≈ $0.013` while one runs, `$0.0142` at the end; never a sum that hides what is not
 * known. `tokensOf`: tokens that have arrived for a column that runs.
 */
export function costOfAll(
  columns: readonly CompareColumn[],
  tokensOf: (columnId: string) => number,
): { readonly shown: string; readonly unknown: number } {
  const sent = columns.filter((column) => column.outcome !== undefined || isRunning(column));
  const costs = sent.map((column) => columnUsd(column, tokensOf));
  const usd = costs.reduce((sum: number, cost) => sum + (cost ?? 0), 0);
  const unknown = costs.filter((cost) => cost === undefined).length;
  const runs = sent.some(isRunning);
  if (sent.length === 0) return { shown: nothing, unknown };
  if (usd > 0) return { shown: runs ? formatEstimate(usd) : formatUsd(usd), unknown };
  if (unknown > 0) return { shown: l10n.t("unknown"), unknown };
  if (sent.every(({ model }) => model.isFree)) return { shown: l10n.t("free"), unknown };
  return { shown: runs ? nothing : l10n.t("not billed"), unknown };
}

/** US dollars; `undefined` when they are not known. */
function columnUsd(column: CompareColumn, tokensOf: (columnId: string) => number): number | undefined {
  const { outcome, model, price } = column;
  if (outcome === undefined) {
    if (model.isFree) return 0;
    return price === undefined ? undefined : (costSoFar(price, tokensOf(column.id)) ?? 0);
  }
  const isFree = outcome.cost.kind === "unknown" && model.isFree;
  const cost = costWithJudges(isFree ? { ...outcome, cost: { kind: "computed", usd: 0 } } : outcome);
  return cost.kind === "unknown" ? undefined : cost.usd;
}
