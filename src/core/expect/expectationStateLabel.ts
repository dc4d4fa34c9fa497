import * as l10n from "@vscode/l10n";
import type { ExpectationState } from "./expectation";

/** Stands before what is expected: `Passed: mentions “rounding”`. */
export function expectationStateLabel(state: ExpectationState): string {
  switch (state) {
    case "passed":
      return l10n.t("Passed:");
    case "failed":
      return l10n.t("Not passed:");
    case "waiting":
      return l10n.t("Waiting:");
    case "skipped":
      return l10n.t("Not checked:");
  }
}
