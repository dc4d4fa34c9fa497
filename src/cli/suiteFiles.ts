import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { isSpecPath } from "../core/spec/parseSlashCommand";
import { parseSpec } from "../core/spec/parseSpec";
import { readSpecFile } from "../node/readSpecFile";
import { UsageError } from "./usageError";

/** Folders that hold Markdown nobody wants to run; those that begin with a dot are left out, too. */
const EXCLUDED: ReadonlySet<string> = new Set(["node_modules", "dist", "out", "vendor"]);

/**
 * The specs to run: each file that was named, and in each folder those that expect something, as the others are no tests.
 * @throws UsageError when a place is not there, or there is nothing to run.
 */
export async function suiteFiles(
  names: readonly string[],
  currentFolder: string,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = await stat(path.resolve(currentFolder, name)).catch(() => undefined);
    if (found === undefined) throw new UsageError(l10n.t("There is no file {0}.", name));
    if (!found.isDirectory()) files.push(name);
    else for await (const file of specsBelow(path.resolve(currentFolder, name), name)) files.push(file);
  }
  if (files.length > 0) return files;
  throw new UsageError(l10n.t("No spec there expects anything, so there is nothing to test."));
}

async function* specsBelow(folder: string, name: string): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith(".") && !EXCLUDED.has(entry.name)) {
      yield* specsBelow(file, path.join(name, entry.name));
    } else if (entry.isFile() && isSpecPath(entry.name) && (await isTest(file))) {
      yield path.join(name, entry.name);
    }
  }
}

/** Also one that is broken: else a slip of the pen would pass. */
async function isTest(file: string): Promise<boolean> {
  try {
    const { frontMatter, problems } = parseSpec(await readSpecFile(file, path.basename(file)), file);
    return (frontMatter.expect ?? []).length > 0 || problems.some(({ severity }) => severity === "error");
  } catch (error) {
    if (UserFacingError.is(error)) return false;
    throw error;
  }
}
