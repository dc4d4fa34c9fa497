import * as vscode from "vscode";
import type { Budgets } from "../core/cost/budget";
import { omitAbsent } from "../core/omitAbsent";
import type { RequestParameters } from "../core/run/prepareRequest";
import type { ChosenTimeouts } from "../core/providers/timeoutsFor";

const SECTION = "smartspec";

/** The user's settings, read when asked for, so that nothing has to be kept in step. */
export class Settings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.ConfigurationChangeEvent>();
  readonly #listener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION)) this.#changed.fire(event);
  });
  readonly onDidChange = this.#changed.event;

  /** Not parsed yet: users write this one by hand. */
  get providers(): unknown {
    return read("providers");
  }

  /** Not parsed yet: users write this one by hand, too. */
  get fallback(): unknown {
    return read("fallback");
  }

  /** 0 in the settings = no budget. */
  get budgets(): Budgets {
    return omitAbsent({
      perRun: number("budget.perRun", 0) || undefined,
      perDay: number("budget.perDay", 0) || undefined,
      perMonth: number("budget.perMonth", 0) || undefined,
      perProvider: amounts("budget.perProvider"),
      perSpec: amounts("budget.perSpec"),
    });
  }

  get provider(): string {
    return text("provider");
  }

  /** Empty when none is chosen. */
  get model(): string {
    return text("model");
  }

  get promptLogging(): "ask" | "allow" | "never" {
    const value = read("promptLogging");
    return value === "allow" || value === "never" ? value : "ask";
  }

  get sendOn(): "enter" | "ctrlEnter" {
    return read("sendOn") === "ctrlEnter" ? "ctrlEnter" : "enter";
  }

  get language(): "auto" | "en" | "th" {
    const value = read("language");
    return value === "en" || value === "th" ? value : "auto";
  }

  /** Only what the user has set: the rest depends on where a request goes, see `timeoutsFor`. */
  get timeouts(): ChosenTimeouts {
    return omitAbsent({
      connectMs: chosenMs("timeouts.connectSeconds"),
      firstTokenMs: chosenMs("timeouts.firstTokenSeconds"),
      idleMs: chosenMs("timeouts.idleSeconds"),
    });
  }

  /** Whether runs of this spec are recorded in its workspace. */
  recordsRuns(scope: vscode.Uri): boolean {
    return read("recordRuns", scope) !== false;
  }

  /** Resource settings: a folder may have its own. */
  requestParameters(scope: vscode.Uri | undefined): RequestParameters {
    return {
      temperature: number("temperature", 0.7, scope),
      maxTokens: Math.max(1, Math.floor(number("maxTokens", 4000, scope))),
    };
  }

  /** Always the user's own: where requests go is not for a workspace to say. */
  async updateProviders(entries: readonly unknown[]): Promise<void> {
    await vscode.workspace
      .getConfiguration(SECTION)
      .update("providers", entries, vscode.ConfigurationTarget.Global);
  }

  /** Writes where the value already stands, so that a choice is not shadowed by a workspace's own. */
  async update(key: string, value: unknown): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(SECTION);
    const inWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
    await configuration.update(
      key,
      value,
      inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
    );
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

function read(key: string, scope?: vscode.Uri): unknown {
  return vscode.workspace.getConfiguration(SECTION, scope).get(key);
}

function text(key: string): string {
  const value = read(key);
  return typeof value === "string" ? value.trim() : "";
}

/** A hand-written settings file may hold anything; a nonsensical number counts as the default. */
function number(key: string, fallback: number, scope?: vscode.Uri): number {
  const value = read(key, scope);
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : fallback;
}

/** Numbers by name, without those that are none. */
function amounts(key: string): Readonly<Record<string, number>> {
  const value = read(key);
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => Number.isFinite(entry[1]) && Number(entry[1]) > 0),
  );
}

/** Seconds of an application setting, which only the user's own settings file can hold; the default is not a choice. */
function chosenMs(key: string): number | undefined {
  const value: unknown = vscode.workspace.getConfiguration(SECTION).inspect(key)?.globalValue;
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value * 1000 : undefined;
}
