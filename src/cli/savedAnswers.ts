import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { RECORDS_FOLDER } from "../core/records/runRecord";
import type { EndedSpecRun } from "../core/run/endedSpecRun";
import { isSecretFile } from "../core/spec/isSecretFile";
import { specPath } from "../core/spec/specPath";
import { readRecords } from "../node/readRecords";
import { wouldLeadOutside } from "../node/realPath";
import type { Output } from "./output";

/** Saves answers where their specs want them. What somebody else has written or changed is never overwritten. */
export class SavedAnswers {
  readonly #folder: string;
  readonly #output: Output;

  constructor(folder: string, output: Output) {
    this.#folder = folder;
    this.#output = output;
  }

  /** Gives the path from the workspace folder; `undefined` when it was not saved, which a sentence then says. */
  async save({ reading }: EndedSpecRun, written: string, text: string): Promise<string | undefined> {
    const name = specPath(written, reading.path);
    const file = name === undefined ? undefined : path.join(this.#folder, name);
    if (
      name === undefined ||
      file === undefined ||
      name === reading.path ||
      isSecretFile(name) ||
      (await wouldLeadOutside(file, this.#folder))
    ) {
      this.#output.note(l10n.t("The answer is not saved to {0}: that is no place for it.", written));
      return undefined;
    }
    const content = withLineEnd(text);
    try {
      const found = await currentText(file);
      if (found !== undefined && found !== content && found !== (await this.#lastSaved(reading.path, name))) {
        this.#output.note(l10n.t("{0} was changed since, so the answer is not saved there.", name));
        return undefined;
      }
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return name;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#output.note(l10n.t("The answer is not saved to {0}: {1}", name, reason));
      return undefined;
    }
  }

  /** What the newest recorded run of the spec has left there; `undefined` when none has. */
  async #lastSaved(spec: string, name: string): Promise<string | undefined> {
    for await (const { spec: recorded, result, answer } of readRecords(
      path.join(this.#folder, RECORDS_FOLDER),
    )) {
      if (recorded.path === spec && result.output === name) return withLineEnd(answer);
    }
    return undefined;
  }
}

function withLineEnd(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** `undefined` when there is no such file. */
async function currentText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
