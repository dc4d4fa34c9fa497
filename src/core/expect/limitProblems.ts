import * as l10n from "@vscode/l10n";
import { formatUsd } from "../cost/formatCost";
import { localNumber } from "../localNumber";

/** Why a cost is too high, in one sentence; `undefined` when it is not. US dollars. */
export function costProblem(usd: number, mostUsd: number): string | undefined {
  if (usd <= mostUsd) return undefined;
  const [cost, most] = [formatUsd(usd), formatUsd(mostUsd)];
  if (mostUsd <= 0) return l10n.t("It cost {0} and was to be free.", cost);
  // Amounts are rounded to be read.
  if (cost === most) return l10n.t("It cost a little more than {0}.", most);
  return l10n.t("It cost {0}, more than {1}.", cost, most);
}

/** Why an answer took too long, in one sentence; `undefined` when it did not. */
export function durationProblem(durationMs: number, mostSeconds: number): string | undefined {
  if (durationMs <= mostSeconds * 1000) return undefined;
  return l10n.t("It took {0}, more than {1}.", exactSeconds(durationMs / 1000), exactSeconds(mostSeconds));
}

/** To the millisecond and always in seconds, as limits are written in them. */
function exactSeconds(seconds: number): string {
  return l10n.t("{0} s", localNumber(seconds.toFixed(3).replace(/\.?0+$/, "")));
}
