import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { runCostSchema } from "../cost/runCostSchema";
import { UserFacingError } from "../errors";
import { expectationResultSchema } from "../expect/expectationSchema";
import { pricingSchema } from "../models/pricingSchema";
import { RECORD_VERSION, type RunRecord } from "./runRecord";

const text = v.string();
const count = v.number();
const optional = v.exactOptional;
const usage = v.object({
  promptTokens: count,
  completionTokens: count,
  cachedPromptTokens: count,
  reasoningTokens: count,
});
const result = v.looseObject({
  status: v.picklist(["completed", "incomplete", "failed", "cancelled"]),
  provider: text,
  model: text,
  servedBy: optional(text),
  output: optional(text),
  finishReason: optional(text),
  usage: optional(usage),
  cost: runCostSchema,
  timing: v.object({ firstTokenMs: optional(count), totalMs: count }),
  attempts: v.array(v.object({ provider: text, model: text, error: optional(text) })),
  expect: optional(v.array(expectationResultSchema)),
  error: optional(v.looseObject({ code: text, message: text, remedy: text, retryable: v.boolean() })),
});
const record = v.looseObject({
  id: text,
  sameAs: optional(text),
  startedAt: v.pipe(text, v.isoTimestamp()),
  spec: v.object({
    path: text,
    sha256: text,
    section: optional(text),
    task: optional(text),
    sameAbove: optional(count),
    instruction: optional(text),
    inputs: optional(v.record(text, text)),
    selection: optional(text),
  }),
  includes: v.array(v.object({ path: text, sha256: text, bytes: count })),
  git: optional(v.object({ commit: text, branch: optional(text) })),
  provider: v.object({ id: text, kind: v.picklist(["kilocode", "openrouter", "openai-compatible"]) }),
  request: v.object({ sha256: text, body: v.unknown(), isRedacted: v.boolean() }),
  pricing: optional(pricingSchema),
  estimate: optional(
    v.looseObject({
      promptTokens: count,
      maxCompletionTokens: count,
      expectedUsd: optional(count),
      maxUsd: optional(count),
    }),
  ),
  result,
  answer: text,
  reasoning: optional(text),
});
const header = v.looseObject({ format: v.literal("smartspec-run"), version: v.pipe(count, v.integer()) });

/**
 * Reads the text of a record's file; what it does not know in it stays. `name`: for the sentence only.
 * @throws UserFacingError `invalid-spec` when it is none, is damaged, or comes from a later version.
 */
export function parseRunRecord(json: string, name: string): RunRecord {
  let data: unknown;
  try {
    data = JSON.parse(json.startsWith("\uFEFF") ? json.slice(1) : json);
  } catch (error) {
    throw new UserFacingError("invalid-spec", l10n.t("{0} is no run record, or a damaged one.", name), {
      cause: error,
    });
  }
  const head = v.safeParse(header, data);
  if (head.success && head.output.version > RECORD_VERSION) {
    throw new UserFacingError(
      "invalid-spec",
      l10n.t("{0} was written by a later version of SmartSpec; update to read it.", name),
    );
  }
  const parsed = v.safeParse(record, data);
  if (head.success && parsed.success) return parsed.output as unknown as RunRecord;
  throw new UserFacingError("invalid-spec", l10n.t("{0} is no run record, or a damaged one.", name));
}
