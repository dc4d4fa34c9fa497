import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RecordFolder } from "../core/records/writeRunRecord";
import { wouldLeadOutside } from "./realPath";

/** A workspace folder on disk. */
export function nodeRecordFolder(folder: string): RecordFolder {
  return {
    readGitFile: async (name) => {
      try {
        return await readFile(path.resolve(folder, name), "utf8");
      } catch {
        return undefined;
      }
    },
    write: async (name, text) => {
      const file = path.join(folder, name);
      if (await wouldLeadOutside(file, folder)) throw new Error(`${name} leads out of the workspace folder`);
      await mkdir(path.dirname(file), { recursive: true });
      // What is left of one that could not be renamed is no `.json`.
      await writeFile(`${file}.part`, text);
      await rename(`${file}.part`, file);
    },
  };
}
