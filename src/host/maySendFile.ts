import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { isSecretFile } from "../core/spec/isSecretFile";
import { realPath } from "../node/realPath";
import { askInList } from "./askInList";
import { nameOf } from "./specFiles";

/**
 * Asks before a file that looks like one of secrets is sent, also when only the file behind a link does. True at once for
 * every other file. Closing the question, or stopping the run, is a no.
 */
export async function maySendFile(uri: vscode.Uri, signal: AbortSignal): Promise<boolean> {
  const real = uri.scheme === "file" ? await realPath(uri.fsPath) : undefined;
  if (!isSecretFile(uri.path) && !(real !== undefined && isSecretFile(real))) return true;
  return askInList(
    {
      question: l10n.t("Send {0} all the same? It looks like a file of secrets.", nameOf(uri)),
      no: l10n.t("Do Not Send"),
      yes: l10n.t("Send This File"),
    },
    signal,
  );
}
