import { tokenClasses, type TokenClass } from "./tokenClasses";

/**
 * Groups of tokenizers that count alike. `o200k`: current GPT; `cl100k`: GPT-4 and 3.5; `gemini` includes Gemma; `llama`: 3
 * and later; `mixed`: every other, and unknown ones.
 */
export type TokenizerFamily = "o200k" | "cl100k" | "claude" | "gemini" | "qwen" | "llama" | "mixed";

/**
 * Tokens per unit of each class with the encodings `o200k_base` and `cl100k_base`, fitted by bounded least squares of the
 * relative error on prose, interface texts and code in two dozen languages.
 */
const fitted: Readonly<Record<TokenClass, readonly [o200k: number, cl100k: number]>> = {
  latinShort: [0.95, 0.95],
  latinMedium: [0.98, 0.98],
  latinLong: [1.28, 1.43],
  latinLongest: [2.25, 2.51],
  latinExcess: [0.6, 0.6],
  latinAccented: [0.53, 1.3],
  apostrophes: [0.3, 0.3],
  digits: [0.11, 0.13],
  digitGroups: [1, 1],
  digitSpaces: [0.9, 0.92],
  markRuns: [0.72, 0.71],
  marks: [0.23, 0.21],
  repeatedMarks: [0.05, 0.05],
  attachedMarks: [0.48, 0.45],
  lineBreaks: [1.2, 0.81],
  lineBreaksAfterMark: [0, 0],
  blankLines: [0, 0],
  indents: [0.94, 0.9],
  spaceRuns: [1.2, 1.2],
  thaiLetters: [0.48, 0.95],
  thaiMarks: [0.2, 0.98],
  southeastAsian: [0.61, 1.98],
  han: [0.72, 1.08],
  kanji: [0.91, 1.21],
  hiragana: [0.63, 0.94],
  katakana: [0.54, 0.9],
  hangulWords: [1.01, 1.3],
  hangul: [0.39, 0.78],
  wideMarks: [1.6, 1.6],
  cyrillicWords: [0.56, 1.2],
  cyrillic: [0.2, 0.3],
  greek: [0.4, 1.05],
  arabicWords: [0.44, 1.01],
  arabic: [0.29, 0.64],
  hebrew: [0.49, 1.21],
  devanagariWords: [0.07, 0.78],
  devanagari: [0.36, 1.04],
  indic: [0.42, 1.57],
  symbols: [0.5, 0.5],
  emoji: [2, 2],
  other: [1.45, 3.34],
};

type Weights = Partial<Record<TokenClass, number>>;

/** Many vocabularies spell numbers digit by digit. */
const singleDigits: Weights = { digits: 1, digitGroups: 0 };

/**
 * Tokens per unit of each class, in the order of `tokenClasses`. Only the first two families are fitted. The others have no
 * public encoder that could be measured here: they start from these two, by the size and the purpose of their vocabulary,
 * and are meant to be corrected per model from the token counts the gateway reports.
 */
export const tokenWeights: Readonly<Record<TokenizerFamily, Float64Array>> = {
  o200k: blend(0),
  cl100k: blend(1),
  // Smaller vocabulary: words and code split more often.
  claude: blend(0.5, { latinMedium: 1.12, latinLong: 1.6, latinLongest: 2.6, marks: 0.35, han: 1.05 }),
  gemini: blend(0, singleDigits),
  // The cl100k vocabulary extended for Chinese.
  qwen: blend(0.8, { ...singleDigits, han: 0.68, wideMarks: 1 }),
  // The cl100k vocabulary extended for other scripts.
  llama: blend(0.35),
  mixed: blend(0.35, { han: 0.72 }),
};

/** Weights that lie the `share` of the way from o200k to cl100k, except for those named. */
function blend(share: number, exceptions: Weights = {}): Float64Array {
  return Float64Array.from(tokenClasses, (name) => {
    const [o200k, cl100k] = fitted[name];
    return exceptions[name] ?? o200k + (cl100k - o200k) * share;
  });
}
