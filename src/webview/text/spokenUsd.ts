import * as l10n from "@vscode/l10n";

/** An amount as it is shown (`≈ $0.011`, `<$0.0001`, `−$0.42`, `free`) in words a screen reader says right. */
export function spokenUsd(shown: string): string {
  // Some languages part groups of digits by a space.
  const figure = /\$([\d,.’\s]+)$/.exec(shown)?.[1];
  if (figure === undefined) return shown;
  const dollars = l10n.t("{0} dollars", figure);
  if (shown.startsWith("<")) return l10n.t("less than {0}", dollars);
  if (shown.startsWith("−")) return l10n.t("minus {0}", dollars);
  return shown.startsWith("≈") ? l10n.t("about {0}", dollars) : dollars;
}
