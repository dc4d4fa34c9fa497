import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { RunResult } from "../../core/run/runResult";
import { UserFacingError } from "../../core/errors";
import { checkSpecText } from "../../core/spec/decodeSpec";
import { nameOf } from "../specFiles";
import { isSpecLanguage } from "../specLanguages";
import { parseSendSelectionArgument } from "./commandArguments";
import { runGivenSpec, type RunParts } from "./runSpec";
import { withRunProgress } from "./withRunProgress";

interface Selected {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly instruction?: string | undefined;
}

/**
 * Sends a range of a document, or the active selection; the whole document when that is empty, which runs a spec as such.
 * @throws UserFacingError `invalid-spec` when there is no editor, nothing but white space in the range, or no such text.
 */
export async function sendSelection(argument: unknown, parts: RunParts): Promise<RunResult> {
  const { runner, view } = parts;
  const { document, range, instruction } = await selected(argument);
  const { uri } = document;
  // All of a spec is the spec: its front matter says what to run it on and within which budget, and is not sent.
  if (range.isEqual(whole(document)) && isSpecLanguage(document.languageId))
    return runGivenSpec({ uri, instruction }, parts);
  const name = nameOf(uri);
  const text = checkSpecText(document.getText(range), name);
  const attachment = `${name}:${range.start.line + 1}-${range.end.line + 1}`;
  await view.reveal({ focus: false });
  return withRunProgress(attachment, (cancellation) =>
    runner.run(
      {
        kind: "selection",
        uri: uri.toString(),
        text,
        ...(instruction !== undefined && { instruction }),
      },
      { attachment, cancellation },
    ),
  );
}

async function selected(argument: unknown): Promise<Selected> {
  const given = parseSendSelectionArgument(argument);
  if (given) {
    const document = await openDocument(given.uri);
    const range = document.validateRange(given.range);
    return { document, range: range.isEmpty ? whole(document) : range, instruction: given.instruction };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new UserFacingError("invalid-spec", l10n.t("Open a file and select the text to send."));
  }
  const { document, selection } = editor;
  return { document, range: selection.isEmpty ? whole(document) : selection };
}

/** VS Code itself refuses what is not there, is not text, or is far too large. */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (cause) {
    throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", nameOf(uri)), { cause });
  }
}

function whole(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}
