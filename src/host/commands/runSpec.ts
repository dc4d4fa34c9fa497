import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { RunResult } from "../../core/run/runResult";
import type { ChatViewProvider } from "../chatViewProvider";
import { findSpec, findSpecPaths, nameOf } from "../specFiles";
import type { SpecRunner } from "../specRunner";
import { parseRunSpecArgument } from "./commandArguments";
import { withRunProgress } from "./withRunProgress";

/**
 * Runs a Markdown file: the argument's, else the active Markdown editor's, else one the user picks. `undefined` only when
 * the user picked none; every other ending is a `RunResult`.
 */
export async function runSpec(
  argument: unknown,
  { runner, view }: { readonly runner: SpecRunner; readonly view: ChatViewProvider },
): Promise<RunResult | undefined> {
  const given = parseRunSpecArgument(argument);
  const uri = given?.uri ?? activeSpec() ?? (await pickSpec(l10n.t("Which spec should run?")));
  if (!uri) return undefined;
  const { instruction, model, provider, section } = {
    instruction: undefined,
    model: undefined,
    provider: undefined,
    section: undefined,
    ...given,
  };
  await view.reveal({ focus: false });
  return withRunProgress(nameOf(uri), (cancellation) =>
    runner.run(
      {
        kind: "spec",
        uri: uri.toString(),
        ...(instruction !== undefined && { instruction }),
        ...(section !== undefined && { section }),
      },
      { cancellation, ...(model !== undefined && { model }), ...(provider !== undefined && { provider }) },
    ),
  );
}

/** The Markdown document in front. */
export function activeSpec(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "markdown" ? document.uri : undefined;
}

/** Lets the user choose a Markdown file of the workspace; `undefined` when there is none, or the list was closed. */
export async function pickSpec(question: string): Promise<vscode.Uri | undefined> {
  const paths = await findSpecPaths();
  if (paths.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("Open a Markdown file first; that is what runs."));
    return undefined;
  }
  const path = await vscode.window.showQuickPick([...paths], {
    placeHolder: question,
  });
  return path === undefined ? undefined : findSpec(path);
}
