import * as l10n from "@vscode/l10n";
import type { RunError } from "../../core/errors";

/** What happened in two to four words; the error's own sentence says the rest. */
export function errorTitle({ code, remedy }: Pick<RunError, "code" | "remedy">): string {
  switch (code) {
    case "not-configured":
      if (remedy === "choose-model") return l10n.t("No model chosen");
      return remedy === "check-provider" ? l10n.t("Provider not usable") : l10n.t("Key needed");
    case "authentication":
      return l10n.t("Key not accepted");
    case "insufficient-credits":
      return l10n.t("Not enough credits");
    case "forbidden":
      return remedy === "check-provider" ? l10n.t("Account not allowed") : l10n.t("Model not allowed");
    case "moderated":
      return l10n.t("Content refused");
    case "model-not-found":
      return l10n.t("Model not found");
    case "rate-limited":
      return l10n.t("Too many requests");
    case "context-length-exceeded":
      return l10n.t("Request too long");
    case "payload-too-large":
      return l10n.t("Request too large");
    case "invalid-request":
      return l10n.t("Request rejected");
    case "provider-unavailable":
      return l10n.t("Provider unavailable");
    case "timeout":
      return l10n.t("No answer in time");
    case "network":
      return l10n.t("Cannot connect");
    case "stream-interrupted":
      return l10n.t("The stream broke off");
    case "empty-answer":
      return l10n.t("Empty answer");
    case "invalid-response":
      return l10n.t("Not a valid answer");
    case "budget-exceeded":
      return l10n.t("Over the budget");
    case "invalid-spec":
      return l10n.t("Error in the spec");
    case "untrusted-workspace":
      return l10n.t("Folder not trusted");
  }
}
