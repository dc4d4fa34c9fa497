import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

/** A run that was started outside the chat: a cancellable notification until it ends. */
export function withRunProgress<T>(
  name: string,
  run: (cancellation: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Running {0}", name),
      cancellable: true,
    },
    (_progress, cancellation) => run(cancellation),
  );
}
