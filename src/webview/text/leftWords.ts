import * as l10n from "@vscode/l10n";
import type { Budget } from "../../core/cost/budget";

/** Stands before what is left of a budget. */
export function leftWords({ kind }: Pick<Budget, "kind">): string {
  switch (kind) {
    case "run":
      return l10n.t("Left for this run");
    case "day":
      return l10n.t("Left today");
    case "month":
    case "provider":
    case "spec":
      return l10n.t("Left this month");
  }
}
