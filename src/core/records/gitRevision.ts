import type { GitRevision } from "./runRecord";

/** Reads a file of the folder, or one that a `.git` file names; `undefined` when it is not there. */
export type ReadGitFile = (path: string) => Promise<string | undefined>;

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** References may lead on to others. */
const MOST_STEPS = 5;

/**
 * What a repository has checked out, read from its files alone. `undefined` where there is none, before its first commit,
 * or when it is kept in a way that is not read here (`reftable`).
 */
export async function gitRevision(read: ReadGitFile): Promise<GitRevision | undefined> {
  const link = /^gitdir:\s*(.+)$/m.exec((await read(".git")) ?? "")?.[1]?.trim();
  const folder = link ?? ".git";
  const head = (await read(`${folder}/HEAD`))?.trim();
  if (head === undefined) return undefined;
  // A worktree keeps its own HEAD, and shares the branches.
  const shared = (await read(`${folder}/commondir`))?.trim();
  const folders = shared === undefined ? [folder] : [folder, joined(folder, shared)];
  const branch = /^ref:\s*refs\/heads\/(.+)$/.exec(head)?.[1];
  const commit = await resolved(head, folders, read);
  if (commit === undefined) return undefined;
  return { commit, ...(branch !== undefined && { branch }) };
}

async function resolved(
  start: string,
  folders: readonly string[],
  read: ReadGitFile,
): Promise<string | undefined> {
  let value = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (COMMIT.test(value)) return value;
    const name = /^ref:\s*(refs\/\S+)$/.exec(value)?.[1];
    if (name === undefined) return undefined;
    const next = await reference(name, folders, read);
    if (next === undefined) return undefined;
    value = next;
  }
  return undefined;
}

async function reference(
  name: string,
  folders: readonly string[],
  read: ReadGitFile,
): Promise<string | undefined> {
  for (const folder of folders) {
    const loose = (await read(`${folder}/${name}`))?.trim();
    if (loose !== undefined && loose !== "") return loose;
  }
  for (const folder of folders) {
    const packed = (await read(`${folder}/packed-refs`)) ?? "";
    const line = packed.split(/\r?\n/).find((row) => row.endsWith(` ${name}`));
    if (line !== undefined) return line.split(" ", 1)[0];
  }
  return undefined;
}

function joined(folder: string, path: string): string {
  return path.startsWith("/") || /^[a-z]:/i.test(path) ? path : `${folder}/${path}`;
}
