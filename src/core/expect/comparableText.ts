/**
 * A text in the form in which texts are compared: composed (NFC), so that it does not matter how accents were typed, and
 * with `ignoreCase` in lower case, by rules that are the same in every language.
 */
export function comparableText(text: string, ignoreCase: boolean): string {
  const composed = text.normalize("NFC");
  // Σ becomes another letter at the end of a word, and where a word ends is not the question here.
  return ignoreCase ? composed.toLowerCase().replaceAll("ς", "σ") : composed;
}
