import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import type { Spec } from "../core/spec/parseSpec";
import { variableNames } from "../core/spec/expandVariables";
import { askInList } from "./askInList";
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
    const values = new Map<string, string>();
    for (const [name, value] of this.#used(spec))
      if (await this.#maySend(uri, name, signal)) values.set(name, value);
    return values;
  }

  /** Those that `ask` would ask about. */
  unanswered(uri: vscode.Uri, spec: Spec): readonly string[] {
    const agreed = this.#agreed();
    return this.#used(spec).flatMap(([name]) => (agreed.includes(memoryKey(uri, name)) ? [] : name));
  }

  #used(spec: Spec): readonly (readonly [name: string, value: string])[] {
    const used = new Set(variableNames(spec.body));
    return (spec.frontMatter.env ?? []).flatMap((name) => {
      const value = this.#environment[name];
      return value !== undefined && used.has(`env:${name}`) ? [[name, value] as const] : [];
    });
  }

  #agreed(): readonly string[] {
    return this.#memory.get<readonly string[]>(MEMORY, []);
  }

  async #maySend(uri: vscode.Uri, name: string, signal: AbortSignal): Promise<boolean> {
    const key = memoryKey(uri, name);
    const agreed = this.#agreed();
    if (agreed.includes(key)) return true;
    const maySend = await askInList(
      {
        question: l10n.t("Send the value of {0} with {1}? You are asked once.", name, nameOf(uri)),
        no: l10n.t("Do Not Send"),
        yes: l10n.t("Send This Variable"),
      },
      signal,
    );
    if (maySend) await this.#memory.update(MEMORY, [...agreed, key]);
    return maySend;
  }
}

function memoryKey(uri: vscode.Uri, name: string): string {
  return `${uri.toString()} ${name}`;
}
