import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";

/** @throws UserFacingError `untrusted-workspace` where nothing may be sent. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserFacingError(
    "untrusted-workspace",
    l10n.t("This folder is not trusted, so nothing is sent from it without your consent."),
  );
}
