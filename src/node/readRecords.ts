import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { UserFacingError } from "../core/errors";
import { parseRunRecord } from "../core/records/parseRunRecord";
import type { RunRecord } from "../core/records/runRecord";

/** Every record in a folder that can be read, newest first, one at a time. Nothing when there is no such folder. */
export async function* readRecords(folder: string): AsyncGenerator<RunRecord, void, undefined> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  } catch {
    return;
  }
  // Their names begin with the time.
  for (const name of names.toSorted().toReversed()) {
    try {
      yield parseRunRecord(await readFile(path.join(folder, name), "utf8"), name);
    } catch (error) {
      // Damaged, foreign or of a later version: not for this program to judge.
      if (!UserFacingError.is(error) && !isSystemError(error)) throw error;
    }
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
