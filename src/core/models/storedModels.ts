import * as v from "valibot";
import type { Model } from "./model";
import { pricingSchema } from "./pricingSchema";

/** A list as it was loaded at some time. */
export interface ModelList {
  readonly models: readonly Model[];
  /** Milliseconds since 1970. */
  readonly loadedAt: number;
}

/** To be raised with every change of `Model` that makes older rows wrong; those are then not read. */
const VERSION = 1;

const text = v.string();
const model = v.object({
  id: text,
  name: text,
  provider: text,
  description: v.exactOptional(text),
  created: v.exactOptional(v.number()),
  contextLength: v.exactOptional(v.number()),
  providerContextLength: v.exactOptional(v.number()),
  maxCompletionTokens: v.exactOptional(v.number()),
  inputModalities: v.array(text),
  outputModalities: v.array(text),
  tokenizer: v.exactOptional(text),
  pricing: pricingSchema,
  isFree: v.boolean(),
  mayTrainOnPrompts: v.boolean(),
  supportedParameters: v.exactOptional(v.array(text)),
  expirationDate: v.exactOptional(text),
  recommendedIndex: v.exactOptional(v.number()),
  hasOwnKey: v.boolean(),
});
const stored = v.object({ v: v.literal(VERSION), loadedAt: v.number(), models: v.array(model) });

export function serializeModels({ models, loadedAt }: ModelList): string {
  return JSON.stringify({ v: VERSION, loadedAt, models });
}

/** `undefined` for whatever is not a list of this version as a whole. Never throws. */
export function parseStoredModels(json: string): ModelList | undefined {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return undefined;
  }
  const result = v.safeParse(stored, data);
  return result.success ? { models: result.output.models, loadedAt: result.output.loadedAt } : undefined;
}
