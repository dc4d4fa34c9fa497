import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { UserFacingError } from "../core/errors";
import { parseRunRecord } from "../core/records/parseRunRecord";
import type { RunRecord } from "../core/records/runRecord";

/** How much of a folder is read at most. */
export interface ReadingLimits {
  /** The newest ones. */
  readonly files: number;
  /** Of all of them together; one that is too large for the rest is passed over. */
  readonly bytes: number;
}

/**
 * Every record in a folder that can be read, newest first, one at a time. Nothing when there is no such folder. `limits`:
 * absent = all of them.
 */
export async function* readRecords(
  folder: string,
  { files, bytes }: ReadingLimits = { files: Infinity, bytes: Infinity },
): AsyncGenerator<RunRecord, void, undefined> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  } catch {
    return;
  }
  // Their names begin with the time.
  let left = bytes;
  for (const name of names.toSorted().toReversed().slice(0, files)) {
    try {
      const file = path.join(folder, name);
      const { size } = await stat(file);
      if (size > left) continue;
      left -= size;
      yield parseRunRecord(await readFile(file, "utf8"), name);
    } catch (error) {
      // Damaged, foreign or of a later version: not for this program to judge.
      if (!UserFacingError.is(error) && !isSystemError(error)) throw error;
    }
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
