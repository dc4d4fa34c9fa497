import * as v from "valibot";
import { runCostSchema } from "../cost/runCostSchema";
import type { ErrorCode, Remedy } from "../errors";
import { expectationResultSchema } from "../expect/expectationSchema";
import type { SkipReason } from "../fallback/fallbackHop";
import { type Writer, writerSchema } from "../writer";
import type { ChatAction, Turn, TurnOutcome } from "./chatState";

const text = v.string();
const count = v.number();
const optional = v.optional;
const usage = v.object({
  promptTokens: count,
  completionTokens: count,
  cachedPromptTokens: count,
  reasoningTokens: count,
});
/** Codes and remedies of a later version are kept as they are: the view shows the sentence that came with them. */
const code = v.custom<ErrorCode>((value) => typeof value === "string");
const remedy = v.custom<Remedy>((value) => typeof value === "string");
const details = v.object({
  status: optional(count),
  providerMessage: optional(text),
  upstream: optional(text),
  requestId: optional(text),
  neverSent: optional(v.literal(true)),
  retryAfterMs: optional(count),
  buyCreditsUrl: optional(text),
  balanceUsd: optional(count),
  promptTokens: optional(count),
  line: optional(count),
  budget: optional(
    v.object({
      kind: v.picklist(["run", "day", "month", "provider", "spec"]),
      name: optional(text),
      limitUsd: count,
      leftUsd: count,
      expectedUsd: optional(count),
      maxUsd: optional(count),
      canStopThere: v.boolean(),
    }),
  ),
});
const outcome = v.object({
  status: v.picklist(["completed", "incomplete", "failed", "cancelled"]),
  finishReason: optional(text),
  usage: optional(usage),
  cost: runCostSchema,
  listUsd: optional(count),
  timing: v.object({ firstTokenMs: optional(count), totalMs: count }),
  error: optional(
    v.object({ code, message: text, remedy, retryable: v.boolean(), details: optional(details) }),
  ),
  expect: optional(v.array(expectationResultSchema)),
  record: optional(text),
  output: optional(text),
  reloaded: optional(v.boolean()),
});
const estimate = v.object({
  promptTokens: count,
  maxCompletionTokens: count,
  expectedUsd: optional(count),
  maxUsd: optional(count),
  kind: v.picklist(["known", "unknown"]),
  calibratedFrom: count,
  expectedCompletionTokens: count,
  judges: optional(v.object({ count, expectedUsd: optional(count), maxUsd: optional(count) })),
});
const price = v.object({ promptUsd: count, usdPerCompletionToken: count, capUsd: optional(count) });
const phase = v.picklist([
  "preparing",
  "asking",
  "sending",
  "waiting",
  "thinking",
  "answering",
  "stopping",
  "done",
]);
const model = v.object({ id: text, name: text, isFree: v.boolean() });
const provider = v.object({ id: text, displayName: text });
const hop = v.object({
  provider,
  model: v.object({ id: text, name: text }),
  expectedUsd: optional(count),
  state: v.picklist(["running", "answered", "failed", "skipped"]),
  skipped: optional(v.custom<SkipReason>((value) => typeof value === "string")),
  code: optional(code),
  message: optional(text),
  until: optional(count),
  cost: optional(runCostSchema),
});
const changeable = {
  content: optional(text),
  model: optional(model),
  provider: optional(provider),
  servedBy: optional(text),
  servedModel: optional(text),
  estimate: optional(estimate),
  price: optional(price),
  waitingUntil: optional(count),
  hops: optional(v.array(hop)),
  reasoningMs: optional(count),
  attachment: optional(text),
};
const question = v.object({
  kind: v.literal("prompt-logging"),
  modelId: text,
  modelName: text,
  promptTokens: count,
  earlierTurns: optional(count, 0),
  anonymous: v.boolean(),
});
const source = v.variant("kind", [
  v.object({ kind: v.literal("chat"), text }),
  v.object({
    kind: v.literal("spec"),
    uri: text,
    instruction: optional(text),
    section: optional(text),
    task: optional(text),
    sameAbove: optional(count),
    inputs: optional(v.record(text, text)),
    selection: optional(text),
    sameAs: optional(text),
  }),
  v.object({ kind: v.literal("selection"), uri: text, text, instruction: optional(text) }),
]);
const turnSchema = v.object({
  id: text,
  startedAt: count,
  source,
  requested: optional(v.object({ model: optional(text), provider: optional(text) })),
  promptText: text,
  startsContext: v.boolean(),
  phase,
  ...changeable,
  question: optional(question),
  text,
  reasoning: text,
  outcome: optional(outcome),
});
const line = v.variant("type", [
  v.object({ type: v.literal("turn-added"), turn: turnSchema, writer: optional(writerSchema) }),
  v.object({
    type: v.literal("turn-changed"),
    turnId: text,
    change: v.object({ phase: optional(phase), ...changeable }),
  }),
  v.object({
    type: v.literal("hop-started"),
    turnId: text,
    provider,
    model,
    estimate,
    price: optional(price),
  }),
  v.object({ type: v.literal("question-asked"), turnId: text, question }),
  v.object({ type: v.literal("question-answered"), turnId: text }),
  v.object({ type: v.literal("answer-delta"), turnId: text, text, reasoning: text }),
  v.object({ type: v.literal("turn-finished"), turnId: text, outcome }),
  v.object({ type: v.literal("stop-requested"), turnId: text }),
  v.object({ type: v.literal("consent-given"), turnId: text }),
]);

/** What a line of a conversation file holds. */
export type StoredAction = ChatAction & {
  /** With `turn-added`: the process that runs the turn. Absent in files of the first version. */
  readonly writer?: Writer;
};

/** Narrows the JSON of one line; `undefined` for anything that is no action. */
export function parseStoredAction(data: unknown): StoredAction | undefined {
  const result = v.safeParse(line, data);
  // valibot types an absent optional field as `| undefined`; after JSON.parse it can only be absent.
  return result.success ? (result.output as StoredAction) : undefined;
}

/** A turn that was running when its window went away: what had arrived is kept, and the turn says so. */
export function closeInterrupted(turns: readonly Turn[], sentence: string): readonly ChatAction[] {
  return turns
    .filter((turn) => turn.phase !== "done")
    .map((turn) => ({ type: "turn-finished", turnId: turn.id, outcome: interruptedOutcome(turn, sentence) }));
}

function interruptedOutcome(turn: Turn, sentence: string): TurnOutcome {
  const wasSent = turn.phase !== "preparing" && turn.phase !== "asking";
  return {
    status: turn.text === "" ? (wasSent ? "failed" : "cancelled") : "incomplete",
    cost: wasSent ? { kind: "unknown" } : { kind: "computed", usd: 0 },
    timing: { totalMs: 0 },
    ...(wasSent && {
      reloaded: true,
      error: {
        code: "stream-interrupted",
        message: sentence,
        remedy: turn.text === "" ? "retry" : "continue",
        retryable: true,
      },
    }),
  };
}
