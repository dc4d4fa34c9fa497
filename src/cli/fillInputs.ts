import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import type { SpecInput } from "../core/spec/frontMatter";
import { inputsToAsk } from "../core/spec/specInputs";
import type { Terminal } from "./terminal";

/**
 * Values of a spec's inputs: those of the call, and answers where somebody can be asked. What has a default needs neither.
 * @throws UserFacingError `invalid-spec` that names what has no value.
 */
export async function fillInputs(
  inputs: readonly SpecInput[],
  given: Readonly<Record<string, string>>,
  { ask }: Pick<Terminal, "ask">,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const values: Record<string, string> = { ...given };
  for (const input of inputsToAsk(inputs, given)) {
    const { name, default: fallback } = input;
    const answer = await ask?.(questionOf(input), signal);
    if (answer !== undefined && answer !== "") values[name] = answer;
    else if (fallback === undefined) {
      throw new UserFacingError(
        "invalid-spec",
        l10n.t("{0} has no value; give it one with {1}.", name, `--var ${name}=…`),
      );
    }
  }
  return values;
}

function questionOf({ name, prompt = name, default: fallback, choices }: SpecInput): string {
  const possible = choices ? ` (${choices.join(", ")})` : "";
  return `${prompt}${possible}${fallback === undefined ? "" : ` [${fallback}]`}: `;
}
