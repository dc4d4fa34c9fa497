import * as l10n from "@vscode/l10n";
import { formatTokenLimit } from "../../core/cost/formatTokens";

export function runCount(runs: number): string {
  return runs === 1 ? l10n.t("1 run") : l10n.t("{0} runs", formatTokenLimit(runs));
}
