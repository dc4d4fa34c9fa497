import * as l10n from "@vscode/l10n";

/**
 * A number in plain notation (`"1204.50"`, never with an exponent) with the marks of the user's language: `1,204.50`, in
 * German `1.204,50`. Latin digits in every language.
 */
export function localNumber(plain: string): string {
  const [whole = "", fraction] = plain.split(".");
  const groups = whole.match(/\d{1,3}(?=(?:\d{3})*$)/g) ?? [whole];
  const grouped = groups.reduce((left, right) => l10n.t("{0},{1}", left, right));
  return fraction === undefined ? grouped : l10n.t("{0}.{1}", grouped, fraction);
}

/** The two sentences that `localNumber` looks up, as they are in another language. `language`: a BCP 47 tag. */
export function numberMarks(language: string): Readonly<Record<string, string>> {
  const parts = new Intl.NumberFormat(language, { numberingSystem: "latn" }).formatToParts(1_234_567.8);
  const mark = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  return { "{0},{1}": `{0}${mark("group") ?? ","}{1}`, "{0}.{1}": `{0}${mark("decimal") ?? "."}{1}` };
}
