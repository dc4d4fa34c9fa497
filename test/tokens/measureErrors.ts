import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { learnRates, type PromptObservation } from "../../src/core/cost/learnRates";
import { defaultRates, promptTokens, sizeOfPrompt, type TokenRates } from "../../src/core/cost/tokenRates";
import { DEFAULT_SYSTEM_PROMPT } from "../../src/core/spec/buildMessages";
import { pickFrom, shuffled } from "../gateway/pickFrom";
import { seededRandom } from "../gateway/seededRandom";
import type { SimulatedModel } from "./simulatedTokenizers";

/** Texts of one language or kind. */
export interface TextKind {
  readonly name: string;
  readonly texts: readonly string[];
}

export function readCorpus(folder: string): readonly TextKind[] {
  return readdirSync(folder).map((name) => ({
    name,
    texts: readdirSync(path.join(folder, name)).map((file) =>
      readFileSync(path.join(folder, name, file), "utf8"),
    ),
  }));
}

/** Error of each text as a share of what the encoder counts: 0.1 is 10 % too many. */
export function plainErrors({ texts }: TextKind, model: SimulatedModel): readonly number[] {
  const rates = { ...defaultRates(model.family), perMessage: 0, perRequest: 0 };
  return texts.map((text) => promptTokens(sizeOfPrompt([text]), rates) / model.count(text) - 1);
}

/** What one may want to know the size of, after some runs. */
export interface LearnedErrors {
  /** Absolute shares: of specs that were run before and edited since. */
  readonly again: readonly number[];
  /** Of specs of the same kind that were never sent. */
  readonly fresh: readonly number[];
}

/** So many reports are wrong: another model answered, or what a cache held was left out. */
const WRONG_REPORTS = 0.05;
const PEOPLE = 4;
/** Of the lines of a spec, so many are there in any one run. */
const KEPT_LINES = 0.8;

/**
 * Some people each run half of the specs of one kind in turn, edited each time; then what these and the others would take
 * is estimated. By the number of runs to learn from.
 */
export function learnedErrors(
  kind: TextKind,
  model: SimulatedModel,
  runs: readonly number[],
  seed: number,
): ReadonlyMap<number, LearnedErrors> {
  const random = seededRandom(seed);
  const errors = new Map(runs.map((count) => [count, { again: [] as number[], fresh: [] as number[] }]));
  for (let person = 0; person < PEOPLE; person++) {
    const texts = shuffled(kind.texts, random);
    const known = texts.slice(0, texts.length / 2);
    const history = Array.from({ length: Math.max(...runs) }, () => {
      const spec = pickFrom(known, random);
      return observe(edited(spec, random), spec, model, random);
    });
    const next = known.map((spec) => [edited(spec, random), spec] as const);
    for (const count of runs) {
      const rates = learnRates(model.family, history.slice(0, count));
      const error = (text: string, spec: string) => Math.abs(errorOf(text, spec, model, rates));
      errors.get(count)?.again.push(...next.map(([text, spec]) => error(text, spec)));
      errors.get(count)?.fresh.push(...texts.slice(known.length).map((text) => error(text, text)));
    }
  }
  return errors;
}

function edited(text: string, random: () => number): string {
  const lines = text.split(/(?<=[\n.。！？।؟])/u);
  return lines.filter(() => random() < KEPT_LINES).join("") || text;
}

function observe(text: string, spec: string, model: SimulatedModel, random: () => number): PromptObservation {
  const reported = tokensOf(text, model);
  const isWrong = random() < WRONG_REPORTS;
  return {
    ...sizeOfPrompt([DEFAULT_SYSTEM_PROMPT, text]),
    spec,
    promptTokens: isWrong ? Math.ceil(reported * (random() < 0.5 ? 0.3 : 1.8)) : reported,
  };
}

/** Each message is wrapped in four tokens, and the answer opened by three. */
function tokensOf(text: string, model: SimulatedModel): number {
  return model.count(DEFAULT_SYSTEM_PROMPT) + model.count(text) + 2 * 4 + 3 + model.hidden;
}

function errorOf(text: string, spec: string, model: SimulatedModel, rates: TokenRates): number {
  return promptTokens(sizeOfPrompt([DEFAULT_SYSTEM_PROMPT, text]), rates, spec) / tokensOf(text, model) - 1;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
