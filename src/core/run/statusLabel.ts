import * as l10n from "@vscode/l10n";
import type { RunStatus } from "./runResult";

/** How a run has ended, in a word. */
export function statusLabel(status: RunStatus): string {
  switch (status) {
    case "completed":
      return l10n.t("completed");
    case "incomplete":
      return l10n.t("incomplete");
    case "failed":
      return l10n.t("failed");
    case "cancelled":
      return l10n.t("stopped");
  }
}
