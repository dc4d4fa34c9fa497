import * as l10n from "@vscode/l10n";

const minuteMs = 60_000;
const steps = [
  { unit: "day", ms: 24 * 60 * minuteMs },
  { unit: "hour", ms: 60 * minuteMs },
  { unit: "minute", ms: minuteMs },
] as const;

/** How old something is, in whole units of what has passed: `just now`, `6 minutes ago`, `1 day ago`. Milliseconds. */
export function formatAge(ageMs: number, language: string): string {
  const step = steps.find(({ ms }) => ageMs >= ms);
  if (step === undefined) return l10n.t("just now");
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(ageMs / step.ms), step.unit);
}
