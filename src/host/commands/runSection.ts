import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { RunResult } from "../../core/run/runResult";
import { frontMatterBlock } from "../../core/spec/frontMatterBlock";
import { specOutline } from "../../core/spec/outline";
import { partAtLine } from "../../core/spec/partAtLine";
import { isSpecLanguage } from "../specLanguages";
import { runSpec } from "./runSpec";

/**
 * Runs what the cursor of the active editor stands in: a task, else a section, else the whole spec.
 * @throws UserFacingError `invalid-spec` when no Markdown file is open.
 */
export async function runSection(parts: Parameters<typeof runSpec>[1]): Promise<RunResult | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isSpecLanguage(editor.document.languageId)) {
    throw new UserFacingError("invalid-spec", l10n.t("Open a Markdown file first; that is what runs."));
  }
  const { document, selection } = editor;
  const text = document.getText();
  const outline = specOutline(text, { startLine: frontMatterBlock(text)?.bodyLine ?? 0 });
  return runSpec({ uri: document.uri, ...partAtLine(outline, selection.active.line) }, parts);
}
