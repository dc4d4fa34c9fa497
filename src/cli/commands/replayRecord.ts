import { readFile } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../../core/errors";
import { parseRunRecord } from "../../core/records/parseRunRecord";
import { recordedResult } from "../../core/records/recordedResult";
import type { CommandLine } from "../commandLine";
import { describeEnd } from "../describeEnd";
import { exitCodeOf, exitCodes } from "../exitCode";
import type { Surroundings } from "../services";

/** Prints the answer of a recorded run, byte for byte, and ends as the run did. */
export async function replayRecord(
  { record: file, json }: Extract<CommandLine, { command: "replay" }>,
  { output, terminal }: Surroundings,
): Promise<number> {
  try {
    const record = parseRunRecord(await readText(path.resolve(terminal.folder, file), file), file);
    const result = recordedResult(record);
    if (json) {
      output.json(result);
    } else {
      output.answer(result.text);
      output.endAnswer();
      output.note(l10n.t("Recorded on {0}; nothing was sent now.", record.startedAt));
      for (const line of describeEnd(result)) output.note(line);
    }
    return exitCodeOf(result);
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    output.note(error.message);
    return exitCodes.usage;
  }
}

async function readText(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", name), { cause: error });
  }
}
