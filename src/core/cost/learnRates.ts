import { defaultRates, type PromptSize, rawPromptTokens, type TokenRates } from "./tokenRates";
import { median } from "../median";
import { tokenClasses, type TokenClass } from "./tokenClasses";
import type { TokenizerFamily } from "./tokenWeights";

/** What a gateway charged for a prompt that we know the make-up of. */
export interface PromptObservation extends PromptSize {
  /** As reported: `usage.prompt_tokens`. */
  readonly promptTokens: number;
  /** Which spec it was; absent for a message of a chat. */
  readonly spec?: string;
}

/** Older ones are left out: a gateway may put another tokenizer behind the same id. */
const MOST_OBSERVATIONS = 64;
/** An observation counts half as much as one that is so many runs younger. */
const HALF_LIFE = 48;

/**
 * How far a tokenizer may be from its family's weights, as a share of them: all classes together, those of one script
 * together, and each on its own. So a few runs in one language move that language, and the others a little. `spec`: what
 * one spec has more or less than weights can tell, as its words are rare or frequent ones.
 */
const SPREAD = { all: 0.4, script: 0.4, class: 0.25, spec: 0.05 };
/** The weights of these families were fitted to their very encodings. */
const FITTED: ReadonlySet<TokenizerFamily> = new Set(["o200k", "cl100k"]);
const FITTED_SPREAD = 0.3;
/** Classes that weigh nothing in a family may do so in a model. */
const LEAST_WEIGHT = 0.1;
/** Control tokens that a chat format adds, and what a gateway puts in front of every prompt. */
const REQUEST_SPREAD = 40;
const MESSAGE_SPREAD = 2;
/** What no weights explain: a share of the prompt, and some tokens. */
const NOISE_SHARE = 0.02;
const NOISE_TOKENS = 2;
/** A residual of so many times the usual one is an outlier, and pulls no harder than one at this distance. */
const OUTLIER = 2;
/** Half of all residuals are smaller than so many standard deviations, when they are normally distributed. */
const MEDIAN_OF_NORMAL = 0.6745;
const ROUNDS = 12;
/** `npm run bench:tokens`: specs that were never sent are off by at most 11 % after five runs, and by 9 % after twenty. */
const FEW = 5;
const OFF_AFTER_FEW = 0.2;
const OFF_AFTER_MANY = 0.12;
/** How far prompts of one model usually are from each other in what they have more than the prior says: a factor's logarithm. */
const USUAL_RATIO = 0.1;

/** Classes that are likely to be off together; each of the others stands for itself. */
const SCRIPTS: readonly (readonly TokenClass[])[] = [
  ["latinShort", "latinMedium", "latinLong", "latinLongest", "latinExcess", "latinAccented", "apostrophes"],
  ["digits", "digitGroups", "digitSpaces"],
  ["markRuns", "marks", "repeatedMarks", "attachedMarks"],
  ["lineBreaks", "lineBreaksAfterMark", "blankLines", "indents", "spaceRuns"],
  ["thaiLetters", "thaiMarks"],
  ["han", "kanji", "wideMarks"],
  ["hiragana", "katakana"],
  ["hangulWords", "hangul"],
  ["cyrillicWords", "cyrillic"],
  ["arabicWords", "arabic"],
  ["devanagariWords", "devanagari"],
];
const scripts: readonly number[] = tokenClasses.map((name, index) => {
  const script = SCRIPTS.findIndex((classes) => classes.includes(name));
  return script < 0 ? SCRIPTS.length + index : script;
});

/**
 * Corrects a family's rates by what one model really charged: the most likely ones given how far tokenizers differ
 * (`SPREAD`) and how exact counting by classes is (`NOISE_SHARE`). Gaussian regression, in which outliers lose their pull
 * round by round. `observations`: oldest first; without any, the family's own rates.
 */
export function learnRates(
  family: TokenizerFamily | undefined,
  observations: readonly PromptObservation[],
): TokenRates {
  const prior = defaultRates(family);
  const seen = observations.filter(({ promptTokens }) => promptTokens > 0).slice(-MOST_OBSERVATIONS);
  if (seen.length === 0) return prior;
  const openness = family !== undefined && FITTED.has(family) ? FITTED_SPREAD : 1;
  const spread = prior.weights.map((weight) => Math.max(weight, LEAST_WEIGHT) * openness);
  const features = seen.map((size) => featuresOf(size, spread));
  /** What the prior does not explain. */
  const missing = seen.map((size) => size.promptTokens - rawPromptTokens(size, prior));
  const ofSpec = seen.map(({ promptTokens }) => SPREAD.spec * promptTokens);
  const shared = features.map((one, i) =>
    features.map((other, j) => {
      const isSameSpec = seen[i]!.spec !== undefined && seen[i]!.spec === seen[j]!.spec;
      return dot(one, other) + (isSameSpec ? ofSpec[i]! * ofSpec[j]! : 0);
    }),
  );
  const noise = seen.map(
    ({ promptTokens }, index) =>
      (NOISE_SHARE * promptTokens + NOISE_TOKENS) ** 2 * 2 ** ((seen.length - 1 - index) / HALF_LIFE),
  );
  // At first by how far each is from what they have in common: a few observations can be explained by any weights.
  const ratios = seen.map((size) => size.promptTokens / rawPromptTokens(size, prior));
  const common = median(ratios) ?? 1;
  let distrust: readonly number[] = ratios.map(
    (ratio) => Math.max(1, Math.abs(Math.log(ratio / common)) / USUAL_RATIO) ** 2,
  );
  let solution: Float64Array = new Float64Array();
  for (let round = 0; round < ROUNDS; round++) {
    const matrix = shared.map((row, i) =>
      Float64Array.from(row, (value, j) => (i === j ? value + noise[i]! * distrust[i]! : value)),
    );
    solution = solve(matrix, missing);
    const residuals = shared.map(
      (row, i) => Math.abs(missing[i]! - dot(row, solution)) / Math.sqrt(noise[i]!),
    );
    const usual = Math.max(1, (median(residuals) ?? 0) / MEDIAN_OF_NORMAL);
    distrust = residuals.map((residual) => Math.max(1, residual / (OUTLIER * usual)) ** 2);
  }
  const change = new Float64Array(features[0]!.length);
  for (const [i, feature] of features.entries())
    for (let index = 0; index < change.length; index++) change[index]! += feature[index]! * solution[i]!;
  return {
    weights: prior.weights.map((weight, index) => {
      const off =
        SPREAD.all * change[ALL]! +
        SPREAD.script * change[SCRIPT + scripts[index]!]! +
        SPREAD.class * change[CLASS + index]!;
      return Math.max(0, weight + spread[index]! * off);
    }),
    perRequest: Math.max(0, prior.perRequest + REQUEST_SPREAD * change[REQUEST]!),
    perMessage: Math.max(0, prior.perMessage + MESSAGE_SPREAD * change[MESSAGE]!),
    learnedFrom: seen.length,
    mayBeOffBy: seen.length < FEW ? OFF_AFTER_FEW : OFF_AFTER_MANY,
    specs: sharesOfSpecs(seen, ofSpec, solution),
  };
}

function sharesOfSpecs(
  seen: readonly PromptObservation[],
  ofSpec: readonly number[],
  solution: Float64Array,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const [i, { spec }] of seen.entries())
    if (spec !== undefined)
      shares.set(spec, (shares.get(spec) ?? 0) + SPREAD.spec * ofSpec[i]! * solution[i]!);
  return shares;
}

/** Where the features of a prompt stand: each is what a deviation of one spread would change its tokens by. */
const ALL = 0;
const REQUEST = 1;
const MESSAGE = 2;
const SCRIPT = 3;
const CLASS = SCRIPT + SCRIPTS.length + tokenClasses.length;

function featuresOf({ counts, messages }: PromptSize, spread: Float64Array): Float64Array {
  const features = new Float64Array(CLASS + tokenClasses.length);
  features[REQUEST] = REQUEST_SPREAD;
  features[MESSAGE] = MESSAGE_SPREAD * messages;
  for (let index = 0; index < tokenClasses.length; index++) {
    const tokens = (counts[index] ?? 0) * spread[index]!;
    features[ALL]! += SPREAD.all * tokens;
    features[SCRIPT + scripts[index]!]! += SPREAD.script * tokens;
    features[CLASS + index]! += SPREAD.class * tokens;
  }
  return features;
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}

/** Solves `matrix` · x = `right` for x. The matrix is symmetric and positive definite, and used up. */
function solve(matrix: readonly Float64Array[], right: readonly number[]): Float64Array {
  const size = right.length;
  const result = Float64Array.from(right);
  for (let pivot = 0; pivot < size; pivot++) {
    const row = matrix[pivot]!;
    for (let below = pivot + 1; below < size; below++) {
      const factor = matrix[below]![pivot]! / row[pivot]!;
      if (factor === 0) continue;
      for (let column = pivot; column < size; column++) matrix[below]![column]! -= factor * row[column]!;
      result[below]! -= factor * result[pivot]!;
    }
  }
  for (let pivot = size - 1; pivot >= 0; pivot--) {
    for (let column = pivot + 1; column < size; column++)
      result[pivot]! -= matrix[pivot]![column]! * result[column]!;
    result[pivot]! /= matrix[pivot]![pivot]!;
  }
  return result;
}
