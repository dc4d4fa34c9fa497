import * as l10n from "@vscode/l10n";
import { confinedPath } from "../spec/confinedPath";
import { isSecretFile } from "../spec/isSecretFile";
import { fencedBlocks } from "./fencedBlocks";
import { languageOf, namedPath } from "./namedPath";

/** A whole file that an answer gives. */
export interface FileBlock {
  /** From the workspace root, as `confinedPath` gives it. */
  readonly path: string;
  /** With the line ends of the answer, and one at its end unless it is empty. */
  readonly content: string;
  /** Line of the answer where its fence opens, counted from 0. */
  readonly line: number;
  /** As the fence says, in lower case; absent when it does not. */
  readonly language?: string;
}

/** Why a block is not among the files. */
export interface FileProblem {
  /** Line of the answer where its fence opens, counted from 0. */
  readonly line: number;
  /** One sentence for the user. */
  readonly message: string;
}

/**
 * The files of an answer: its fenced blocks that name one, on the fence, right above it or in a comment on their first
 * line. Of one path there is one file, the last. What names a file and cannot be taken is a problem, in the answer's order.
 */
export function fileBlocks(markdown: string): {
  readonly blocks: readonly FileBlock[];
  readonly problems: readonly FileProblem[];
} {
  const files = new Map<string, FileBlock>();
  const problems: FileProblem[] = [];
  for (const block of fencedBlocks(markdown)) {
    const { line, content } = block;
    const language = languageOf(block.info);
    if (language === "diff" || language === "patch") {
      problems.push({ line, message: l10n.t("Patches are not applied, only whole files.") });
      continue;
    }
    const name = namedPath(block);
    if (name === undefined) continue;
    const target = checkedPath(name);
    if ("problem" in target) {
      problems.push({ line, message: target.problem });
    } else if (!block.isClosed) {
      problems.push({ line, message: l10n.t("{0} is cut off, so it is left out.", target.path) });
    } else {
      const { path } = target;
      const earlier = files.get(path);
      if (earlier) {
        problems.push({
          line: earlier.line,
          message: l10n.t("{0} is there more than once; the last one counts.", path),
        });
        // So that it takes its place among the files from the last one.
        files.delete(path);
      }
      files.set(path, { path, content, line, ...(language !== undefined && { language }) });
    }
  }
  return { blocks: [...files.values()], problems: problems.toSorted((a, b) => a.line - b.line) };
}

function checkedPath(name: string): { readonly path: string } | { readonly problem: string } {
  const path = name.startsWith("~") ? undefined : confinedPath(name);
  if (path === undefined || path === "") {
    return { problem: l10n.t("{0} is outside the workspace folder.", name) };
  }
  if (isSecretFile(path)) {
    return { problem: l10n.t("{0} looks like a file of secrets, so it is left out.", path) };
  }
  // What is written there can be run by the next command of Git.
  if (/(?:^|\/)\.git(?:\/|$)/i.test(path)) {
    return { problem: l10n.t("{0} belongs to Git, so it is left out.", path) };
  }
  return { path };
}
