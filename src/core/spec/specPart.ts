import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import { extractSection } from "./extractSection";
import { specOutline } from "./outline";
import { sectionAt } from "./sectionAt";

/** Which part of a spec is meant; all of it when neither is there. */
export interface SpecPart {
  /** Title of a heading. */
  readonly section?: string;
  /** Text of a task. */
  readonly task?: string;
  /** How many of that name stand above it; absent = it must be the only one. */
  readonly sameAbove?: number;
}

/**
 * The part's text with what it stands below, see `sectionAt`; `undefined` when all is meant. `startLine`: as for
 * `specOutline`.
 * @throws UserFacingError `invalid-spec` when it is not there, or is one of several.
 */
export function specPart(
  text: string,
  { section, task, sameAbove }: SpecPart,
  options: { readonly startLine?: number } = {},
): string | undefined {
  if (section !== undefined && sameAbove === undefined) return extractSection(text, section, options);
  const name = section ?? task;
  if (name === undefined) return undefined;
  const outline = specOutline(text, options);
  const named =
    section === undefined
      ? outline.tasks.filter((row) => row.text === name)
      : outline.headings.filter((row) => row.title === name);
  const found = named.length === 1 ? named[0] : named[sameAbove ?? -1];
  const part = found && sectionAt(text, outline, found.line);
  if (part !== undefined) return part;
  throw new UserFacingError(
    "invalid-spec",
    section === undefined
      ? l10n.t('There is no task "{0}".', name)
      : l10n.t('There is no heading "{0}".', name),
  );
}
