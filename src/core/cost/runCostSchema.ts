import * as v from "valibot";

const usd = v.pipe(v.number(), v.minValue(0));

/** A `RunCost` as it was stored. */
export const runCostSchema = v.variant("kind", [
  v.object({ kind: v.picklist(["reported", "computed"]), usd }),
  v.object({ kind: v.literal("unknown"), atLeastUsd: v.exactOptional(usd) }),
]);
