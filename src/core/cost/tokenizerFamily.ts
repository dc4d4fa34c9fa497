import type { Model } from "../models/model";
import type { TokenizerFamily } from "./tokenWeights";

/** The list's labels (wire 7.4) that tell a family; `Router`, `Media` and `Other` do not. */
const familyOfLabel: ReadonlyMap<string, TokenizerFamily> = new Map([
  ["gpt", "o200k"],
  ["claude", "claude"],
  ["gemini", "gemini"],
  ["gemma", "gemini"],
  ["qwen", "qwen"],
  ["qwen3", "qwen"],
  ["llama3", "llama"],
  ["llama4", "llama"],
]);

/** Tried in order on the id, for labels that say nothing or do not tell generations apart. */
const familyOfId: readonly (readonly [pattern: RegExp, family: TokenizerFamily])[] = [
  [/\bgpt-(?:3\.5|4(?![o.\d]))/, "cl100k"],
  [/\b(?:chat)?gpt-|\/o[134]\b|^openai\//, "o200k"],
  [/claude/, "claude"],
  [/gemini|gemma/, "gemini"],
  [/qwen|qwq/, "qwen"],
  [/llama-?[34]/, "llama"],
];

/** Which tokenizers a model's counts like, from its label and its id; `mixed` when neither tells. */
export function tokenizerFamilyOf(model: Pick<Model, "id" | "tokenizer">): TokenizerFamily {
  const id = model.id.toLowerCase();
  const byId = familyOfId.find(([pattern]) => pattern.test(id))?.[1];
  // One label, GPT, stands for two generations of encodings.
  if (byId === "cl100k") return byId;
  return familyOfLabel.get(model.tokenizer?.toLowerCase() ?? "") ?? byId ?? "mixed";
}
