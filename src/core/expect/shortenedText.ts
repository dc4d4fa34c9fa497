/** Characters that a quotation may have. */
const LONGEST = 80;

/** A text as it may be quoted in a sentence: on one line, with `…` where its end is left out. */
export function shortenedText(text: string): string {
  // No character has more than two units, and white space is only made shorter.
  const characters = Array.from(
    text
      .trim()
      .slice(0, LONGEST * 4)
      .replace(/\s+/g, " "),
  );
  if (characters.length <= LONGEST && text.length <= LONGEST * 4) return characters.join("");
  return `${characters.slice(0, LONGEST - 1).join("")}…`;
}
