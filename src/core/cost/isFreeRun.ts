import type { Model } from "../models/model";
import type { CostEstimate } from "./usage";

/** Whether a run costs nothing however long its answer is: a free model answers, and nobody who judges the answer is paid. */
export function isFreeRun(
  model: Pick<Model, "isFree"> | undefined,
  { judges }: Pick<CostEstimate, "judges">,
): boolean {
  return model?.isFree === true && (judges === undefined || judges.maxUsd === 0);
}
