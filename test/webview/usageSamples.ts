import { readFileSync } from "node:fs";
import type {
  UsageFigures,
  UsageGroup,
  UsagePeriod,
  UsageReport,
  UsageRow,
  UsageSlot,
} from "../../src/core/usage/usageReport";
import type { UsageViewState } from "../../src/protocol/usageProtocol";

/** A Monday afternoon, local time. */
export const now = new Date(2026, 10, 23, 14, 40).getTime();

const noStatus = { completed: 0, incomplete: 0, failed: 0, cancelled: 0, running: 0 };
export const noFigures: UsageFigures = {
  usd: 0,
  reportedUsd: 0,
  computedUsd: 0,
  runs: 0,
  unknownRuns: 0,
  byStatus: noStatus,
  promptTokens: 0,
  completionTokens: 0,
  cachedPromptTokens: 0,
};

/** A group of which every run was reported and completed. */
export function group(
  name: string,
  usdBySlot: readonly number[],
  change: Partial<UsageGroup> = {},
): UsageGroup {
  const usd = usdBySlot.reduce((sum, one) => sum + one, 0);
  return {
    ...noFigures,
    key: name,
    name,
    usd,
    reportedUsd: usd,
    runs: 20,
    byStatus: { ...noStatus, completed: 20 },
    promptTokens: 120_000,
    completionTokens: 18_000,
    usdBySlot,
    ...change,
  };
}

export const groups: readonly UsageGroup[] = [
  group("anthropic/claude-sonnet-4.5", [0.11, 0.19, 0.08, 0.31, 0.22, 0, 0.27], { runs: 61 }),
  group("openai/gpt-4o", [0.04, 0.06, 0.09, 0.05, 0.11, 0, 0.07], { runs: 40 }),
  group("deepseek/deepseek-r1", [0.02, 0.01, 0.03, 0.02, 0.04, 0.01, 0.03], { runs: 20 }),
  group("openai/gpt-4o-mini", [0, 0.01, 0, 0.015, 0, 0, 0.015], { runs: 11 }),
  group("x-ai/grok-code", [0, 0, 0, 0.005, 0, 0, 0.005], { runs: 2 }),
  group("local/qwen2.5-coder", [0, 0, 0, 0, 0, 0, 0], { runs: 9, unknownRuns: 9 }),
];

export function run(runId: string, change: Partial<UsageRow> = {}): UsageRow {
  return {
    runId,
    at: new Date(2026, 10, 23, 14, 31).getTime(),
    spec: "specs/checkout.md § Refunds",
    provider: "kilo",
    model: "anthropic/claude-sonnet-4.5",
    status: "completed",
    expectedUsd: 0.0114,
    cost: { kind: "reported", usd: 0.0118 },
    promptTokens: 1215,
    completionTokens: 546,
    totalMs: 9400,
    servedBy: "Anthropic",
    hop: 0,
    ...change,
  };
}

/** `run` without the fields that stand for something known. */
export function runWithout(
  runId: string,
  absent: readonly (keyof UsageRow)[],
  change: Partial<UsageRow> = {},
): UsageRow {
  const row = { ...run(runId, change) };
  for (const key of absent) Reflect.deleteProperty(row, key);
  return row;
}

const at = (hour: number, minute: number) => new Date(2026, 10, 23, hour, minute).getTime();

/** One of each kind, newest first. */
export const rows: readonly UsageRow[] = [
  runWithout("goes-on", ["cost", "promptTokens", "completionTokens", "totalMs", "servedBy"], {
    at: at(14, 39),
    status: "running",
  }),
  run("reported", { at: at(14, 31) }),
  run("free", {
    at: at(14, 24),
    spec: "specs/คืนเงิน.md § เงื่อนไข",
    model: "minimax/minimax-m2.1:free",
    expectedUsd: 0,
    cost: { kind: "reported", usd: 0 },
    promptTokens: 1100,
    completionTokens: 148,
    totalMs: 6000,
    servedBy: "MiniMax",
  }),
  run("computed", {
    at: at(14, 2),
    spec: "specs/checkout.md",
    model: "openai/gpt-4o",
    status: "incomplete",
    expectedUsd: 0.0042,
    cost: { kind: "computed", usd: 0.0021 },
    promptTokens: 640,
    completionTokens: 48,
    totalMs: 8100,
    servedBy: "Azure",
  }),
  run("hopped", {
    at: at(13, 57),
    spec: "specs/notify.md",
    model: "openai/gpt-4o-mini",
    expectedUsd: 0.0004,
    cost: { kind: "reported", usd: 0.0004 },
    promptTokens: 1100,
    completionTokens: 352,
    totalMs: 4600,
    servedBy: "Azure",
    hop: 3,
  }),
  run("differing", {
    at: at(13, 50),
    cost: { kind: "reported", usd: 0.0131 },
    differingUsd: 0.011,
  }),
  runWithout("unknown", ["expectedUsd"], {
    at: at(13, 40),
    spec: "specs/notify.md",
    model: "local/qwen2.5-coder",
    cost: { kind: "unknown" },
    totalMs: 64_000,
    servedBy: "Local",
  }),
  runWithout("stopped", ["spec"], {
    at: at(13, 20),
    status: "cancelled",
    cost: { kind: "unknown", atLeastUsd: 0.0102 },
    totalMs: 3100,
  }),
  runWithout("failed", ["servedBy", "completionTokens"], {
    at: at(13, 12),
    model: "openai/gpt-4o",
    status: "failed",
    expectedUsd: 0.0042,
    cost: { kind: "computed", usd: 0 },
    promptTokens: 0,
    totalMs: 900,
  }),
];

/** The slots of a period that has `now` in it. */
export function slotsOf(period: UsagePeriod): readonly UsageSlot[] {
  const slot = (index: number): UsageSlot => {
    const begin = (number: number) =>
      (period === "day"
        ? new Date(2026, 10, 23, number)
        : new Date(2026, 10, period === "week" ? 17 + number : 1 + number)
      ).getTime();
    return { from: begin(index), to: begin(index + 1) };
  };
  return Array.from({ length: { day: 24, week: 7, month: 30 }[period] }, (_, index) => slot(index));
}

export function report(change: Partial<UsageReport> = {}): UsageReport {
  const slots = change.slots ?? slotsOf(change.query?.period ?? "week");
  return {
    query: { period: "week", grouping: "model", onlyThisWorkspace: false },
    from: slots[0]?.from ?? 0,
    to: slots.at(-1)?.to ?? 0,
    total: {
      usd: 1.81,
      reportedUsd: 1.68,
      computedUsd: 0.13,
      runs: 143,
      unknownRuns: 9,
      byStatus: { completed: 133, incomplete: 5, failed: 3, cancelled: 1, running: 1 },
      promptTokens: 412_000,
      completionTokens: 61_000,
      cachedPromptTokens: 156_560,
    },
    estimates: { compared: 121, medianDeviation: 0.04 },
    slots,
    groups,
    topSpecs: [
      { key: "specs/checkout.md", name: "specs/checkout.md", usd: 0.74, runs: 60 },
      { key: "specs/คืนเงิน.md", name: "specs/คืนเงิน.md", usd: 0.41, runs: 30 },
      { key: "", name: "", usd: 0.31, runs: 31 },
      { key: "specs/notify.md", name: "specs/notify.md", usd: 0.22, runs: 22 },
    ],
    rows,
    ...change,
  };
}

/** A period in which nothing was run. */
export function emptyReport(): UsageReport {
  return report({ total: noFigures, estimates: { compared: 0 }, groups: [], topSpecs: [], rows: [] });
}

export function state(change: Partial<UsageViewState> = {}): UsageViewState {
  return {
    report: report(),
    providers: [
      { id: "kilo", displayName: "Kilo" },
      { id: "local", displayName: "Local" },
    ],
    hasWorkspace: true,
    budgets: [
      { kind: "day", limitUsd: 2, spentUsd: 0.39 },
      { kind: "month", limitUsd: 20, spentUsd: 18.2 },
      { kind: "run", limitUsd: 0.05 },
    ],
    balances: [
      {
        provider: { id: "kilo", displayName: "Kilo" },
        usd: 7.42,
        at: now - 2 * 60_000,
        isLoading: false,
        daysLeft: 28,
      },
    ],
    now,
    language: "en",
    translations: {},
    ...change,
  };
}

export function thai(): Pick<UsageViewState, "language" | "translations"> {
  const bundle: Record<string, string> = JSON.parse(readFileSync("l10n/bundle.l10n.th.json", "utf8"));
  return { language: "th", translations: bundle };
}
