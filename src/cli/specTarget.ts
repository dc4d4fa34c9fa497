import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { confinedPath } from "../core/spec/confinedPath";
import { leadsOutside, realPath } from "../node/realPath";
import { workspaceFolder } from "../node/workspaceFolder";

/** A file to run and the folder that it may use. Links are followed. */
export interface SpecTarget {
  readonly file: string;
  readonly folder: string;
  /** From the folder, `/` between segments. */
  readonly path: string;
}

/**
 * The spec that the user named, in its workspace folder: the nearest one upwards, else the current folder, else its own.
 * @throws UserFacingError `invalid-spec` when there is no such file.
 */
export async function findSpec(name: string, currentFolder: string): Promise<SpecTarget> {
  const file = await realPath(path.resolve(currentFolder, name));
  if (file === undefined) throw new UserFacingError("invalid-spec", l10n.t("There is no file {0}.", name));
  const own = path.dirname(file);
  const current = await realPath(currentFolder);
  const isBelow = current !== undefined && !(await leadsOutside(file, [current]));
  const folder = workspaceFolder(own) ?? (isBelow ? current : own);
  return { file, folder, path: fromFolder(folder, file) };
}

/**
 * The same for `/checkout.md`, a path from the workspace folder around the current one.
 * @throws UserFacingError `invalid-spec` when it is not there or leads out of it.
 */
export async function findSpecInWorkspace(name: string, currentFolder: string): Promise<SpecTarget> {
  const current = (await realPath(currentFolder)) ?? currentFolder;
  const folder = workspaceFolder(current) ?? current;
  const confined = confinedPath(name);
  const file = confined === undefined ? undefined : await realPath(path.join(folder, confined));
  if (confined === undefined || (file !== undefined && (await leadsOutside(file, [folder])))) {
    throw new UserFacingError("invalid-spec", l10n.t("{0} is outside the workspace folder.", name));
  }
  if (file === undefined) {
    throw new UserFacingError("invalid-spec", l10n.t("There is no file {0} in {1}.", name, folder));
  }
  return { file, folder, path: fromFolder(folder, file) };
}

function fromFolder(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join("/");
}
