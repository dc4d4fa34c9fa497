import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { tokenizerFamilyOf } from "../../../../src/core/cost/tokenizerFamily";

describe("tokenizerFamilyOf", () => {
  const rows: readonly (readonly [string, string | undefined, string])[] = [
    ["openai/gpt-4o-mini", "GPT", "o200k"],
    ["openai/gpt-4.1", "GPT", "o200k"],
    ["openai/chatgpt-4o-latest", undefined, "o200k"],
    ["openai/o3", "GPT", "o200k"],
    ["openai/gpt-4-turbo", "GPT", "cl100k"],
    ["openai/gpt-3.5-turbo", "GPT", "cl100k"],
    ["anthropic/claude-3-5-sonnet", "Claude", "claude"],
    ["google/gemini-flash-1.5", "Gemini", "gemini"],
    ["google/gemma-3-27b-it:free", "Gemma", "gemini"],
    ["meta-llama/llama-3.1-70b-instruct", "Llama3", "llama"],
    ["meta-llama/llama-3.1-70b-instruct", "Other", "llama"],
    ["qwen/qwen3-coder", "Qwen3", "qwen"],
    ["QWEN/QwQ-32b", undefined, "qwen"],
    ["minimax/minimax-m2.1:free", "Other", "mixed"],
    ["kilo-auto/balanced", "Other", "mixed"],
  ];
  for (const [id, tokenizer, family] of rows) {
    it(`${id} labelled ${tokenizer} counts like ${family}`, () => {
      assert.equal(tokenizerFamilyOf(tokenizer === undefined ? { id } : { id, tokenizer }), family);
    });
  }
});
