/** Columns in a fixed-width font: Thai vowels and tone marks above and below a letter take none of their own. */
export function textWidth(text: string): number {
  return Array.from(text.replace(/\p{M}/gu, "")).length;
}
