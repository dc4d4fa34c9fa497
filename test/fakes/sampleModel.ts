import type { Model } from "../../src/core/models/model";

/** A model of which nothing is known but what a test says about it. */
export function modelWith(changes: Partial<Model> = {}): Model {
  return {
    id: "acme/large-2",
    name: "Acme Large 2",
    provider: "kilocode",
    inputModalities: ["text"],
    outputModalities: ["text"],
    pricing: { kind: "unknown" },
    isFree: false,
    mayTrainOnPrompts: false,
    hasOwnKey: false,
    ...changes,
  };
}

/** A priced model with room for 10 000 tokens. */
export const sampleModel: Model = modelWith({
  contextLength: 10_000,
  maxCompletionTokens: 2000,
  pricing: { kind: "known", prompt: "0.000003", completion: "0.000015" },
});
