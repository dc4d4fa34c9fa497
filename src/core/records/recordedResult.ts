import type { RunResult } from "../run/runResult";
import type { RunRecord } from "./runRecord";

/** The result that was recorded, as it was then. */
export function recordedResult({ result, answer, reasoning, estimate }: RunRecord): RunResult {
  return {
    ...result,
    text: answer,
    ...(reasoning !== undefined && { reasoning }),
    ...(estimate && { estimate }),
  };
}
