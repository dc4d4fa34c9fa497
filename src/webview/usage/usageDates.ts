import * as l10n from "@vscode/l10n";
import type { UsagePeriod, UsageReport, UsageSlot } from "../../core/usage/usageReport";

type Language = "en" | "th";

/** Dates and times in the language of the page, local, always of the Gregorian calendar: ledgers and bills use it. */
export interface UsageDates {
  /** The days of a report: `17 to 23 Nov 2026`. */
  readonly period: (report: Pick<UsageReport, "from" | "to">) => string;
  /** A slot where there is little room: `14:00`, `Thu 20`, `20`; the present one in a word. */
  readonly slotLabel: (slot: UsageSlot, period: UsagePeriod, now: number) => string;
  /** A slot as part of a sentence or head of a row: `14:00`, `Thursday 19`, `19 November`. */
  readonly slotName: (slot: UsageSlot, period: UsagePeriod) => string;
  /** When a run was begun: `14:31`, with the day when the period has more than one. */
  readonly moment: (at: number, period: UsagePeriod) => string;
  /** The month of `at`: `November`. */
  readonly month: (at: number) => string;
  /** How long before `now` something was: `2 minutes ago`. */
  readonly age: (at: number, now: number) => string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export function createUsageDates(language: Language): UsageDates {
  // The day stands before the month in both languages, and hours count to 24.
  const locale = language === "th" ? "th-u-ca-gregory" : "en-GB";
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = format({ day: "numeric", month: "short", year: "numeric" });
  const hour = format(time);
  const dayAndHour = format({ day: "numeric", month: "short", ...time });
  const weekday = format({ weekday: "short" });
  const longWeekday = format({ weekday: "long" });
  const dayOfMonth = format({ day: "numeric" });
  const dayAndMonth = format({ day: "numeric", month: "long" });
  const month = format({ month: "long" });
  const relative = new Intl.RelativeTimeFormat(locale);

  return {
    period: ({ from, to }) => {
      const [first = "", last] = day.formatRange(from, to - 1).split(/\s*–\s*/);
      return last === undefined ? first : l10n.t("{0} to {1}", first, last);
    },
    slotLabel: (slot, period, now) => {
      const isNow = isPresent(slot, now);
      if (period === "day") return isNow ? l10n.t("Now") : hour.format(slot.from);
      if (isNow) return l10n.t("Today");
      const number = dayOfMonth.format(slot.from);
      return period === "month" ? number : `${weekday.format(slot.from)} ${number}`;
    },
    slotName: ({ from }, period) => {
      if (period === "day") return hour.format(from);
      if (period === "month") return dayAndMonth.format(from);
      return `${longWeekday.format(from)} ${dayOfMonth.format(from)}`;
    },
    moment: (at, period) => (period === "day" ? hour : dayAndHour).format(at),
    month: (at) => month.format(at),
    age: (at, now) => {
      const passed = now - at;
      if (passed < minuteMs) return l10n.t("just now");
      if (passed < hourMs) return relative.format(-Math.floor(passed / minuteMs), "minute");
      if (passed < dayMs) return relative.format(-Math.floor(passed / hourMs), "hour");
      return relative.format(-Math.floor(passed / dayMs), "day");
    },
  };
}

export function isPresent(slot: UsageSlot, now: number): boolean {
  return slot.from <= now && now < slot.to;
}
