/**
 * The gateway's own tokenizer, the same for every model. A token is, in this order of preference: a run of line breaks;
 * up to six Latin letters, up to three digits or up to three Thai code points, each with one leading space; a run of
 * blanks; any other single code point. The pieces joined are the text again. A Thai piece may begin with a vowel sign
 * or a tone mark, as the pieces of real tokenizers do.
 */
const TOKEN = /[\r\n]+| ?[A-Za-z]{1,6}| ?[0-9]{1,3}| ?[\u0E00-\u0E7F]{1,3}|[ \t]+|[^]/gu;

export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

export function countTokens(text: string): number {
  return splitTokens(text).length;
}
