import * as l10n from "@vscode/l10n";
import type { RunError } from "../core/errors";
import { keyVariable } from "../core/providers/environmentKey";

/** The next step after a failure, as far as the command line has one. */
export function remedyHint({ code, remedy, details }: RunError, providerId: string): string | undefined {
  switch (remedy) {
    case "set-api-key": {
      const variable = keyVariable(providerId);
      return variable === undefined ? undefined : l10n.t("The key is taken from {0}.", variable);
    }
    case "choose-model":
    case "use-free-model":
      return l10n.t("Choose a model with {0}; {1} lists them.", "--model", "smartspec models");
    case "raise-limit":
      return l10n.t("Allow a longer answer with {0}.", "--max-tokens");
    case "raise-budget":
      return l10n.t("Allow more with {0}, or a shorter answer with {1}.", "--budget", "--max-tokens");
    case "wait-longer":
      return l10n.t("Wait longer with {0}.", "--connect-timeout, --first-token-timeout, --idle-timeout");
    case "test-connection":
      return l10n.t("Find out more with {0}.", "smartspec test");
    case "show-request":
      return l10n.t("See what is sent with {0}.", "--dry-run");
    case "add-credits":
      return details?.buyCreditsUrl === undefined
        ? undefined
        : l10n.t("Add credits at {0}.", details.buyCreditsUrl);
    case "check-provider":
      return code === "not-configured"
        ? l10n.t("Choose who is asked with {0}, and its address with {1}.", "--provider", "--base-url")
        : undefined;
    case "retry":
    case "edit-parameters":
    case "continue":
    case "edit-spec":
    case "manage-trust":
      return undefined;
  }
}
