import { encode as encodeCl100k } from "gpt-tokenizer/encoding/cl100k_base";
import { encode as encodeO200k } from "gpt-tokenizer/encoding/o200k_base";
import { encode as encodeP50k } from "gpt-tokenizer/encoding/p50k_base";
import { encode as encodeR50k } from "gpt-tokenizer/encoding/r50k_base";
import type { TokenizerFamily } from "../../src/core/cost/tokenWeights";
import { countTokens as countLocalTokens } from "../gateway/splitTokens";

/** A model as far as its prompt tokens go. */
export interface SimulatedModel {
  readonly name: string;
  /** What its label in a model list would make us start from. */
  readonly family: TokenizerFamily;
  readonly count: (text: string) => number;
  /** What it adds to each prompt beside its messages. */
  readonly hidden: number;
}

const o200k = (text: string): number => encodeO200k(text).length;
const cl100k = (text: string): number => encodeCl100k(text).length;
const letters = (text: string, script: RegExp): number => text.match(script)?.length ?? 0;
const bytes = new TextEncoder();
const NOT_LATIN = /[\u0250-\u1FFF\u2070-\u{10FFFF}]+/gu;

/** Real encodings, and what makes those of other makers differ from them, each on its own. */
export const simulatedModels: readonly SimulatedModel[] = [
  { name: "o200k", family: "o200k", count: o200k, hidden: 0 },
  { name: "cl100k", family: "cl100k", count: cl100k, hidden: 0 },
  { name: "p50k", family: "mixed", count: (text) => encodeP50k(text).length, hidden: 0 },
  { name: "r50k", family: "mixed", count: (text) => encodeR50k(text).length, hidden: 0 },
  { name: "the local gateway's", family: "mixed", count: countLocalTokens, hidden: 0 },
  {
    name: "o200k, a third more",
    family: "claude",
    count: (text) => Math.ceil(o200k(text) * 1.35),
    hidden: 0,
  },
  {
    name: "o200k, digit by digit",
    family: "gemini",
    count: (text) => o200k(text.replaceAll(/\d/gu, "")) + letters(text, /\d/gu),
    hidden: 0,
  },
  {
    name: "other scripts by letter",
    family: "llama",
    count: (text) =>
      cl100k(text.replaceAll(NOT_LATIN, " ")) +
      (text.match(NOT_LATIN) ?? []).reduce((sum, run) => sum + [...run].length, 0),
    hidden: 0,
  },
  {
    name: "other scripts by byte",
    family: "llama",
    count: (text) =>
      cl100k(text.replaceAll(NOT_LATIN, " ")) +
      (text.match(NOT_LATIN) ?? []).reduce((sum, run) => sum + bytes.encode(run).length, 0),
    hidden: 0,
  },
  {
    name: "Chinese by words",
    family: "qwen",
    count: (text) =>
      cl100k(text.replaceAll(/\p{Script=Han}+/gu, "")) + Math.ceil(letters(text, /\p{Script=Han}/gu) * 0.62),
    hidden: 0,
  },
  { name: "o200k, hidden prompt", family: "o200k", count: o200k, hidden: 346 },
];
