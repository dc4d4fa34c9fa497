import { readFileSync } from "node:fs";
import type { TurnOutcome } from "../../src/core/chat/chatState";
import type { CostEstimate } from "../../src/core/cost/usage";
import type { ExpectationResult, ExpectationState } from "../../src/core/expect/expectation";
import type { CompareColumn, CompareState } from "../../src/protocol/compareProtocol";

/** A Monday afternoon, local time. */
export const now = new Date(2026, 10, 23, 14, 40).getTime();

const estimate: CostEstimate = {
  promptTokens: 1200,
  maxCompletionTokens: 4000,
  expectedCompletionTokens: 520,
  expectedUsd: 0.0114,
  maxUsd: 0.0636,
  kind: "known",
  calibratedFrom: 23,
};

export function outcome(change: Partial<TurnOutcome> = {}): TurnOutcome {
  return {
    status: "completed",
    finishReason: "stop",
    usage: { promptTokens: 1200, completionTokens: 546, cachedPromptTokens: 0, reasoningTokens: 0 },
    cost: { kind: "reported", usd: 0.0118 },
    timing: { firstTokenMs: 1200, totalMs: 10_600 },
    ...change,
  };
}

/** Of four kinds, in these states. */
export function expectations(...states: readonly ExpectationState[]): readonly ExpectationResult[] {
  const all = [
    { kind: "contains", text: "rounding" },
    { kind: "judge", criteria: "lists at least 3 rules" },
    { kind: "max-usd", usd: 0.02 },
    { kind: "max-seconds", seconds: 20 },
  ] as const;
  return all.map((expectation, index) => ({ expectation, state: states[index] ?? "waiting" }));
}

export function column(id: string, change: Partial<CompareColumn> = {}): CompareColumn {
  return {
    id,
    provider: { id: "kilo", displayName: "Kilo" },
    model: { id: `acme/${id}`, name: id, isFree: false },
    phase: "ready",
    text: "",
    reasoning: "",
    estimate,
    expect: [],
    mayLogPrompts: false,
    ...change,
  };
}

const sonnet = { id: "anthropic/claude-sonnet-4.5", name: "Claude Sonnet 4.5", isFree: false };
const deepseek = { id: "deepseek/deepseek-r1", name: "DeepSeek R1", isFree: false };
const gpt = { id: "openai/gpt-4o", name: "GPT-4o", isFree: false };

const finished = column("a", {
  model: sonnet,
  servedBy: "Anthropic",
  phase: "done",
  startedAt: now - 20_000,
  firstTokenAt: now - 18_800,
  text: "### Missing rules\n\n1. When does the 7-day period start: at the request or at the approval?\n2. Who approves a refund above 10,000 THB?\n3. A partial refund needs a rounding rule to the satang.\n\nคืนเงินพร้อมเพย์ต้องตรวจสอบว่าบัญชียังผูกกับหมายเลขเดิมก่อนโอน\n",
  outcome: outcome(),
  expect: expectations("passed", "passed", "passed", "passed"),
  record: ".smartspec/runs/a.json",
});

export const streaming = column("b", {
  model: deepseek,
  servedBy: "DeepInfra",
  phase: "answering",
  startedAt: now - 14_200,
  firstTokenAt: now - 9400,
  reasoning: "Let me see what the spec says about cash.",
  reasoningMs: 4100,
  text: "Three points need a decision before work starts:\n\n- **Start of the period.** Section 3.2 and 4.1 disagree.\n- **Cash on delivery.** No account is known, so the form must ask for",
  price: { promptUsd: 0.0007, usdPerCompletionToken: 0.000_002 },
  expect: expectations("waiting", "waiting", "passed", "waiting"),
});

export const failed = column("c", {
  model: gpt,
  phase: "done",
  startedAt: now - 3000,
  outcome: outcome({
    status: "failed",
    finishReason: "error",
    cost: { kind: "computed", usd: 0 },
    usage: { promptTokens: 0, completionTokens: 0, cachedPromptTokens: 0, reasoningTokens: 0 },
    timing: { totalMs: 900 },
    error: {
      code: "rate-limited",
      remedy: "retry",
      retryable: true,
      message: "OpenAI limits requests for this key right now. It is free again in about 40 s.",
      details: { status: 429, requestId: "req_1", retryAfterMs: 40_000 },
    },
  }),
  expect: expectations("skipped", "skipped", "skipped", "skipped"),
});

/** The mock's: one finished, one streaming, one failed. */
export function running(change: Partial<CompareState> = {}): CompareState {
  return {
    comparisonId: "1",
    phase: "running",
    spec: "checkout.md",
    section: "Refunds",
    columns: [finished, streaming, failed],
    estimate: { promptTokens: 1200, expectedUsd: 0.021, maxUsd: 0.12, unknown: 0 },
    parameters: { temperature: 0.7, maxTokens: 4000, seed: 42 },
    canWriteWinner: true,
    recordsFolder: ".smartspec/runs/",
    now,
    language: "en",
    translations: {},
    ...change,
  };
}

export function asking(change: Partial<CompareState> = {}): CompareState {
  const expect = expectations();
  return running({
    phase: "asking",
    columns: [
      column("a", { model: sonnet, expect }),
      column("b", { model: deepseek, expect }),
      column("c", { model: gpt, expect }),
    ],
    ...change,
  });
}

const thaiAnswers = [
  "คิวอาร์โค้ดหมดอายุแล้ว กรุณาสร้างรหัสใหม่และชำระเงินภายใน 15 นาที\n\nหากตัดเงินไปแล้ว ระบบจะคืนให้ภายใน 3 วันทำการ",
  "คิวอาร์โค้ดนี้หมดอายุแล้ว โปรดสร้างรหัสใหม่และชำระเงินภายใน 10 นาที\n\nหากตัดเงินไปแล้ว เราจะคืนให้ภายใน 3 วันทำการ",
  "คิวอาร์โค้ดหมดอายุแล้ว กรุณาสร้างคิวอาร์โค้ดใหม่และชำระเงินภายใน 15 นาที\n\nหากตัดเงินไปแล้ว ระบบจะคืนให้โดยอัตโนมัติภายใน 3 วันทำการ",
] as const;

/** The mock's: three finished answers in Thai, of which the order was shuffled. */
export function done(change: Partial<CompareState> = {}): CompareState {
  const models = [deepseek, sonnet, gpt];
  const ids = ["b", "a", "c"];
  const columns = thaiAnswers.map((text, index) =>
    column(ids[index] ?? "", {
      model: models[index] ?? gpt,
      servedBy: "Azure",
      phase: "done",
      startedAt: now - 20_000,
      text,
      outcome: outcome({ cost: { kind: "reported", usd: 0.0041 + index * 0.0006 } }),
      expect: expectations("passed", "failed", "passed", "skipped"),
      record: `.smartspec/runs/${index}.json`,
    }),
  );
  return running({
    phase: "done",
    spec: "notify.md",
    section: "Texts",
    columns: columns.toSorted((one, other) => one.id.localeCompare(other.id)),
    ...change,
  });
}

export const blind = { order: ["b", "a", "c"], isRevealed: false } as const;

/** The language, and its words, as the host sends them. */
export function thai(): Pick<CompareState, "language" | "translations"> {
  const translations = JSON.parse(readFileSync("l10n/bundle.l10n.th.json", "utf8")) as Record<string, string>;
  return { language: "th", translations };
}
