import { confinedPath } from "./confinedPath";

/**
 * The file that a spec names, as a path from its folder: `written` is relative to the spec, or begins at the folder with a
 * slash. `specPath`: of the spec from the folder. `undefined` when that leads out of the folder, or names nothing.
 */
export function specPath(written: string, specPathFromFolder: string): string | undefined {
  const trimmed = written.trim();
  if (trimmed === "" || /^[a-z][a-z0-9+.-]+:/i.test(trimmed)) return undefined;
  const isFromFolder = trimmed.startsWith("/");
  const base = specPathFromFolder.slice(0, specPathFromFolder.lastIndexOf("/") + 1);
  const path = confinedPath(isFromFolder ? trimmed : `${base}${trimmed}`);
  return path === "" ? undefined : path;
}
