import * as l10n from "@vscode/l10n";
import type { CommandName } from "./commandLine";
import { commandOptions } from "./commandOptions";

const usages: Readonly<Record<CommandName, string>> = {
  run: "smartspec run FILE [INSTRUCTION] [OPTION]…",
  models: "smartspec models [OPTION]…",
  test: "smartspec test [OPTION]…",
  replay: "smartspec replay RECORD [--json]",
};

/** The line behind a sentence about wrong usage. */
export function usageLine(command?: CommandName): string {
  return l10n.t(
    "Usage: {0}",
    command === undefined ? "smartspec run|models|test|replay|help …" : usages[command],
  );
}

export function helpText(topic?: CommandName): string {
  return topic === undefined
    ? overview()
    : `${usageLine(topic)}\n\n${summaryOf(topic)}\n\n${optionsOf(topic)}\n`;
}

function overview(): string {
  const commands = (Object.keys(usages) as CommandName[]).map(
    (name) => [usages[name], summaryOf(name)] as const,
  );
  const slash = [
    'smartspec /FILE.md "INSTRUCTION"',
    l10n.t("Run a file by its path from the workspace folder"),
  ] as const;
  return [
    l10n.t("SmartSpec runs Markdown specs against language models."),
    "",
    table([commands[0] ?? slash, slash, ...commands.slice(1)]),
    "",
    l10n.t("More about a command: {0}", "smartspec help run"),
    "",
    l10n.t("Exit codes:"),
    table([
      ["0", l10n.t("completed, and all expectations are met")],
      ["1", l10n.t("failed, or an expectation is not met")],
      ["2", l10n.t("wrong usage, or a spec that cannot be run")],
      ["3", l10n.t("incomplete: cut off or interrupted")],
      ["4", l10n.t("over the budget")],
      ["130", l10n.t("stopped")],
    ]),
    "",
    l10n.t(
      "Keys come from the environment alone: {0}",
      "KILOCODE_API_KEY, OPENROUTER_API_KEY, SMARTSPEC_PROXY_TOKEN",
    ),
    "",
  ].join("\n");
}

function summaryOf(command: CommandName): string {
  switch (command) {
    case "run":
      return l10n.t("Run a spec; the answer goes to the standard output");
    case "models":
      return l10n.t("List the models with their prices, cheapest first");
    case "test":
      return l10n.t("Test the connection step by step");
    case "replay":
      return l10n.t("Print the answer of a recorded run, and send nothing");
  }
}

function optionsOf(command: CommandName): string {
  return table(
    Object.entries(commandOptions)
      .filter(([, { commands }]) => commands.includes(command))
      .map(([name, { value, description }]) => [
        value === undefined ? `--${name}` : `--${name} ${value}`,
        description(),
      ]),
  );
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
