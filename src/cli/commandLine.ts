import type { PromptLoggingSetting } from "../core/providers/promptConsent";
import type { ChosenTimeouts } from "../core/providers/timeoutsFor";

/** Where requests go and how long they are waited for. Absent = as the spec, the environment or the provider has it. */
export interface ConnectionOptions {
  readonly provider?: string;
  /** Of the chosen provider, normalized. */
  readonly baseUrl?: string;
  readonly model?: string;
  readonly timeouts: ChosenTimeouts;
  /** Attempts after the first one. */
  readonly retries?: number;
}

/** How a spec is run. */
export interface RunOptions extends ConnectionOptions {
  readonly instruction?: string;
  readonly section?: string;
  readonly task?: string;
  readonly maxTokens?: number;
  readonly temperature?: number;
  /** US dollars for each run. */
  readonly budgetUsd?: number;
  /** Inputs by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Names of environment variables that may be sent. */
  readonly sendEnv: readonly string[];
  /** Files that look like secrets and may be sent all the same, as paths from the current folder. */
  readonly sendSecretFiles: readonly string[];
  readonly promptLogging: PromptLoggingSetting;
  readonly records: boolean;
  /** Record or folder of records whose answers take the place of requests. */
  readonly replayFrom?: string;
}

/** What the program was called for. */
export type CommandLine =
  | { readonly command: "help"; readonly topic?: CommandName }
  | { readonly command: "version" }
  | (RunOptions & {
      readonly command: "run";
      /** One file, or with `junit` any number of files and folders. */
      readonly files: readonly string[];
      /** The file is a path from the workspace folder, `/checkout.md`. */
      readonly isFromWorkspace: boolean;
      readonly mode: "send" | "estimate" | "dry-run";
      /** File for test results. */
      readonly junit?: string;
      readonly json: boolean;
    })
  | (ConnectionOptions & { readonly command: "models" | "test"; readonly json: boolean })
  | { readonly command: "replay"; readonly record: string; readonly json: boolean };

export type CommandName = "run" | "models" | "test" | "replay";
