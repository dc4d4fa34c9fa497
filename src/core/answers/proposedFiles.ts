import * as l10n from "@vscode/l10n";
import { type FileBlock, fileBlocks, type FileProblem } from "./fileBlocks";
import { writablePathProblem } from "./writablePathProblem";

/** The files of an answer that may be offered to be written, and what is left out, with the reason. */
export function proposedFiles(markdown: string): {
  readonly files: readonly FileBlock[];
  readonly problems: readonly FileProblem[];
} {
  const { blocks, problems } = fileBlocks(markdown);
  const further: FileProblem[] = [];
  const byFoldedPath = Map.groupBy(blocks, ({ path }) => path.normalize("NFC").toLowerCase());
  const files = blocks.filter(({ path, line }) => {
    const problem =
      writablePathProblem(path) ??
      // On many systems these are one file, and nobody could say which text it is to have.
      ((byFoldedPath.get(path.normalize("NFC").toLowerCase())?.length ?? 0) > 1
        ? l10n.t("{0} differs from another file only in case, so both are left out.", path)
        : undefined);
    if (problem !== undefined) further.push({ line, message: problem });
    return problem === undefined;
  });
  return { files, problems: [...problems, ...further].toSorted((a, b) => a.line - b.line) };
}
