import * as v from "valibot";
import { type Writer, writerSchema } from "../writer";
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
  readonly usage?: NonNullable<RunResult["usage"]>;
  readonly cost: RunCost;
  readonly attempts: RunResult["attempts"];
}

/** One line of the ledger. */
export type UsageEntry = RunStarted | RunEnded;

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
  }),
  v.object({
    type: v.literal("ended"),
    runId: text,
    at: count,
    status: v.picklist(["completed", "incomplete", "failed", "cancelled"]),
    model: text,
    servedBy: v.optional(text),
    usage: v.optional(
      v.object({
        promptTokens: count,
        completionTokens: count,
        cachedPromptTokens: count,
        reasoningTokens: count,
      }),
    ),
    cost: v.variant("kind", [
      v.object({ kind: v.picklist(["reported", "computed"]), usd }),
      v.object({ kind: v.literal("unknown") }),
    ]),
    attempts: v.array(v.object({ provider: text, model: text, error: v.optional(text) })),
  }),
]);

/** Narrows the JSON of one line; `undefined` for anything that is no entry. */
export function parseUsageEntry(data: unknown): UsageEntry | undefined {
  const result = v.safeParse(entry, data);
  // valibot types an absent optional field as `| undefined`; after JSON.parse it can only be absent.
  return result.success ? (result.output as UsageEntry) : undefined;
}
