/** A text as Markdown shows it verbatim: in a fence that nothing in it can close. `language`: may be empty. */
export function fenced(text: string, language: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce(
    (length, { length: ticks }) => Math.max(length, ticks),
    2,
  );
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}\n`;
}
