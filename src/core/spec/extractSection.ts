import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import { specOutline } from "./outline";
import { sectionAt } from "./sectionAt";

/**
 * One section of a Markdown document, verbatim, with the headings above it as context. `title`: the heading's text, with
 * or without its `#`; compared without regard to case and surrounding white space. `startLine`: as for `specOutline`.
 * @throws UserFacingError `invalid-spec` when there is no such heading, or more than one.
 */
export function extractSection(
  text: string,
  title: string,
  options: { readonly startLine?: number } = {},
): string {
  const outline = specOutline(text, options);
  const wanted = normalized(title.replace(/^\s*#+\s+/, ""));
  const [found, second] = outline.headings.filter((heading) => normalized(heading.title) === wanted);
  const section = found && sectionAt(text, outline, found.line);
  if (section === undefined) {
    throw new UserFacingError("invalid-spec", l10n.t('There is no heading "{0}".', title));
  }
  if (second) {
    throw new UserFacingError(
      "invalid-spec",
      l10n.t('Line {0}: the heading "{1}" is there twice.', second.line + 1, title),
      { details: { line: second.line + 1 } },
    );
  }
  return section;
}

function normalized(title: string): string {
  return title.trim().toLowerCase();
}
