import { dateFormat } from "../dateFormat";

/** Day before month as elsewhere in the view's English; the Gregorian calendar because bills and gateways use it. */
const locales: Readonly<Record<"en" | "th", string>> = { en: "en-GB", th: "th-u-ca-gregory" };

/** A day given as `YYYY-MM-DD`: `1 Dec`, with the year unless it is `thisYear`. Anything else comes back as it was. */
export function formatDay(day: string, language: "en" | "th", thisYear: number): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) return day;
  return dateFormat(locales[language], {
    day: "numeric",
    month: "short",
    ...(date.getUTCFullYear() !== thisYear && { year: "numeric" }),
    timeZone: "UTC",
  }).format(date);
}
