import { characterKinds, kind } from "./characterKind";
import { emptyClassCounts, tokenClasses, type ClassCounts, type TokenClass } from "./tokenClasses";

/** Index of a class in the counts. */
function at(name: TokenClass): number {
  return tokenClasses.indexOf(name);
}

const latinShort = at("latinShort");
const latinMedium = at("latinMedium");
const latinLong = at("latinLong");
const latinLongest = at("latinLongest");
const latinExcess = at("latinExcess");
const latinAccented = at("latinAccented");
const apostrophes = at("apostrophes");
const digits = at("digits");
const digitGroups = at("digitGroups");
const digitSpaces = at("digitSpaces");
const markRuns = at("markRuns");
const marks = at("marks");
const repeatedMarks = at("repeatedMarks");
const attachedMarks = at("attachedMarks");
const lineBreaks = at("lineBreaks");
const lineBreaksAfterMark = at("lineBreaksAfterMark");
const blankLines = at("blankLines");
const indents = at("indents");
const spaceRuns = at("spaceRuns");
const han = at("han");
const kanji = at("kanji");
const emoji = at("emoji");
const other = at("other");

/** Class of one letter, for the kinds that are counted letter by letter. */
const letterClass = byKind([
  [kind.wideMark, "wideMarks"],
  [kind.symbol, "symbols"],
  [kind.thaiLetter, "thaiLetters"],
  [kind.thaiMark, "thaiMarks"],
  [kind.southeastAsian, "southeastAsian"],
  [kind.hiragana, "hiragana"],
  [kind.katakana, "katakana"],
  [kind.hangul, "hangul"],
  [kind.cyrillic, "cyrillic"],
  [kind.greek, "greek"],
  [kind.arabic, "arabic"],
  [kind.hebrew, "hebrew"],
  [kind.devanagari, "devanagari"],
  [kind.indic, "indic"],
]);

/** Class of a whole run of such letters, where tokenizers split at its ends. */
const wordClass = byKind([
  [kind.hangul, "hangulWords"],
  [kind.cyrillic, "cyrillicWords"],
  [kind.arabic, "arabicWords"],
  [kind.devanagari, "devanagariWords"],
]);

function byKind(entries: readonly (readonly [kind: number, name: TokenClass])[]): Int8Array {
  const table = new Int8Array(32).fill(-1);
  for (const [index, name] of entries) table[index] = at(name);
  return table;
}

/**
 * Counts what `text` is made of, in one pass without allocating per character. Nothing but the kind of a line's
 * characters carries over within a line and nothing at all across line breaks, so that
 * `countClasses(a + b) = countClasses(a) + countClasses(b)` whenever `a` ends with `"\n"`.
 */
export function countClasses(text: string): ClassCounts {
  const counts = emptyClassCounts();
  const end = text.length;
  let position = 0;
  while (position < end) position = countLine(text, position, counts);
  return counts;
}

/** Counts the line that begins at `start`, with its line break, into `counts`; returns where the next one begins. */
function countLine(text: string, start: number, counts: Int32Array): number {
  const kinds = characterKinds;
  const end = text.length;
  let position = start;
  /** Kind of the last character that is not a space; a newline's kind stands for none yet. */
  let previous: number = kind.newline;
  /** Kind of the character just before `position`. */
  let adjacent: number = kind.newline;
  while (position < end) {
    const current = kinds[text.charCodeAt(position)]!;
    let next = position + 1;
    switch (current) {
      case kind.newline:
        counts[
          previous === kind.newline ? blankLines : previous === kind.mark ? lineBreaksAfterMark : lineBreaks
        ]!++;
        return next;
      case kind.space: {
        while (next < end && kinds[text.charCodeAt(next)] === kind.space) next++;
        const follower = next < end ? kinds[text.charCodeAt(next)] : kind.newline;
        // Spaces before a line break melt into it.
        if (follower !== kind.newline) {
          if (follower === kind.digit) counts[digitSpaces]!++;
          const isRun = next - position > 1;
          if (position === start) {
            if (isRun || text.charCodeAt(position) === 9) counts[indents]!++;
          } else if (isRun) counts[spaceRuns]!++;
        }
        adjacent = kind.space;
        position = next;
        continue;
      }
      case kind.lower:
      case kind.upper:
      case kind.accented:
        next = countLatinWord(text, position, counts);
        break;
      case kind.digit:
        while (next < end && kinds[text.charCodeAt(next)] === kind.digit) next++;
        counts[digits]! += next - position;
        counts[digitGroups]! += Math.ceil((next - position) / 3);
        break;
      case kind.mark:
        next = countMarks(text, position, adjacent, counts);
        break;
      case kind.han:
        while (next < end && kinds[text.charCodeAt(next)] === kind.han) next++;
        counts[isKana(adjacent) || (next < end && isKana(kinds[text.charCodeAt(next)]!)) ? kanji : han]! +=
          next - position;
        break;
      case kind.surrogate: {
        // By hand: codePointAt was seen to pair up a half at the end of a slice with the unit that follows in the whole.
        const high = text.charCodeAt(position);
        const isPair = high < 0xdc00 && next < end && isLowSurrogate(text.charCodeAt(next));
        if (isPair) next++;
        // U+1F000 to U+1FBFF.
        if (isPair && high >= 0xd83c && high <= 0xd83e) counts[emoji]!++;
        else counts[other]! += next - position;
        break;
      }
      case kind.joiner:
        break;
      case kind.other:
        counts[other]!++;
        break;
      default: {
        while (next < end && kinds[text.charCodeAt(next)] === current) next++;
        counts[letterClass[current]!]! += next - position;
        const ofWord = wordClass[current]!;
        if (ofWord >= 0) counts[ofWord]!++;
      }
    }
    adjacent = current;
    previous = current;
    position = next;
  }
  return position;
}

/** Counts the part of a word up to its end or to the next hump of a camelCase name; returns where it ends. */
function countLatinWord(text: string, start: number, counts: Int32Array): number {
  const kinds = characterKinds;
  const end = text.length;
  let position = start;
  let accented = 0;
  let wasLower = false;
  for (; position < end; position++) {
    const current = kinds[text.charCodeAt(position)];
    if (current === kind.lower) wasLower = true;
    else if (current === kind.upper) {
      if (wasLower) break;
    } else if (current === kind.accented) {
      accented++;
      wasLower = true;
    } else break;
  }
  const length = position - start;
  if (length <= 3) counts[latinShort]!++;
  else if (length <= 7) counts[latinMedium]!++;
  else if (length <= 11) counts[latinLong]!++;
  else {
    counts[latinLongest]!++;
    counts[latinExcess]! += length - 11;
  }
  counts[latinAccented]! += accented;
  return position;
}

/** Counts a run of punctuation; `adjacent` is the kind of the character before it. Returns where the run ends. */
function countMarks(text: string, start: number, adjacent: number, counts: Int32Array): number {
  const kinds = characterKinds;
  const end = text.length;
  let position = start + 1;
  let unit = text.charCodeAt(start);
  let repeated = 0;
  for (; position < end; position++) {
    const next = text.charCodeAt(position);
    if (kinds[next] !== kind.mark) break;
    if (next === unit) repeated++;
    unit = next;
  }
  if (
    position === start + 1 &&
    position < end &&
    adjacent !== kind.space &&
    isLatin(kinds[text.charCodeAt(position)]!)
  ) {
    counts[unit === 0x27 && isLatin(adjacent) ? apostrophes : attachedMarks]!++;
    return position;
  }
  counts[markRuns]!++;
  counts[marks]! += position - start - repeated;
  counts[repeatedMarks]! += repeated;
  return position;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function isLatin(value: number): boolean {
  return value === kind.lower || value === kind.upper || value === kind.accented;
}

function isKana(value: number): boolean {
  return value === kind.hiragana || value === kind.katakana;
}
