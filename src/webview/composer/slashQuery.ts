/**
 * What of a spec's path is typed so far: `"docs/te"` of `/docs/te`. `undefined` when the text does not begin with a slash or the
 * cursor is past the path. A path with spaces is in quotes.
 */
export function slashQuery(text: string, cursor: number): string | undefined {
  const typed = /^\/(?:"([^"\n]*)|([^\s"]*))$/.exec(text.slice(0, cursor));
  return typed === null ? undefined : (typed[1] ?? typed[2] ?? "");
}

/** The text with the path before the cursor replaced; the cursor then waits for the instruction. */
export function completePath(
  text: string,
  cursor: number,
  path: string,
): { readonly text: string; readonly cursor: number } {
  const rest = text
    .slice(cursor)
    .replace(/^[^\s]*/, "")
    .trimStart();
  const start = `${path} `;
  return { text: start + rest, cursor: start.length };
}
