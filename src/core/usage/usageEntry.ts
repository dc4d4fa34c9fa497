import * as v from "valibot";
import { type Writer, writerSchema } from "../writer";
import { type PromptRecord, promptRecordSchema } from "../cost/promptRecord";
import { runCostSchema } from "../cost/runCostSchema";
import type { RunCost } from "../cost/usage";
import type { RunResult, RunStatus } from "../run/runResult";

/** Written before a request leaves: from then on money may be spent, whatever happens to the window. */
export interface RunStarted {
  readonly type: "started";
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The process that runs it. */
  readonly writer: Writer;
  /** Provider config id. */
  readonly provider: string;
  /** The model that is asked. */
  readonly model: string;
  /** US dollars; absent when the price is not known beforehand. */
  readonly estimate?: { readonly expectedUsd?: number; readonly maxUsd?: number };
  /** Name of the spec within its workspace folder; never what stands in it. */
  readonly spec?: string;
  /** Tells it from specs of that name elsewhere, and its sections from each other (`specOfId`); absent as `spec` is. */
  readonly specId?: string;
  /** Which workspace was open; absent when none was. */
  readonly workspace?: string;
  /** How many were asked before, because they failed; absent = none. */
  readonly hop?: number;
  /** What the prompt was made of. */
  readonly prompt?: PromptRecord;
}

/** Written when the answer has ended, in whichever way. */
export interface RunEnded {
  readonly type: "ended";
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly status: RunStatus;
  /** The model that answered. */
  readonly model: string;
  readonly servedBy?: string;
  readonly finishReason?: string;
  readonly usage?: NonNullable<RunResult["usage"]>;
  readonly cost: RunCost;
  /** See `RunResult`. */
  readonly listUsd?: number;
  readonly totalMs?: number;
  readonly attempts: RunResult["attempts"];
}

/** What runs before it have taught about a model, or about all, is to be forgotten. They stay in the sums. */
export interface LessonsForgotten {
  readonly type: "lessons-forgotten";
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Absent: all. */
  readonly model?: { readonly provider: string; readonly model: string };
}

/** One line of the ledger. */
export type UsageEntry = RunStarted | RunEnded | LessonsForgotten;

/** Between the identity of a file and that of a section in it. */
const SECTION_MARK = "#";

/** `file`, `section`: anything that tells them from others, such as a hash. */
export function specIdOf(file: string, section?: string): string {
  return section === undefined ? file : `${file}${SECTION_MARK}${section}`;
}

/** The identity of the whole file. */
export function specOfId(specId: string): string {
  return specId.split(SECTION_MARK, 1)[0] ?? specId;
}

/** The id that a run's record has: each of its requests has a line of its own here, whose id begins with it. */
export function recordIdOf(runId: string): string {
  return runId.split(" ", 1)[0] ?? runId;
}

const text = v.string();
const count = v.number();
const usd = v.pipe(v.number(), v.minValue(0));
const entry = v.variant("type", [
  v.object({
    type: v.literal("started"),
    runId: text,
    at: count,
    writer: writerSchema,
    provider: text,
    model: text,
    estimate: v.optional(v.object({ expectedUsd: v.optional(usd), maxUsd: v.optional(usd) })),
    spec: v.optional(text),
    specId: v.optional(text),
    workspace: v.optional(text),
    hop: v.optional(count),
    prompt: v.optional(promptRecordSchema),
  }),
  v.object({
    type: v.literal("ended"),
    runId: text,
    at: count,
    status: v.picklist(["completed", "incomplete", "failed", "cancelled"]),
    model: text,
    servedBy: v.optional(text),
    finishReason: v.optional(text),
    totalMs: v.optional(count),
    usage: v.optional(
      v.object({
        promptTokens: count,
        completionTokens: count,
        cachedPromptTokens: count,
        reasoningTokens: count,
      }),
    ),
    cost: runCostSchema,
    listUsd: v.optional(usd),
    attempts: v.array(v.object({ provider: text, model: text, error: v.optional(text) })),
  }),
  v.object({
    type: v.literal("lessons-forgotten"),
    at: count,
    model: v.optional(v.object({ provider: text, model: text })),
  }),
]);

/** Narrows the JSON of one line; `undefined` for anything that is no entry. */
export function parseUsageEntry(data: unknown): UsageEntry | undefined {
  const result = v.safeParse(entry, data);
  // valibot types an absent optional field as `| undefined`; after JSON.parse it can only be absent.
  return result.success ? (result.output as UsageEntry) : undefined;
}
