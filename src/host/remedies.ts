import * as vscode from "vscode";
import type { Remedy, RunError } from "../core/errors";

/** By provider id. Elsewhere there is no page that we know of, and another model is the next best thing. */
const CREDITS_PAGES: ReadonlyMap<string, string> = new Map([
  ["kilocode", "https://app.kilo.ai/profile"],
  ["openrouter", "https://openrouter.ai/settings/credits"],
]);

/** What only an answer in the chat can be asked to do. */
export const needsTurn: ReadonlySet<Remedy> = new Set(["retry", "wait-longer", "continue", "show-request"]);

/** Carries out a remedy that needs no turn; `false` when this one does (run again, wait longer, continue, show the request). */
export async function applyRemedy(
  remedy: Remedy,
  context: { readonly error?: RunError; readonly providerId?: string; readonly specUri?: string },
): Promise<boolean> {
  const { error, providerId, specUri } = context;
  switch (remedy) {
    case "set-api-key":
      await vscode.commands.executeCommand("smartspec.configureKey", providerId);
      return true;
    case "add-credits": {
      const url = error?.details?.buyCreditsUrl ?? CREDITS_PAGES.get(providerId ?? "");
      if (url === undefined) await vscode.commands.executeCommand("smartspec.selectModel", { free: true });
      else await vscode.env.openExternal(vscode.Uri.parse(url));
      return true;
    }
    case "choose-model":
      await vscode.commands.executeCommand("smartspec.selectModel");
      return true;
    case "use-free-model":
      await vscode.commands.executeCommand("smartspec.selectModel", { free: true });
      return true;
    case "edit-parameters":
      await openSettings("smartspec.temperature smartspec.maxTokens");
      return true;
    case "raise-limit":
      await openSettings("smartspec.maxTokens");
      return true;
    case "raise-budget":
      await openSettings("smartspec.budget");
      return true;
    case "check-provider":
      await openSettings("smartspec.provider");
      return true;
    case "test-connection":
      await vscode.commands.executeCommand("smartspec.testConnection", providerId);
      return true;
    case "manage-trust":
      await vscode.commands.executeCommand("workbench.trust.manage");
      return true;
    case "edit-spec": {
      if (specUri === undefined) return false;
      const line = Math.max(0, (error?.details?.line ?? 1) - 1);
      await vscode.window.showTextDocument(vscode.Uri.parse(specUri), {
        selection: new vscode.Range(line, 0, line, 0),
      });
      return true;
    }
    case "show-request":
    case "retry":
    case "wait-longer":
    case "continue":
      return false;
  }
}

/** Where the account of that provider is looked after; nothing happens where no page is known. */
export async function openAccountPage(providerId: string): Promise<void> {
  const url = CREDITS_PAGES.get(providerId);
  if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url));
}

export async function openSettings(query: string): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", query);
}
