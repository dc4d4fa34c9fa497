import * as l10n from "@vscode/l10n";
import type { PreparedRequest } from "../core/run/requestPreparer";
import { askInList } from "./askInList";

/** Asks before a prompt goes to a provider that may keep it, where no view has a place for the question. */
export async function askToSend({ modelName }: PreparedRequest): Promise<boolean> {
  return askInList({
    question: l10n.t(
      "The provider of {0} may log what you send and train on it. Do not send secrets or personal data.",
      modelName,
    ),
    no: l10n.t("Cancel"),
    yes: l10n.t("Send to This Model"),
  });
}
