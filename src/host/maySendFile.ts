import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isSecretFile } from "../core/spec/isSecretFile";
import { realPath } from "../node/realPath";
import { nameOf } from "./specFiles";

/**
 * Asks before a file that looks like one of secrets is sent, also when only the file behind a link does. True at once for
 * every other file. Closing the question, or stopping the run, is a no.
 */
export async function maySendFile(uri: vscode.Uri, signal: AbortSignal): Promise<boolean> {
  const real = uri.scheme === "file" ? await realPath(uri.fsPath) : undefined;
  if (!isSecretFile(uri.path) && !(real !== undefined && isSecretFile(real))) return true;
  const no = { label: l10n.t("Do Not Send") };
  const yes = { label: l10n.t("Send This File") };
  const stopped = new vscode.CancellationTokenSource();
  const stop = () => stopped.cancel();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const answer = await vscode.window.showQuickPick(
      [no, yes],
      {
        placeHolder: l10n.t("Send {0} all the same? It looks like a file of secrets.", nameOf(uri)),
        ignoreFocusOut: true,
      },
      stopped.token,
    );
    return answer === yes;
  } finally {
    signal.removeEventListener("abort", stop);
    stopped.dispose();
  }
}
