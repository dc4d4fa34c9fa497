import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import { RECORDS_FOLDER, type RunRecord } from "../../core/records/runRecord";
import { confinedPath } from "../../core/spec/confinedPath";
import { nameOf } from "../specFiles";

/** The workspace folder that a record lies in. */
export function recordFolder(uri: vscode.Uri): vscode.Uri {
  const up = RECORDS_FOLDER.split("/").map(() => "..");
  return vscode.Uri.joinPath(uri, "..", ...up);
}

/** Name of a record's file without its ending. */
export function recordStem(uri: vscode.Uri): string {
  return nameOf(uri).replace(/\.json$/, "");
}

/**
 * The spec of a record, whether or not it is still there.
 * @throws UserFacingError `invalid-spec` when the record names a place outside of its folder: anybody may have written it.
 */
export function recordedSpecUri(uri: vscode.Uri, { spec }: Pick<RunRecord, "spec">): vscode.Uri {
  const path = confinedPath(spec.path);
  if (path !== undefined && path !== "") return vscode.Uri.joinPath(recordFolder(uri), path);
  throw new UserFacingError("invalid-spec", l10n.t("{0} is outside the workspace folder.", spec.path));
}
