import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import { applyRemedy, needsTurn } from "./remedies";
import { remedyLabel } from "./remedyLabel";

/**
 * Tells the user about a failure that no view shows: one sentence and, where there is one, the button that helps. Does not
 * wait for the user. A bug says so and points at the log; its details go there only.
 */
export function notifyError(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof vscode.CancellationError) return;
  if (UserFacingError.is(error)) {
    log.info(`${error.code}: ${error.message}`);
    const { remedy } = error;
    // Which spec is meant, if any, is not known here.
    const hasButton = !needsTurn.has(remedy) && remedy !== "edit-spec";
    void vscode.window
      .showErrorMessage(error.message, ...(hasButton ? [remedyLabel(error)] : []))
      .then((choice) =>
        choice === undefined ? undefined : applyRemedy(remedy, { error: error.toRunError() }),
      );
    return;
  }
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const showLog = l10n.t("Show Log");
  void vscode.window
    .showErrorMessage(l10n.t("SmartSpec ran into an error of its own. The log has the details."), showLog)
    .then((choice) => {
      if (choice !== undefined) log.show();
    });
}
