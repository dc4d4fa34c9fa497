import * as l10n from "@vscode/l10n";
import type { RunError } from "../../core/errors";

/** The words on the remedy button of an error card. `waitSeconds`: until the provider answers again; 0 for now. */
export function remedyLabel(error: RunError, waitSeconds: number): string {
  switch (error.remedy) {
    case "set-api-key":
      return error.code === "authentication" ? l10n.t("Replace Key") : l10n.t("Add Key");
    case "add-credits":
      return l10n.t("Add Credits");
    case "choose-model":
      return error.code === "context-length-exceeded"
        ? l10n.t("Show Models That Fit")
        : l10n.t("Select Model");
    case "use-free-model":
      return l10n.t("Use a Free Model");
    case "show-request":
      return l10n.t("Show What Was Sent");
    case "retry":
      if (waitSeconds > 0) return l10n.t("Retry in {0} s", waitSeconds);
      return error.code === "empty-answer" ? l10n.t("Run Again") : l10n.t("Retry");
    case "wait-longer":
      return l10n.t("Wait Longer");
    case "edit-parameters":
      return l10n.t("Edit Parameters");
    case "test-connection":
      return l10n.t("Test Connection");
    case "continue":
      return l10n.t("Continue");
    case "raise-limit":
      return l10n.t("Raise the Limit");
    case "raise-budget":
      return l10n.t("Change Budget");
    case "edit-spec":
      return error.details?.line === undefined
        ? l10n.t("Open the Spec")
        : l10n.t("Go to Line {0}", error.details.line);
    case "manage-trust":
      return l10n.t("Manage Trust");
    case "check-provider":
      return l10n.t("Check Provider");
  }
}
