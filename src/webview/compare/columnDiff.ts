import type { ShownColumn } from "./shownColumns";
import type { WordDiff } from "./wordDiff";
import type { WordDiffs } from "./wordDiffs";

/** What a column shows of a comparison by words. */
export type ColumnDiff = "baseline" | "waiting" | "too-long" | WordDiff;

/** `undefined` when it takes no part in one. */
export function columnDiff(
  shown: ShownColumn,
  baseline: ShownColumn | undefined,
  diffs: WordDiffs,
): ColumnDiff | undefined {
  if (baseline === undefined || !shown.isFinished) return undefined;
  return shown === baseline ? "baseline" : diffs.of(baseline.column, shown.column);
}
