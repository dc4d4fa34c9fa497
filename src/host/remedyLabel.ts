import * as l10n from "@vscode/l10n";
import type { Remedy, RunError } from "../core/errors";

/** What the button of an error's remedy says in a notification. */
export function remedyLabel({ code, remedy }: Pick<RunError, "code" | "remedy">): string {
  const labels: Record<Remedy, () => string> = {
    "set-api-key": () => (code === "authentication" ? l10n.t("Replace Key") : l10n.t("Add Key")),
    "add-credits": () => l10n.t("Add Credits"),
    "choose-model": () => l10n.t("Select Model"),
    "use-free-model": () => l10n.t("Use a Free Model"),
    "show-request": () => l10n.t("Show What Was Sent"),
    retry: () => l10n.t("Run Again"),
    "wait-longer": () => l10n.t("Wait Longer"),
    "edit-parameters": () => l10n.t("Edit Parameters"),
    "test-connection": () => l10n.t("Test Connection"),
    continue: () => l10n.t("Continue"),
    "raise-limit": () => l10n.t("Raise the Limit"),
    "raise-budget": () => l10n.t("Change Budget"),
    "edit-spec": () => l10n.t("Open the Spec"),
    "manage-trust": () => l10n.t("Manage Trust"),
    "check-provider": () => l10n.t("Check Provider"),
  };
  return labels[remedy]();
}
