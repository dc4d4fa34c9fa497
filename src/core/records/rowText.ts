import { showHidden } from "../hiddenCharacters";

/** Characters: more than any view is wide. */
const LONGEST = 200;

/** A text from a file that anybody may have written, for one row of a list: nothing hides in it, and it ends. */
export function rowText(text: string): string {
  const shown = showHidden(text.slice(0, LONGEST).replace(/\s+/g, " ")).toWellFormed();
  return text.length > LONGEST ? `${shown}…` : shown;
}
