import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { TurnSource } from "../core/chat/chatState";
import { UserFacingError } from "../core/errors";
import type { SpecInput } from "../core/spec/frontMatter";
import { isForeignSpec } from "../core/spec/foreignSpecs";
import { parseSpec } from "../core/spec/parseSpec";
import { inputsToAsk, specInputs } from "../core/spec/specInputs";
import { variableNames } from "../core/spec/expandVariables";
import { readSpec } from "./specFiles";
import type { SpecSource } from "./specReader";
import { specHome } from "./workspaceSpecFolder";

const MEMORY = "smartspec.inputs";

/** Fills in what a spec leaves open, before it runs: asks for its inputs, and takes what is selected. */
export class SpecInputsDesk {
  /** Of the workspace: what was answered last, to begin with. */
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /**
   * The source with its inputs and the selection. `undefined` when the user closed a question. A spec that cannot be read
   * stays as it is: the run says why.
   */
  async complete(
    source: TurnSource,
    cancellation?: vscode.CancellationToken,
  ): Promise<TurnSource | undefined> {
    // What was filled in then is in the request that is sent again.
    if (source.kind !== "spec" || source.sameAs !== undefined) return source;
    const uri = vscode.Uri.parse(source.uri);
    const { path } = specHome(uri);
    let spec;
    try {
      spec = parseSpec(await readSpec(uri), path);
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return source;
    }
    const names = variableNames(spec.body, { isForeign: isForeignSpec(path) });
    const selection =
      source.selection ??
      (names.some((name) => /^select(ion|edText)$/.test(name)) ? selectedText(uri) : undefined);
    const inputs = await this.#ask(
      source,
      inputsToAsk(specInputs(spec, path), source.inputs ?? {}),
      cancellation,
    );
    if (inputs === undefined) return undefined;
    return {
      ...source,
      ...(selection !== undefined && { selection }),
      ...(Object.keys(inputs).length > 0 && { inputs }),
    };
  }

  /** What was answered the last time, by name. */
  answered(uri: vscode.Uri): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(memoryKey(uri.toString()), {});
  }

  async #ask(
    { uri, inputs = {} }: SpecSource,
    questions: readonly SpecInput[],
    cancellation: vscode.CancellationToken | undefined,
  ): Promise<Readonly<Record<string, string>> | undefined> {
    const answers: Record<string, string> = {};
    for (const [index, input] of questions.entries()) {
      const last = this.answered(vscode.Uri.parse(uri))[input.name];
      const answer = await ask(input, last, { step: index + 1, of: questions.length }, cancellation);
      if (answer === undefined) return undefined;
      answers[input.name] = answer;
    }
    if (questions.length > 0) await this.#memory.update(memoryKey(uri), answers);
    return { ...inputs, ...answers };
  }
}

function memoryKey(uri: string): string {
  return `${MEMORY} ${uri}`;
}

async function ask(
  { name, prompt = name, default: value, choices }: SpecInput,
  last: string | undefined,
  { step, of }: { readonly step: number; readonly of: number },
  cancellation: vscode.CancellationToken | undefined,
): Promise<string | undefined> {
  const title = of > 1 ? `${name} (${step}/${of})` : name;
  const first = last ?? value;
  if (choices) {
    const sorted = choices.toSorted((one, other) => Number(other === first) - Number(one === first));
    return vscode.window.showQuickPick(
      [...sorted],
      { title, placeHolder: prompt, ignoreFocusOut: true },
      cancellation,
    );
  }
  return vscode.window.showInputBox(
    {
      title,
      prompt,
      ignoreFocusOut: true,
      ...(first !== undefined && { value: first }),
      validateInput: (text) =>
        text === "" && value === undefined ? l10n.t("Type something, or press Escape.") : undefined,
    },
    cancellation,
  );
}

/** In the active editor, else in one that can be seen; the spec's own only when nothing else is selected. */
function selectedText(spec: vscode.Uri): string | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = [activeTextEditor, ...visibleTextEditors].filter((editor) => editor !== undefined);
  const isSpec = ({ document }: vscode.TextEditor) => document.uri.toString() === spec.toString();
  const selected = editors
    .toSorted((one, other) => Number(isSpec(one)) - Number(isSpec(other)))
    .find(({ selection }) => !selection.isEmpty);
  return selected?.document.getText(selected.selection);
}
