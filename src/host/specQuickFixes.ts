import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SpecProblem, SpecReplacement } from "../core/spec/specProblem";
import { DIAGNOSTIC_SOURCE, type SpecDiagnostics } from "./specDiagnostics";
import { rangeOf } from "./specDocuments";

/** Problems that another model would solve. */
const ABOUT_MODELS: ReadonlySet<unknown> = new Set<SpecProblem["code"]>([
  "model-not-found",
  "model-retires",
  "over-budget",
  "context-length-exceeded",
  "unsupported-parameter",
]);

/** One quick fix for each way to mend a problem. */
export class SpecQuickFixes implements vscode.CodeActionProvider {
  readonly #diagnostics: SpecDiagnostics;

  constructor(diagnostics: SpecDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const problems = this.#diagnostics.problemsOf(document.uri);
    const own = diagnostics.filter(({ source }) => source === DIAGNOSTIC_SOURCE);
    const fixes = own.flatMap((diagnostic) =>
      problems
        // Since an edit the marks have moved, and what they say may not be true any more.
        .filter((problem) => rangeOf(document, problem).isEqual(diagnostic.range))
        .filter(({ code, message }) => code === diagnostic.code && message === diagnostic.message)
        .flatMap(({ code, replacements = [] }) =>
          replacements.map((replacement, index) => {
            const fix = new vscode.CodeAction(titleOf(code, replacement), vscode.CodeActionKind.QuickFix);
            fix.edit = new vscode.WorkspaceEdit();
            fix.edit.replace(document.uri, diagnostic.range, replacement.text);
            fix.diagnostics = [diagnostic];
            fix.isPreferred = index === 0;
            return fix;
          }),
        ),
    );
    const aboutModels = own.filter(({ code }) => ABOUT_MODELS.has(code));
    return aboutModels.length === 0 ? fixes : [...fixes, browseModels(aboutModels)];
  }
}

function titleOf(code: SpecProblem["code"], { text, detail }: SpecReplacement): string {
  if (code !== "model-not-found" && code !== "model-retires") return l10n.t("Change to {0}", text);
  return detail === undefined ? l10n.t("Use {0}", text) : l10n.t("Use {0}, {1}", text, detail);
}

function browseModels(diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const title = l10n.t("Browse Models");
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: "smartspec.listModels", title };
  action.diagnostics = [...diagnostics];
  return action;
}
