import { KnownSecrets } from "../core/knownSecrets";
import { environmentKeys } from "../core/providers/environmentKey";
import { exitCodes } from "./exitCode";
import { helpText, usageLine } from "./help";
import { loadLanguage } from "./language";
import { Output } from "./output";
import { commandIn, parseCommandLine } from "./parseCommandLine";
import type { Terminal } from "./terminal";
import { UsageError } from "./usageError";

export interface ProgramParts {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Folder of this bundle and of those that it loads. */
  readonly bundles: string;
  /** Folder of the translations. */
  readonly l10n: string;
}

/** Does what the program was called for. Gives its exit code. */
export async function runProgram(argv: readonly string[], parts: ProgramParts): Promise<number> {
  const { terminal, signal, bundles } = parts;
  const secrets = new KnownSecrets();
  for (const { key, providerId } of environmentKeys(terminal.environment)) secrets.add(key, providerId);
  const output = new Output(terminal, secrets);
  const translations = loadLanguage(terminal.environment, parts.l10n);
  const surroundings = { terminal, output, secrets, signal, translations, bundles };
  try {
    const command = parseCommandLine(argv, terminal.environment);
    switch (command.command) {
      case "version":
        output.text(process.env["SMARTSPEC_VERSION"] ?? "");
        return exitCodes.done;
      case "help":
        output.text(helpText(command.topic).trimEnd());
        return exitCodes.done;
      // Each is evaluated by its first use, so that the others start without it.
      case "run":
        return await (await import("./commands/runFile")).runFile(command, surroundings);
      case "models":
        return await (await import("./commands/listModels")).listModels(command, surroundings);
      case "test":
        return await (await import("./commands/testConnection")).testConnection(command, surroundings);
      case "replay":
        return await (await import("./commands/replayRecord")).replayRecord(command, surroundings);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.note(error.message);
    output.note(usageLine(commandIn(argv)));
    return exitCodes.usage;
  } finally {
    output.status.hide();
  }
}
