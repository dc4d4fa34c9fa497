/** Characters shown before and after what was found. */
const AROUND = 40;

/** Texts are compared in this form; it has another length than the text only where accents are composed. */
export function searchable(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/**
 * The place where a text says `wanted`, with a little of what stands around it, on one line; `undefined` when it does not.
 * `wanted`: not empty; its case does not matter, nor how its accents were typed.
 */
export function answerSnippet(text: string, wanted: string): string | undefined {
  const composed = text.normalize("NFC");
  // A copy of every long answer in lower case would take longer than looking through it.
  const match = new RegExp(wanted.normalize("NFC").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu").exec(
    composed,
  );
  if (!match) return undefined;
  const start = boundary(composed, Math.max(0, match.index - AROUND));
  const end = boundary(composed, Math.min(composed.length, match.index + match[0].length + AROUND));
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
