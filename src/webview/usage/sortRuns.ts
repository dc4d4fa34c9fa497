import type { UsageRow } from "../../core/usage/usageReport";

export interface RunOrder {
  readonly by: "time" | "cost";
  readonly direction: "ascending" | "descending";
}

/** A cost that is not known, or not yet, comes last in both directions; among equals the newest comes first. */
export function sortRuns(rows: readonly UsageRow[], { by, direction }: RunOrder): readonly UsageRow[] {
  const sign = direction === "ascending" ? 1 : -1;
  if (by === "time") return rows.toSorted((one, other) => sign * (one.at - other.at));
  return rows.toSorted((one, other) => {
    const [first, second] = [knownUsd(one), knownUsd(other)];
    if (first === undefined || second === undefined) {
      if (first === second) return other.at - one.at;
      return first === undefined ? 1 : -1;
    }
    return sign * (first - second) || other.at - one.at;
  });
}

function knownUsd({ cost }: UsageRow): number | undefined {
  return cost === undefined || cost.kind === "unknown" ? undefined : cost.usd;
}
