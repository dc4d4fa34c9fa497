import path from "node:path";
import { RECORDS_FOLDER } from "../../src/core/records/runRecord";
import { readRecords } from "../../src/node/readRecords";

/** As the command line does when no record answers. Gives how many can be read. */
export async function readAllRecords(folder: string): Promise<number> {
  let count = 0;
  for await (const _record of readRecords(path.join(folder, RECORDS_FOLDER))) count += 1;
  return count;
}
