import * as l10n from "@vscode/l10n";
import type { Budget } from "../../core/cost/budget";
import { showHidden } from "../../core/hiddenCharacters";

/** What a question about a budget is headed by. */
export function budgetTitle({ kind, name = "" }: Pick<Budget, "kind" | "name">): string {
  switch (kind) {
    case "run":
      return l10n.t("This run may pass your budget per run");
    case "day":
      return l10n.t("This run may pass today’s budget");
    case "month":
      return l10n.t("This run may pass this month’s budget");
    case "provider":
    case "spec":
      return l10n.t("This run may pass the budget for {0}", showHidden(name));
  }
}
