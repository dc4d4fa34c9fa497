import { diffArrays } from "diff";

/** Either the same in both, or removed and added at one place (one of the two may be empty). */
export type DiffPart = { readonly text: string } | { readonly removed: string; readonly added: string };

export interface WordDiff {
  readonly parts: readonly DiffPart[];
  /** How many words differ; one that took the place of another counts once. */
  readonly words: number;
}

/** Two texts word by word, as `wordSegments` parts them; `undefined` when that takes longer than `timeoutMs`. */
export function wordDiff(
  before: readonly string[],
  after: readonly string[],
  timeoutMs: number,
): WordDiff | undefined {
  const changes = diffArrays([...before], [...after], { timeout: timeoutMs });
  if (changes === undefined) return undefined;
  const parts: DiffPart[] = [];
  let words = 0;
  let removed: string[] = [];
  let added: string[] = [];
  const endChange = () => {
    if (removed.length === 0 && added.length === 0) return;
    parts.push({ removed: removed.join(""), added: added.join("") });
    words += Math.max(countWords(removed), countWords(added));
    removed = [];
    added = [];
  };
  for (const [index, change] of changes.entries()) {
    if (change.removed) removed = removed.concat(change.value);
    else if (change.added) added = added.concat(change.value);
    else if (removed.length + added.length > 0 && isSpace(change.value) && index < changes.length - 1) {
      // Two changed words with a space between them read better as one change.
      removed = removed.concat(change.value);
      added = added.concat(change.value);
    } else {
      endChange();
      parts.push({ text: change.value.join("") });
    }
  }
  endChange();
  return { parts, words };
}

function isSpace(segments: readonly string[]): boolean {
  return segments.every((segment) => /^[^\S\n]+$/.test(segment));
}

function countWords(segments: readonly string[]): number {
  return segments.filter((segment) => /[\p{L}\p{N}]/u.test(segment)).length;
}
