import { readFileSync } from "node:fs";
import type {
  ChatViewState,
  ComposerState,
  EstimateView,
  ToWebview,
  TurnHead,
  TurnView,
} from "../../src/protocol/chatProtocol";

export const composer: ComposerState = {
  model: { id: "anthropic/claude-sonnet-4.5", name: "Claude Sonnet 4.5", isFree: false },
  provider: { id: "kilo", displayName: "Kilo", hasKey: true },
  isRunning: false,
  sendOn: "enter",
  chatCost: { usd: 0.0136, unknownRuns: 0, runs: 2 },
  isTrusted: true,
};

export const estimate: EstimateView = {
  estimate: {
    promptTokens: 1215,
    maxCompletionTokens: 4000,
    expectedUsd: 0.0114,
    maxUsd: 0.0636,
    kind: "known",
    calibratedFrom: 23,
    expectedCompletionTokens: 520,
  },
  isFree: false,
  mayLogPrompts: false,
  mayBeOffBy: 0.25,
  parts: [
    { kind: "spec", name: "checkout.md", tokens: 1116 },
    { kind: "text", tokens: 35 },
    { kind: "history", tokens: 64 },
  ],
  pricePerMillion: { prompt: 3, completion: 15 },
  varies: false,
};

/** A turn that was completed; `change` makes it another. */
export function turn(id: string, change: Partial<TurnView> = {}): TurnView {
  return {
    id,
    startedAt: 1_790_000_000_000,
    promptText: "Which acceptance criteria are missing?",
    startsContext: true,
    phase: "done",
    model: { id: "anthropic/claude-sonnet-4.5", name: "Claude Sonnet 4.5", isFree: false },
    provider: { id: "kilo", displayName: "Kilo" },
    servedBy: "Anthropic",
    estimate: estimate.estimate,
    text: "Three are missing.",
    reasoning: "",
    canRunAgain: true,
    outcome: {
      status: "completed",
      finishReason: "stop",
      usage: { promptTokens: 1215, completionTokens: 546, cachedPromptTokens: 0, reasoningTokens: 0 },
      cost: { kind: "reported", usd: 0.0118 },
      timing: { totalMs: 9400 },
    },
    ...change,
  };
}

/** A turn that has just been sent. */
export function runningTurn(id: string, change: Partial<TurnView> = {}): TurnView {
  const { outcome: _notYet, ...rest } = turn(id, { phase: "answering", text: "", ...change });
  return rest;
}

export function head(view: TurnView): TurnHead {
  const { text: _text, reasoning: _reasoning, ...rest } = view;
  return rest;
}

export function state(change: Partial<ChatViewState> = {}): ChatViewState {
  return { turns: [], composer, draft: "", recall: [], language: "en", translations: {}, ...change };
}

export function thai(): Pick<ChatViewState, "language" | "translations"> {
  const bundle: Record<string, string> = JSON.parse(readFileSync("l10n/bundle.l10n.th.json", "utf8"));
  return { language: "th", translations: bundle };
}

/** The pieces of `text` as the host would send them. */
export function deltas(turnId: string, pieces: readonly string[]): ToWebview[] {
  let textOffset = 0;
  return pieces.map((text, sequence) => {
    const message: ToWebview = {
      type: "answer-delta",
      turnId,
      text,
      textOffset,
      reasoning: "",
      reasoningOffset: 0,
      sequence,
    };
    textOffset += text.length;
    return message;
  });
}

/** A chain of which every station came to another end; the last one answers. */
export const hops: NonNullable<TurnView["hops"]> = [
  {
    provider: { id: "kilo", displayName: "Kilo" },
    model: { id: "anthropic/claude-sonnet-4.5", name: "Claude Sonnet 4.5" },
    expectedUsd: 0.0114,
    state: "failed",
    code: "rate-limited",
    message: "Too many requests; Kilo answers again in about 40 s.",
    cost: { kind: "computed", usd: 0 },
  },
  {
    provider: { id: "openrouter", displayName: "OpenRouter" },
    model: { id: "anthropic/claude-sonnet-4.5", name: "Claude Sonnet 4.5" },
    expectedUsd: 0.0114,
    state: "failed",
    code: "timeout",
    message: "Claude Sonnet 4.5 sent nothing for 180 s.",
    cost: { kind: "unknown" },
  },
  {
    provider: { id: "kilo", displayName: "Kilo" },
    model: { id: "sample/frontier-pro", name: "Sample Frontier Pro" },
    expectedUsd: 0.037,
    state: "skipped",
    skipped: "costs-more",
  },
  {
    provider: { id: "openrouter", displayName: "OpenRouter" },
    model: { id: "openai/gpt-4o-mini", name: "GPT-4o-mini" },
    expectedUsd: 0.0004,
    state: "answered",
  },
];
