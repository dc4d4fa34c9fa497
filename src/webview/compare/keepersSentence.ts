import * as l10n from "@vscode/l10n";
import type { CompareState } from "../../protocol/compareProtocol";
import { showHidden } from "../../core/hiddenCharacters";

/** Whose providers may keep what is sent; starting agrees to that. `undefined` when none may, or the user has agreed before. */
export function keepersSentence({ columns }: CompareState): string | undefined {
  const names = columns
    .filter(({ mayLogPrompts, problem }) => mayLogPrompts && problem === undefined)
    .map(({ model }) => showHidden(model.name));
  const [only] = names;
  if (only === undefined) return undefined;
  return names.length === 1
    ? l10n.t(
        "The provider of {0} may log what you send and train on it. Do not send secrets or personal data.",
        only,
      )
    : l10n.t(
        "The providers of {0} may log what you send and train on it. Do not send secrets or personal data.",
        names.join(l10n.t(", ")),
      );
}
