import * as vscode from "vscode";
import type { Remedy, RunError } from "../core/errors";

const BUY_CREDITS_URL = "https://app.kilo.ai/profile";

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
    case "add-credits":
      await vscode.env.openExternal(vscode.Uri.parse(error?.details?.buyCreditsUrl ?? BUY_CREDITS_URL));
      return true;
    case "choose-model":
    case "use-free-model":
      await vscode.commands.executeCommand("smartspec.selectModel");
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

export async function openSettings(query: string): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", query);
}
