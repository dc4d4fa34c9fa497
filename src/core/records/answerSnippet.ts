/** Characters shown before and after what was found. */
const AROUND = 40;

/** Texts are compared in this form; it has another length than the text only where accents are composed. */
export function searchable(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/**
 * The place where a text says `wanted`, with a little of what stands around it, on one line; `undefined` when it does not.
 * `wanted`: as `searchable` gives it, not empty.
 */
export function answerSnippet(text: string, wanted: string): string | undefined {
  const composed = text.normalize("NFC");
  const found = composed.toLowerCase().indexOf(wanted);
  if (found === -1) return undefined;
  // Lower case can be longer, so that the place may be off by a little; it is only for reading.
  const start = boundary(composed, Math.max(0, found - AROUND));
  const end = boundary(composed, Math.min(composed.length, found + wanted.length + AROUND));
  const part = composed.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "…" : ""}${part}${end < composed.length ? "…" : ""}`;
}

/** The place at or before `at` that does not stand between a letter and its marks, or the halves of a character. */
function boundary(text: string, at: number): number {
  let place = at;
  while (
    place > 0 &&
    place > at - AROUND &&
    /^[\p{M}\u200D\uDC00-\uDFFF]/u.test(text.slice(place, place + 1))
  )
    place -= 1;
  return place;
}
