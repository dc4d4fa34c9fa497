import * as l10n from "@vscode/l10n";

/** What a price that includes judges says of them, such as `with 1 judge`; `undefined` when there are none. */
export function judgesNote(count: number | undefined): string | undefined {
  if (count === undefined || count === 0) return undefined;
  return count === 1 ? l10n.t("with 1 judge") : l10n.t("with {0} judges", count);
}
