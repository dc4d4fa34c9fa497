import * as l10n from "@vscode/l10n";
import { formatDay } from "../../core/cost/formatDay";
import { dateFormat } from "../../core/dateFormat";
import { localDate } from "../../core/usage/localDay";
import type { Language } from "../language";

/** The Gregorian calendar in both: bills and gateways use it. */
const LOCALES: Readonly<Record<Language["id"], string>> = { en: "en-GB", th: "th-u-ca-gregory" };

/** A local day such as `2026-03-31` in words. `now`: milliseconds since 1970. */
export function dayLabel(day: string, language: Language["id"], now: number): string {
  const today = new Date(now);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1).getTime();
  if (day === localDate(now)) return l10n.t("Today");
  if (day === localDate(yesterday)) return l10n.t("Yesterday");
  return formatDay(day, language, today.getFullYear());
}

/** A moment in ISO 8601 with local day and time: `31 Mar 2026, 14:05:09`. */
export function momentLabel(iso: string, language: Language["id"]): string {
  return dateFormat(LOCALES[language], { dateStyle: "medium", timeStyle: "medium" }).format(new Date(iso));
}

/** The same, shorter: `31 Mar, 14:05`. */
export function shortMomentLabel(iso: string, language: Language["id"]): string {
  return dateFormat(LOCALES[language], {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(iso));
}
