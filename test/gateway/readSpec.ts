/** What an answer can refer to in the last user message. */
export interface SpecSketch {
  /** Text of the first heading. */
  readonly title: string;
  /** Texts of the headings after the first, or of the only one; at most eight, in order. */
  readonly sections: readonly string[];
}

const MOST_SECTIONS = 8;

/** `undefined` when the message has no Markdown heading outside code fences. */
export function readSpec(message: string): SpecSketch | undefined {
  const headings: string[] = [];
  let fence: string | undefined;
  for (const line of message.split(/\r?\n/)) {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || fence === mark)) {
      fence = fence === undefined ? mark : undefined;
    }
    const heading = /^ {0,3}#{1,6} +(.+?)(?: +#+)? *$/.exec(line)?.[1];
    if (fence === undefined && heading !== undefined) headings.push(heading.replaceAll(/[|`*_]/g, ""));
  }
  const [title, ...rest] = headings;
  if (title === undefined) return undefined;
  return { title, sections: (rest.length === 0 ? [title] : rest).slice(0, MOST_SECTIONS) };
}

/** More Thai letters than Latin ones, code fences left aside. */
export function isMostlyThai(message: string): boolean {
  const prose = message.replaceAll(/^(```|~~~)[^]*?^\1/gm, "");
  const thai = prose.match(/[\u0E01-\u0E5B]/g)?.length ?? 0;
  const latin = prose.match(/[A-Za-z]/g)?.length ?? 0;
  return thai > latin;
}
