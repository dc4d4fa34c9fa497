import * as l10n from "@vscode/l10n";
import type { CommandName } from "./commandLine";

export interface CommandOption {
  /** What stands behind it in the help, such as `USD`; absent = it takes nothing. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly commands: readonly CommandName[];
  readonly description: () => string;
}

const everywhere: readonly CommandName[] = ["run", "models", "test", "replay"];
const asking: readonly CommandName[] = ["run", "models", "test"];
const running: readonly CommandName[] = ["run"];

/** Every option by its name, in the order of the help. */
export const commandOptions: Readonly<Record<string, CommandOption>> = {
  model: {
    value: "ID",
    commands: ["run", "test"],
    description: () => l10n.t("Model that answers; else that of the spec, else the provider's default"),
  },
  provider: {
    value: "ID",
    commands: asking,
    description: () => l10n.t("Who is asked: {0}", "kilocode, openrouter, local, smartspec-proxy"),
  },
  "base-url": {
    value: "URL",
    commands: asking,
    description: () => l10n.t("Address of that provider for this call"),
  },
  section: {
    value: "HEADING",
    commands: running,
    description: () => l10n.t("Send only this section"),
  },
  task: { value: "TEXT", commands: running, description: () => l10n.t("Send only this task") },
  "max-tokens": {
    value: "N",
    commands: running,
    description: () => l10n.t("Longest answer, in tokens; else that of the spec, else 4000"),
  },
  temperature: {
    value: "X",
    commands: running,
    description: () => l10n.t("From 0 to 2; else that of the spec, else 0.7"),
  },
  budget: {
    value: "USD",
    commands: running,
    description: () =>
      l10n.t("Nothing is sent when a run could cost more; a smaller budget of the spec counts"),
  },
  var: {
    value: "NAME=VALUE",
    isRepeatable: true,
    commands: running,
    description: () => l10n.t("Value of an input of the spec"),
  },
  "send-env": {
    value: "NAME",
    isRepeatable: true,
    commands: running,
    description: () => l10n.t("This environment variable may be sent, where the spec names it"),
  },
  "send-secret-file": {
    value: "FILE",
    isRepeatable: true,
    commands: running,
    description: () => l10n.t("This file may be sent, although it looks like one of secrets"),
  },
  estimate: { commands: running, description: () => l10n.t("Say what it would cost, and send nothing") },
  "dry-run": { commands: running, description: () => l10n.t("Show what would be sent, and send nothing") },
  "replay-from": {
    value: "FILE",
    commands: running,
    description: () => l10n.t("Take the answer from this record, or a folder of records, and send nothing"),
  },
  "no-record": { commands: running, description: () => l10n.t("Do not record the run") },
  junit: {
    value: "FILE",
    commands: running,
    description: () => l10n.t("Run all files and folders that follow as tests, and write their results here"),
  },
  "connect-timeout": {
    value: "S",
    commands: ["run", "test"],
    description: () => l10n.t("Seconds until somebody answers at all; 0 = no limit"),
  },
  "first-token-timeout": {
    value: "S",
    commands: ["run", "test"],
    description: () => l10n.t("Seconds until the answer begins; 0 = no limit"),
  },
  "idle-timeout": {
    value: "S",
    commands: ["run", "test"],
    description: () => l10n.t("Seconds of silence within an answer; 0 = no limit"),
  },
  retries: {
    value: "N",
    commands: running,
    description: () => l10n.t("Further attempts before anything of an answer has come, at most 10; else 2"),
  },
  json: {
    commands: everywhere,
    description: () => l10n.t("Print one JSON value and nothing else"),
  },
  help: { commands: everywhere, description: () => l10n.t("Show this") },
};
