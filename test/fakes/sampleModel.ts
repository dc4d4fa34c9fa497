import type { Model } from "../../src/core/models/model";

/** A priced model with room for 10 000 tokens, to be changed where a test cares. */
export const sampleModel: Model = {
  id: "acme/large-2",
  name: "Acme Large 2",
  provider: "kilocode",
  contextLength: 10_000,
  maxCompletionTokens: 2000,
  inputModalities: ["text"],
  outputModalities: ["text"],
  pricing: { kind: "known", prompt: "0.000003", completion: "0.000015" },
  isFree: false,
  mayTrainOnPrompts: false,
  hasOwnKey: false,
};
