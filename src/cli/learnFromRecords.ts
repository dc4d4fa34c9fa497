import path from "node:path";
import { recordedPastRun } from "../core/records/recordedPastRun";
import { RECORDS_FOLDER } from "../core/records/runRecord";
import { PastRuns } from "../core/usage/pastRuns";
import { readRecords } from "../node/readRecords";

/** More make an estimate hardly surer, and a call of the program noticeably slower: these take some 50 ms. */
const LIMITS = { files: 16, bytes: 400_000 };

/** What the latest recorded runs in a workspace folder teach. What cannot be read teaches nothing. */
export async function learnFromRecords(folder: string): Promise<PastRuns> {
  const runs = [];
  for await (const record of readRecords(path.join(folder, RECORDS_FOLDER), LIMITS)) {
    runs.push(recordedPastRun(record));
  }
  const past = new PastRuns();
  for (const run of runs.toReversed()) if (run) past.add(run);
  return past;
}
