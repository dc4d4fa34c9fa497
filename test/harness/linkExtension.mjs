import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./projectPaths.mjs";

/**
 * Makes this checkout an installed extension: VS Code takes in what lies in a folder of extensions it has not listed yet.
 * @param {string} extensionsFolder
 */
export function linkExtension(extensionsFolder) {
  mkdirSync(extensionsFolder, { recursive: true });
  rmSync(path.join(extensionsFolder, "extensions.json"), { force: true });
  const link = path.join(extensionsFolder, "smartspec.smartspec-kilo");
  if (!existsSync(link)) symlinkSync(projectRoot, link, "junction");
}
