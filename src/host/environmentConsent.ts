import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Spec } from "../core/spec/parseSpec";
import { variableNames } from "../core/spec/expandVariables";
import { nameOf } from "./specFiles";

const MEMORY = "smartspec.environmentConsent";

/** Asks once per spec before the value of an environment variable is sent, and remembers what was agreed to. */
export class EnvironmentConsent {
  /** Of the workspace. */
  readonly #memory: vscode.Memento;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(memory: vscode.Memento, environment: Readonly<Record<string, string | undefined>>) {
    this.#memory = memory;
    this.#environment = environment;
  }

  /** The values of the variables that the spec names and uses and that may be sent. Closing the question is a no. */
  async ask(uri: vscode.Uri, spec: Spec, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const used = new Set(variableNames(spec.body));
    const values = new Map<string, string>();
    for (const name of spec.frontMatter.env ?? []) {
      const value = this.#environment[name];
      if (value === undefined || !used.has(`env:${name}`)) continue;
      if (await this.#maySend(uri, name, signal)) values.set(name, value);
    }
    return values;
  }

  async #maySend(uri: vscode.Uri, name: string, signal: AbortSignal): Promise<boolean> {
    const key = `${uri.toString()} ${name}`;
    const agreed = this.#memory.get<readonly string[]>(MEMORY, []);
    if (agreed.includes(key)) return true;
    const no = { label: l10n.t("Do Not Send") };
    const yes = { label: l10n.t("Send This Variable") };
    const stopped = new vscode.CancellationTokenSource();
    const stop = () => stopped.cancel();
    signal.addEventListener("abort", stop, { once: true });
    try {
      const answer = await vscode.window.showQuickPick(
        [no, yes],
        {
          placeHolder: l10n.t("Send the value of {0} with {1}? You are asked once.", name, nameOf(uri)),
          ignoreFocusOut: true,
        },
        stopped.token,
      );
      if (answer !== yes) return false;
      await this.#memory.update(MEMORY, [...agreed, key]);
      return true;
    } finally {
      signal.removeEventListener("abort", stop);
      stopped.dispose();
    }
  }
}
