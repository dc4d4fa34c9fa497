/** Enough of a text to tell its script. */
const sampleLength = 4000;
/** Latin words (names, code, units) are common in Thai prose, so Thai needs no majority. */
const thaiShare = 0.3;

/** `"th"` for text that is mostly Thai, `"other"` for other letters, `undefined` for text without letters. */
export function languageOf(text: string): "th" | "other" | undefined {
  let thai = 0;
  let other = 0;
  const end = Math.min(text.length, sampleLength);
  for (let index = 0; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x0e01 && code <= 0x0e4e) thai++;
    else if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code >= 0xc0) other++;
  }
  if (thai + other === 0) return undefined;
  return thai / (thai + other) >= thaiShare ? "th" : "other";
}
