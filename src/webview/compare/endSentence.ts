import * as l10n from "@vscode/l10n";
import type { CompareState } from "../../protocol/compareProtocol";
import { completionSentence } from "../text/completionSentence";
import { isBlind, type ShownColumn } from "./shownColumns";

/** What a screen reader says once when a column has ended; `undefined` where an error card speaks for itself. */
export function endSentence(state: CompareState, { column, name }: ShownColumn): string | undefined {
  const sentence = isBlind(state) ? l10n.t("Answer complete") : completionSentence(column);
  return sentence === undefined ? undefined : l10n.t("{0}: {1}", name, sentence);
}
