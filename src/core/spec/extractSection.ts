import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";

interface Heading {
  readonly line: number;
  readonly level: number;
  readonly title: string;
}

/**
 * One section of a Markdown document, verbatim, with the headings above it as context. `title`: the heading's text, with
 * or without its `#`; compared without regard to case and surrounding white space.
 * @throws UserFacingError `invalid-spec` when there is no such heading, or more than one.
 */
export function extractSection(text: string, title: string): string {
  const lines = text.split(/(?<=\n)/);
  const headings = findHeadings(lines);
  const wanted = normalized(title.replace(/^\s*#+\s+/, ""));
  const [found, second] = headings.filter((heading) => normalized(heading.title) === wanted);
  if (!found) throw new UserFacingError("invalid-spec", l10n.t('There is no heading "{0}".', title));
  if (second) {
    throw new UserFacingError(
      "invalid-spec",
      l10n.t('Line {0}: the heading "{1}" is there twice.', second.line + 1, title),
      { details: { line: second.line + 1 } },
    );
  }
  const end = headings.find((heading) => heading.line > found.line && heading.level <= found.level)?.line;
  const ancestors = ancestorsOf(headings, found).map(
    (heading) => `${(lines[heading.line] ?? "").trimEnd()}\n\n`,
  );
  return ancestors.join("") + lines.slice(found.line, end).join("");
}

/** ATX headings outside fenced code. */
function findHeadings(lines: readonly string[]): readonly Heading[] {
  const headings: Heading[] = [];
  let fence: string | undefined;
  lines.forEach((line, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line);
    if (mark?.[1] !== undefined) {
      if (fence === undefined) fence = mark[1];
      else if (mark[1].startsWith(fence) && mark[2]?.trim() === "") fence = undefined;
      return;
    }
    const heading =
      fence === undefined ? /^ {0,3}(#{1,6})(?:[ \t]([^\r\n\u2028\u2029]*))?\r?\n?$/.exec(line) : null;
    if (heading?.[1]) {
      headings.push({ line: index, level: heading[1].length, title: withoutClosing(heading[2] ?? "") });
    }
  });
  return headings;
}

/** Without the `#` at its end. A loop, as a pattern for it takes more than linear time over spaces. */
function withoutClosing(title: string): string {
  const text = title.trim();
  let end = text.length;
  while (text[end - 1] === "#") end--;
  return end === 0 || /[ \t]/.test(text[end - 1] ?? "") ? text.slice(0, end).trim() : text;
}

function ancestorsOf(headings: readonly Heading[], found: Heading): readonly Heading[] {
  const ancestors: Heading[] = [];
  let level = found.level;
  for (const heading of headings.filter(({ line }) => line < found.line).toReversed()) {
    if (heading.level >= level) continue;
    ancestors.unshift(heading);
    level = heading.level;
  }
  return ancestors;
}

function normalized(title: string): string {
  return title.trim().toLowerCase();
}
