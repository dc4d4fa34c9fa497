/**
 * What a text is made of, as far as tokenizers care. Words of Latin script are counted by length, because a common word of
 * any ordinary length is one token; other scripts are counted by letter, and by word where tokenizers split at spaces.
 */
export const tokenClasses = [
  /** Latin words (parts of camelCase names are words) of 1 to 3, 4 to 7 and 8 to 11 letters, and of more. */
  "latinShort",
  "latinMedium",
  "latinLong",
  "latinLongest",
  /** Letters of a Latin word beyond the eleventh. */
  "latinExcess",
  /** Latin letters outside ASCII: é, ß, ư. Counted on top of their word. */
  "latinAccented",
  /** Apostrophes within a word: don't. */
  "apostrophes",
  "digits",
  /** Groups of up to three digits; many tokenizers never join more. */
  "digitGroups",
  /** Spaces before a digit, which do not melt into it as they do into a word. */
  "digitSpaces",
  /** Runs of ASCII or Latin-1 punctuation, their marks, and marks equal to the one before. */
  "markRuns",
  "marks",
  "repeatedMarks",
  /** One mark that directly precedes a letter: .length, (text, @name. Not counted in the three above. */
  "attachedMarks",
  /** Line breaks after a word, and after a mark, into which they often melt; lines with nothing on them. */
  "lineBreaks",
  "lineBreaksAfterMark",
  "blankLines",
  /** Indentations of two columns or a tab, and more; runs of spaces within a line. */
  "indents",
  "spaceRuns",
  "thaiLetters",
  /** Thai vowels and tone marks above and below the line. */
  "thaiMarks",
  /** Lao, Khmer, Myanmar. */
  "southeastAsian",
  "han",
  /** Han beside kana, that is, in Japanese. */
  "kanji",
  "hiragana",
  "katakana",
  "hangulWords",
  "hangul",
  /** Punctuation of East Asian texts, full-width forms included. */
  "wideMarks",
  "cyrillicWords",
  "cyrillic",
  "greek",
  "arabicWords",
  "arabic",
  "hebrew",
  "devanagariWords",
  "devanagari",
  /** Bengali, Tamil, Telugu and the other scripts of India; Tibetan. */
  "indic",
  /** Arrows, mathematics, frames, typographic dashes and quotation marks. */
  "symbols",
  "emoji",
  /** UTF-16 units of everything else. */
  "other",
] as const;

export type TokenClass = (typeof tokenClasses)[number];

/** One number per entry of `tokenClasses`, in that order. Counts of two texts add up when the first ends with a line. */
export type ClassCounts = Int32Array;

export function emptyClassCounts(): ClassCounts {
  return new Int32Array(tokenClasses.length);
}

/** Adds `counts`, `factor` times, to `total` in place. */
export function addClassCounts(total: ClassCounts, counts: ClassCounts, factor: 1 | -1 = 1): void {
  for (let index = 0; index < total.length; index++) {
    total[index] = (total[index] ?? 0) + factor * (counts[index] ?? 0);
  }
}

/** Tokens of a text with these counts, not rounded, when a unit of each class takes as many as `weights` say. */
export function weigh(counts: ClassCounts, weights: Float64Array): number {
  let tokens = 0;
  for (let index = 0; index < weights.length; index++) tokens += (counts[index] ?? 0) * (weights[index] ?? 0);
  return tokens;
}
