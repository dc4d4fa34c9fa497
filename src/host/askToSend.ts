import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { PreparedRequest } from "../core/run/requestPreparer";

/** Asks before a prompt goes to a provider that may keep it, where no view has a place for the question. */
export async function askToSend({ modelName }: PreparedRequest): Promise<boolean> {
  const no = { label: l10n.t("Cancel") };
  const yes = { label: l10n.t("Send to This Model") };
  const answer = await vscode.window.showQuickPick([no, yes], {
    placeHolder: l10n.t(
      "The provider of {0} may log what you send and train on it. Do not send secrets or personal data.",
      modelName,
    ),
    ignoreFocusOut: true,
  });
  return answer === yes;
}
