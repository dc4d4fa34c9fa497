import type { RunRecord } from "./runRecord";

/** What a list says of a record: without the texts, which may be megabytes. */
export type RecordSummary = Pick<
  RunRecord,
  "id" | "startedAt" | "git" | "provider" | "pricing" | "estimate" | "result"
> & {
  readonly spec: Pick<RunRecord["spec"], "path" | "section" | "task" | "sameAbove">;
};

export function recordSummary(record: RunRecord): RecordSummary {
  const { id, startedAt, git, provider, pricing, estimate, result } = record;
  const { path, section, task, sameAbove } = record.spec;
  return {
    id,
    startedAt,
    spec: {
      path,
      ...(section !== undefined && { section }),
      ...(task !== undefined && { task }),
      ...(sameAbove !== undefined && { sameAbove }),
    },
    ...(git && { git }),
    provider,
    ...(pricing && { pricing }),
    ...(estimate && { estimate }),
    result,
  };
}

/** Two runs of the same text: the same spec, and the same part of it. */
export function isSameSpec(one: RecordSummary["spec"], other: RecordSummary["spec"]): boolean {
  return (
    one.path === other.path &&
    one.section === other.section &&
    one.task === other.task &&
    (one.sameAbove ?? 0) === (other.sameAbove ?? 0)
  );
}
