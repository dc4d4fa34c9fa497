import * as v from "valibot";
import { runCostSchema } from "../cost/runCostSchema";
import type { ExpectationResult } from "./expectation";

const text = v.string();
const expectation = v.variant("kind", [
  v.object({
    kind: v.picklist(["contains", "not-contains"]),
    text,
    ignoreCase: v.exactOptional(v.boolean()),
  }),
  v.object({ kind: v.literal("regex"), pattern: text, flags: v.exactOptional(text) }),
  v.object({
    kind: v.literal("json-schema"),
    schema: v.union([v.boolean(), v.record(text, v.unknown())]),
  }),
  v.object({ kind: v.literal("max-usd"), usd: v.number() }),
  v.object({ kind: v.literal("max-seconds"), seconds: v.number() }),
  v.object({ kind: v.literal("judge"), criteria: text, model: v.exactOptional(text) }),
]);

/** For what was stored as JSON. */
export const expectationResultSchema: v.GenericSchema<unknown, ExpectationResult> = v.object({
  expectation,
  state: v.picklist(["waiting", "passed", "failed", "skipped"]),
  detail: v.exactOptional(text),
  cost: v.exactOptional(runCostSchema),
});
