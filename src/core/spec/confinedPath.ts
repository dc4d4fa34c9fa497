/**
 * Resolves a path from the workspace root: `.`, `..`, doubled, leading and backward slashes. `undefined` when it leaves
 * the root, or when some file system would read it in another way than it looks: a drive letter, a control character, a
 * segment of dots and spaces (on Windows `.. ` is `..`). Percent signs are part of a name and are never decoded. Links are
 * for the host to follow. The command line and includes take their paths through here, too.
 */
export function confinedPath(path: string): string | undefined {
  if (/\p{Cc}/u.test(path)) return undefined;
  const segments: string[] = [];
  for (const segment of path.split(/[/\\]/)) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      if (segments.pop() === undefined) return undefined;
    } else if (/^[. ]+$/.test(segment) || /^[a-z]:/i.test(segment)) {
      return undefined;
    } else {
      segments.push(segment);
    }
  }
  return segments.join("/");
}
