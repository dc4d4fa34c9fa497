import * as v from "valibot";
import * as vscode from "vscode";
import { RECORDS_FOLDER } from "../../core/records/runRecord";
import { findSpec } from "../specFiles";
import { parseUri } from "./commandArguments";

const row = v.object({
  kind: v.literal("record"),
  uri: v.custom<vscode.Uri>((value) => value instanceof vscode.Uri),
});

/**
 * The record that a command is about: a row of the runs view, a `Uri`, or the `record` of a `RunResult`. `undefined` when
 * none was named.
 * @throws UserFacingError `invalid-spec` for an argument that is none of these, and when no folder has the file.
 */
export async function parseRecordArgument(argument: unknown): Promise<vscode.Uri | undefined> {
  const result = v.safeParse(row, argument);
  if (result.success) return result.output.uri;
  if (typeof argument === "string" && argument.startsWith(`${RECORDS_FOLDER}/`)) return findSpec(argument);
  return parseUri(argument);
}
