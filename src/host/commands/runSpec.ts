import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { omitAbsent } from "../../core/omitAbsent";
import type { RunResult } from "../../core/run/runResult";
import type { ChatViewProvider } from "../chatViewProvider";
import { findSpec, findSpecPaths, nameOf } from "../specFiles";
import type { SpecRunner } from "../specRunner";
import { activeSpec } from "./activeSpec";
import { parseRunSpecArgument, type RunSpecArgument } from "./commandArguments";
import { withRunProgress } from "./withRunProgress";

export interface RunParts {
  readonly runner: SpecRunner;
  readonly view: ChatViewProvider;
}

/**
 * Runs a Markdown file: the argument's, else the active Markdown editor's, else one the user picks. `undefined` only when
 * the user picked none; every other ending is a `RunResult`.
 */
export async function runSpec(argument: unknown, parts: RunParts): Promise<RunResult | undefined> {
  const given = parseRunSpecArgument(argument);
  const uri = given?.uri ?? (await activeSpec()) ?? (await pickSpec(l10n.t("Which spec should run?")));
  if (!uri) return undefined;
  return runGivenSpec(given ?? { uri }, parts);
}

/** Runs the spec that is named, without asking which. */
export async function runGivenSpec(
  { uri, model, provider, ...part }: RunSpecArgument,
  { runner, view }: RunParts,
): Promise<RunResult> {
  await view.reveal({ focus: false });
  return withRunProgress(nameOf(uri), (cancellation) =>
    runner.run(
      { kind: "spec", uri: uri.toString(), ...omitAbsent(part) },
      { cancellation, ...omitAbsent({ model, provider }) },
    ),
  );
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
