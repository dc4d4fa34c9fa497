import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chartSummary } from "../../../../src/webview/usage/chartSummary";
import { createUsageDates } from "../../../../src/webview/usage/usageDates";

const at = (month: number, day: number, hour = 0, minute = 0) =>
  new Date(2026, month, day, hour, minute).getTime();
const english = createUsageDates("en");
const thai = createUsageDates("th");
const now = at(10, 23, 14, 40);

describe("usage dates", () => {
  it("name a period by its first and last day", () => {
    assert.equal(english.period({ from: at(10, 17), to: at(10, 24) }), "17 to 23 Nov 2026");
    assert.equal(english.period({ from: at(10, 23), to: at(10, 24) }), "23 Nov 2026");
    assert.equal(english.period({ from: at(10, 28), to: at(11, 5) }), "28 Nov to 4 Dec 2026");
    assert.equal(thai.period({ from: at(10, 1), to: at(11, 1) }), "1 to 30 พ.ย. 2026");
  });

  it("label slots, the present one in a word", () => {
    const day = { from: at(10, 20), to: at(10, 21) };
    const today = { from: at(10, 23), to: at(10, 24) };
    const hour = { from: at(10, 23, 9), to: at(10, 23, 10) };
    const thisHour = { from: at(10, 23, 14), to: at(10, 23, 15) };
    assert.equal(english.slotLabel(day, "week", now), "Fri 20");
    assert.equal(english.slotLabel(day, "month", now), "20");
    assert.equal(english.slotLabel(today, "week", now), "Today");
    assert.equal(english.slotLabel(today, "month", now), "Today");
    assert.equal(english.slotLabel(hour, "day", now), "09:00");
    assert.equal(english.slotLabel(thisHour, "day", now), "Now");
    // The end of a slot is the next one's.
    assert.equal(english.slotLabel(today, "week", today.to), "Mon 23");
  });

  it("name slots in full", () => {
    const day = { from: at(10, 20), to: at(10, 21) };
    assert.equal(english.slotName(day, "week"), "Friday 20");
    assert.equal(english.slotName(day, "month"), "20 November");
    assert.equal(english.slotName({ from: at(10, 23, 0), to: at(10, 23, 1) }, "day"), "00:00");
    assert.equal(thai.slotName(day, "month"), "20 พฤศจิกายน");
  });

  it("tell when a run was begun", () => {
    assert.equal(english.moment(now, "day"), "14:40");
    assert.equal(english.moment(now, "week"), "23 Nov, 14:40");
    assert.equal(english.moment(at(10, 23, 0, 5), "day"), "00:05");
  });

  it("tell how long ago something was", () => {
    const ages = [-5000, 0, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, 200_000_000];
    assert.deepEqual(
      ages.map((age) => english.age(now - age, now)),
      [
        "just now",
        "just now",
        "just now",
        "1 minute ago",
        "59 minutes ago",
        "1 hour ago",
        "1 day ago",
        "2 days ago",
      ],
    );
    assert.equal(thai.age(now - 120_000, now), "2 นาทีที่ผ่านมา");
  });
});

describe("chartSummary", () => {
  const slots = [20, 21, 22, 23].map((day) => ({ from: at(10, day), to: at(10, day + 1) }));
  const report = {
    query: { period: "week", grouping: "provider", onlyThisWorkspace: false },
    from: at(10, 20),
    to: at(10, 24),
    slots,
  } as const;

  it("tells the highest slot and the present one in words", () => {
    assert.equal(
      chartSummary(report, [0.2, 1204.5, 0, 0.004], now, english),
      "Spent per day, 20 to 23 Nov 2026, stacked by provider. Highest: Saturday 21, 1,204.50 dollars. Today so far less than 0.01 dollars.",
    );
  });

  it("says when nothing is known of today, and nothing of it when it is not part of the period", () => {
    assert.match(chartSummary(report, [0.2, 0, 0, 0], now, english), /dollars\. No known cost yet today\.$/);
    assert.match(chartSummary(report, [0.2, 0, 0, 0], at(10, 25), english), /Friday 20, 0\.20 dollars\.$/);
  });
});
