import * as fc from "fast-check";

const pieces = [
  "the",
  "Word",
  "camelCase",
  "internationalization",
  "don't",
  "é",
  "12",
  "3.14",
  " ",
  "  ",
  "\t",
  "\n",
  "\n\n",
  "\r\n",
  "(",
  ");",
  "----",
  "'",
  "`",
  "ที่",
  "ราคา",
  "漢字",
  "食べ",
  "カ",
  "、",
  "우리",
  "цена",
  "λ",
  "في",
  "ש",
  "भी",
  "ব",
  "→",
  "👩‍💻",
  "\ud83d",
  "\ude00",
  "\u200b",
  "\u0301",
] as const;

/** Text of many scripts with awkward neighbours: broken surrogates, spaces before line breaks, joiners. */
export const mixedText = fc
  .array(fc.constantFrom(...pieces), { maxLength: 40 })
  .map((parts) => parts.join(""));
