import { realpath } from "node:fs/promises";
import path from "node:path";

/** The file that a path leads to when every link on the way is followed; `undefined` when there is none. */
export async function realPath(file: string): Promise<string | undefined> {
  try {
    return await realpath(file);
  } catch {
    return undefined;
  }
}

/**
 * Whether links take a file out of all of these folders. False for a file that is not there: reading it says so.
 * `folders` may be links themselves.
 */
export async function leadsOutside(file: string, folders: readonly string[]): Promise<boolean> {
  const [real, ...roots] = await Promise.all([file, ...folders].map(realPath));
  if (real === undefined) return false;
  return !roots.some((root) => root !== undefined && isInside(root, real));
}

/** The same for a file that is not there yet: a link may stand in the place of any folder on the way to it. */
export async function wouldLeadOutside(file: string, folder: string): Promise<boolean> {
  for (let place = file; place.length > folder.length; place = path.dirname(place)) {
    if (await leadsOutside(place, [folder])) return true;
  }
  return false;
}

function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
