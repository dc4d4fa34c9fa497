import * as l10n from "@vscode/l10n";
import type { RunCost } from "./usage";

/** Where a known cost comes from, in a word. */
export function costKindLabel(kind: Exclude<RunCost["kind"], "unknown">): string {
  return kind === "reported" ? l10n.t("reported") : l10n.t("computed");
}
