/**
 * Entry point. Activation registers what the manifest promises and reads nothing else: the rest is a bundle of its own,
 * loaded when a command runs or the chat is shown.
 */
import * as vscode from "vscode";
import type { Session } from "./createSession";
import { registerDocuments } from "./lazyDocuments";
import { registerLanguageFeatures } from "./lazyLanguageFeatures";
import { createLazyTree } from "./host/lazyTree";

const CHAT_VIEW = "smartspec.chat";
const RUNS_VIEW = "smartspec.runs";

/** `undefined` until something was used. */
let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const load = () => (session ??= startSession(context));
  const { commands } = context.extension.packageJSON.contributes as { commands: { command: string }[] };
  for (const { command } of commands) {
    context.subscriptions.push(
      vscode.commands.registerCommand(command, async (argument: unknown) =>
        (await load()).commands[command]?.(argument),
      ),
    );
  }
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(CHAT_VIEW, {
      resolveWebviewView: async (view) => (await load()).view.resolveWebviewView(view),
    }),
    registerLanguageFeatures(async () => (await load()).language),
    registerDocuments(async () => (await load()).documents),
    createLazyTree(RUNS_VIEW, async () => (await load()).runs),
  );
}

async function startSession(context: vscode.ExtensionContext): Promise<Session> {
  try {
    const { createSession } = await import("./createSession");
    return await createSession(context);
  } catch (error) {
    // The next command tries again, instead of being told of an old failure.
    session = undefined;
    throw error;
  }
}

export async function deactivate(): Promise<void> {
  await (await session)?.flush();
}
