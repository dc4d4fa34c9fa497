/** Composition root: with `session/` the only place that builds objects and knows how they fit together. */
import type * as vscode from "vscode";
import { parseFallback } from "./core/fallback/parseFallback";
import type { ChatViewProvider } from "./host/chatViewProvider";
import { createCommands } from "./host/commands/createCommands";
import { redactedCommands } from "./host/commands/redactedCommands";
import type { LanguageFeatures } from "./host/languageFeatures";
import type { RunsTree } from "./host/runs/runsTree";
import type { VirtualDocuments } from "./host/virtualDocuments";
import { createAccounts } from "./session/createAccounts";
import { createBase } from "./session/createBase";
import { createRunning } from "./session/createRunning";
import { createViews } from "./session/createViews";
import type { Own } from "./session/own";

/** Everything behind the commands and the chat view. */
export interface Session {
  readonly commands: Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;
  readonly view: ChatViewProvider;
  readonly language: LanguageFeatures;
  readonly runs: RunsTree;
  readonly documents: VirtualDocuments;
  /** Resolves when everything that has to outlive the window is on disk. */
  flush(): Promise<void>;
}

/** Called once, by the first command or by the chat view. What it creates is disposed of with `context`. */
export async function createSession(context: vscode.ExtensionContext): Promise<Session> {
  const own: Own = (disposable) => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const base = await createBase(context, own);
  const accounts = createAccounts(context, base, own);
  const running = createRunning(context, base, accounts, own);
  const views = createViews(context, base, accounts, running, own);
  const { settings, providers, secrets, log } = base;
  own(
    providers.onDidChange(() => {
      // Another key is another account, and may be let through where the other was not.
      running.coolDowns.clear();
      accounts.balances.forget();
      base.surroundings.fire();
    }),
  );
  for (const problem of [...providers.problems(), ...parseFallback(settings.fallback).problems]) {
    log.warn(problem);
  }
  return {
    commands: redactedCommands(createCommands({ ...base, ...accounts, ...running, ...views }), secrets),
    view: views.view,
    language: views.features,
    runs: views.runs.tree,
    documents: views.documents,
    flush: accounts.flush,
  };
}
