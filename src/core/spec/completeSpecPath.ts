import { confinedPath } from "./confinedPath";
import { isSpecPath } from "./parseSlashCommand";

/**
 * Paths that fit what is typed behind the slash, best first: the file name begins with it, the path contains it, the path
 * contains its letters in this order. Case does not matter; among equals the given order stays. Only Markdown files that
 * a slash command can name. An empty query takes the first ones. `paths`: from the workspace root, with or without a
 * leading slash; given back as they came.
 */
export function completeSpecPath(paths: readonly string[], query: string, limit = 20): string[] {
  const typed = folded(query.replace(/^\s*\/?"?/, ""));
  const ranks: [string[], string[], string[]] = [[], [], []];
  for (const path of paths) {
    if (!isSpecPath(path) || /[\\\p{Cc}]/u.test(path)) continue;
    const candidate = folded(path);
    if (candidate.slice(candidate.lastIndexOf("/") + 1).startsWith(typed)) ranks[0].push(path);
    else if (candidate.includes(typed)) ranks[1].push(path);
    else if (isSubsequence(typed, candidate)) ranks[2].push(path);
  }
  return ranks.flat().slice(0, limit);
}

/**
 * What to type to run a file: `parseSlashCommand(formatSpecPath(path))` gives the same path back. `path`: from the
 * workspace root, as `completeSpecPath` offers it.
 */
export function formatSpecPath(path: string): string {
  const name = confinedPath(path) ?? path;
  return /[\s"]/.test(name) ? `/"${name.replaceAll('"', '\\"')}"` : `/${name}`;
}

/** One form for comparing: some file systems store letters and their marks apart. */
function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function isSubsequence(part: string, whole: string): boolean {
  let found = 0;
  for (let index = 0; index < whole.length && found < part.length; index++) {
    if (whole[index] === part[found]) found++;
  }
  return found === part.length;
}
