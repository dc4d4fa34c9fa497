import type { RecordSummary } from "./recordSummary";

/** What a run came to, at a glance. `doubtful`: it is not whole, or not all that was expected of it. */
export type RecordMark = "passed" | "doubtful" | "failed" | "stopped";

export function recordMark({ result }: Pick<RecordSummary, "result">): RecordMark {
  switch (result.status) {
    case "completed":
      // What could not be checked has not passed.
      return (result.expect ?? []).every(({ state }) => state === "passed") ? "passed" : "doubtful";
    case "incomplete":
      return "doubtful";
    case "failed":
      return "failed";
    case "cancelled":
      return "stopped";
  }
}
