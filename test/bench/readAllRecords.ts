import path from "node:path";
import { RECORDS_FOLDER } from "../../src/core/records/runRecord";
import { readRecords } from "../../src/node/readRecords";

/** As the command line does when no record answers. Gives how many have an answer. */
export async function readAllRecords(folder: string): Promise<number> {
  let count = 0;
  for await (const { answer } of readRecords(path.join(folder, RECORDS_FOLDER)))
    count += answer === "" ? 0 : 1;
  return count;
}
