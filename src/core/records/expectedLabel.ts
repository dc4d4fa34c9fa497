import * as l10n from "@vscode/l10n";
import type { RecordSummary } from "./recordSummary";

/** `3 of 4 expected`; `undefined` when nothing was. */
export function expectedLabel({ result }: Pick<RecordSummary, "result">): string | undefined {
  const { expect = [] } = result;
  if (expect.length === 0) return undefined;
  const passed = expect.filter(({ state }) => state === "passed").length;
  return l10n.t("{0} of {1} expected", passed, expect.length);
}
