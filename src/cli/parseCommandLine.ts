import { parseArgs } from "node:util";
import * as l10n from "@vscode/l10n";
import { omitAbsent } from "../core/omitAbsent";
import { type Environment, environmentValue } from "../core/providers/environmentKey";
import { normalizeBaseUrl } from "../core/providers/normalizeBaseUrl";
import type { PromptLoggingSetting } from "../core/providers/promptConsent";
import { providerTemplates } from "../core/providers/providerTemplates";
import { isSpecPath } from "../core/spec/parseSlashCommand";
import type { CommandLine, CommandName, ConnectionOptions, RunOptions } from "./commandLine";
import { commandOptions } from "./commandOptions";
import { UsageError } from "./usageError";

const MOST_RETRIES = 10;

/** @throws UsageError; its `command`, where one was named, is for the usage line. */
export function parseCommandLine(argv: readonly string[], environment: Environment): CommandLine {
  const [first, ...rest] = argv;
  switch (first) {
    case "--version":
      return { command: "version" };
    case "help":
      return helpFor(rest[0]);
    case undefined:
      throw new UsageError(l10n.t("A command is missing."));
    case "--help":
    case "-h":
      return { command: "help" };
  }
  if (isCommandName(first)) return parseCommand(first, rest, environment);
  // The form of the chat: a path from the workspace folder.
  if (first.startsWith("/") && isSpecPath(first)) return parseCommand("run", argv, environment, true);
  throw new UsageError(l10n.t("There is no command {0}.", first));
}

/** Which command's usage helps after a mistake. */
export function commandIn([first = ""]: readonly string[]): CommandName | undefined {
  return isCommandName(first) ? first : undefined;
}

function isCommandName(word: string): word is CommandName {
  return word === "run" || word === "models" || word === "test" || word === "replay";
}

function helpFor(topic: string | undefined): CommandLine {
  if (topic === undefined) return { command: "help" };
  if (isCommandName(topic)) return { command: "help", topic };
  throw new UsageError(l10n.t("There is no command {0}.", topic));
}

function parseCommand(
  command: CommandName,
  args: readonly string[],
  environment: Environment,
  isFromWorkspace = false,
): CommandLine {
  const { given, words } = readArguments(command, args);
  if (given.has("help")) return { command: "help", topic: command };
  const json = given.has("json");
  switch (command) {
    case "run":
      return parseRun(given, words, { environment, isFromWorkspace, json });
    case "models":
    case "test":
      refuseWords(words);
      return { command, json, ...connectionOptions(given) };
    case "replay": {
      const [record, ...more] = words;
      if (record === undefined) throw new UsageError(l10n.t("The record is missing."));
      refuseWords(more);
      return { command, record, json };
    }
  }
}

type Given = ReadonlyMap<string, readonly string[]>;

/** Options by name with their values, and everything else. */
function readArguments(
  command: CommandName,
  args: readonly string[],
): { given: Given; words: readonly string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    // Unknown ones are told of here, in the user's language.
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(
        Object.entries(commandOptions).map(([name, { value }]) => [
          name,
          { type: value === undefined ? ("boolean" as const) : ("string" as const) },
        ]),
      ),
      help: { type: "boolean", short: "h" },
    },
  });
  const given = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(commandOptions, token.name) ? commandOptions[token.name] : undefined;
    if (!option?.commands.includes(command)) {
      throw new UsageError(l10n.t("There is no option {0} here.", token.rawName));
    }
    if (option.value === undefined && token.value !== undefined) {
      throw new UsageError(l10n.t("{0} takes no value.", token.rawName));
    }
    const isMissing = token.value === undefined || (!token.inlineValue && /^-\D/.test(token.value));
    if (option.value !== undefined && isMissing) {
      throw new UsageError(l10n.t("{0} needs a value: {1}", token.rawName, option.value));
    }
    const values = given.get(token.name) ?? [];
    if (values.length > 0 && !option.isRepeatable) {
      throw new UsageError(l10n.t("{0} is there twice.", token.rawName));
    }
    given.set(token.name, [...values, token.value ?? ""]);
  }
  return { given, words };
}

function parseRun(
  given: Given,
  words: readonly string[],
  {
    environment,
    isFromWorkspace,
    json,
  }: { readonly environment: Environment; readonly isFromWorkspace: boolean; readonly json: boolean },
): CommandLine {
  const [junit] = given.get("junit") ?? [];
  const [file, instruction, ...more] = words;
  if (file === undefined) throw new UsageError(l10n.t("The file is missing."));
  if (junit === undefined) refuseWords(more);
  if (junit !== undefined && (given.has("estimate") || given.has("dry-run"))) {
    throw new UsageError(l10n.t("{0} and {1} do not go together.", "--junit", "--estimate, --dry-run"));
  }
  if (given.has("section") && given.has("task")) {
    throw new UsageError(l10n.t("{0} and {1} do not go together.", "--section", "--task"));
  }
  return {
    command: "run",
    files: junit === undefined ? [file] : words,
    isFromWorkspace,
    mode: given.has("estimate") ? "estimate" : given.has("dry-run") ? "dry-run" : "send",
    json,
    ...(junit !== undefined && { junit }),
    ...runOptions(given, environment),
    ...(junit === undefined && instruction !== undefined && instruction.trim() !== "" && { instruction }),
  };
}

function runOptions(given: Given, environment: Environment): RunOptions {
  const [section] = given.get("section") ?? [];
  const [task] = given.get("task") ?? [];
  const [replayFrom] = given.get("replay-from") ?? [];
  return {
    ...connectionOptions(given),
    ...omitAbsent({
      section,
      task,
      replayFrom,
      maxTokens: number(given, "max-tokens", { least: 1, isWhole: true }),
      temperature: number(given, "temperature", { least: 0, most: 2 }),
      budgetUsd: budget(given),
    }),
    variables: Object.fromEntries((given.get("var") ?? []).map(variable)),
    sendEnv: given.get("send-env") ?? [],
    sendSecretFiles: given.get("send-secret-file") ?? [],
    promptLogging: promptLogging(environment),
    records: !given.has("no-record"),
  };
}

function connectionOptions(given: Given): ConnectionOptions {
  const [model] = given.get("model") ?? [];
  const [provider] = given.get("provider") ?? [];
  const [address] = given.get("base-url") ?? [];
  const ids = providerTemplates().map(({ id }) => id);
  if (provider !== undefined && !ids.includes(provider)) {
    throw new UsageError(l10n.t("There is no provider {0}; choose from {1}.", provider, ids.join(", ")));
  }
  const baseUrl = address === undefined ? undefined : normalizeBaseUrl(address);
  if (baseUrl?.ok === false) {
    throw new UsageError(l10n.t("{0} cannot be used: {1}", "--base-url", baseUrl.problem));
  }
  return {
    ...omitAbsent({
      model,
      provider,
      baseUrl: baseUrl?.url,
      retries: number(given, "retries", { least: 0, most: MOST_RETRIES, isWhole: true }),
    }),
    timeouts: omitAbsent({
      connectMs: milliseconds(given, "connect-timeout"),
      firstTokenMs: milliseconds(given, "first-token-timeout"),
      idleMs: milliseconds(given, "idle-timeout"),
    }),
  };
}

/** Nothing is no budget anywhere else, so here it must not be one by mistake. */
function budget(given: Given): number | undefined {
  const usd = number(given, "budget", { least: 0 });
  if (usd === 0) throw new UsageError(l10n.t("{0} must be more than 0.", "--budget"));
  return usd;
}

function milliseconds(given: Given, name: string): number | undefined {
  const seconds = number(given, name, { least: 0 });
  return seconds === undefined ? undefined : seconds * 1000;
}

function number(
  given: Given,
  name: string,
  {
    least,
    most = Infinity,
    isWhole = false,
  }: { readonly least: number; readonly most?: number; readonly isWhole?: boolean },
): number | undefined {
  const [text] = given.get(name) ?? [];
  if (text === undefined) return undefined;
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
  const range = most === Infinity ? l10n.t("{0} or more", least) : `${least}…${most}`;
  throw new UsageError(
    isWhole
      ? l10n.t("{0} must be a whole number, {1}.", `--${name}`, range)
      : l10n.t("{0} must be a number, {1}.", `--${name}`, range),
  );
}

function variable(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new UsageError(l10n.t("{0} needs a value: {1}", "--var", "NAME=VALUE"));
}

function promptLogging(environment: Environment): PromptLoggingSetting {
  const name = "SMARTSPEC_PROMPT_LOGGING";
  const value = environmentValue(environment, name);
  if (value === undefined) return "ask";
  if (value === "allow" || value === "never") return value;
  // A policy that cannot be read must not turn into a permission.
  throw new UsageError(l10n.t("{0} must be {1}.", name, "allow, never"));
}

function refuseWords([word]: readonly string[]): void {
  if (word !== undefined)
    throw new UsageError(l10n.t("{0} is one word too many; put texts in quotation marks.", word));
}
