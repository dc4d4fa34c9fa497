import { mkdir, open } from "node:fs/promises";
import path from "node:path";

export type AppendBytes = (file: string, bytes: Uint8Array) => Promise<void>;

/**
 * Adds to the end of a file in one call of the system, so that what two windows append at the same time does not mix.
 * Creates the file and its folder. Rejects when not everything was written; a part may be in the file then.
 */
export const appendBytes: AppendBytes = async (file, bytes) => {
  const handle = await openToAppend(file);
  try {
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) {
      throw Object.assign(new Error("The disk took only a part."), { code: "ENOSPC" });
    }
  } finally {
    await handle.close();
  }
};

async function openToAppend(file: string) {
  try {
    return await open(file, "a");
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    await mkdir(path.dirname(file), { recursive: true });
    return open(file, "a");
  }
}

/** What the system says, such as `"ENOENT"`; `undefined` for everything else. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
