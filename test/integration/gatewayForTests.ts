import * as vscode from "vscode";
import { type LocalGateway, type LocalGatewayOptions, startLocalGateway } from "../gateway/startLocalGateway";

/**
 * A gateway inside the extension host, so that a test can look at what arrived. Kilo's base URL points at it until
 * `stop`; the key stays the one of the environment.
 */
export async function startGatewayForTests(
  options: LocalGatewayOptions = {},
): Promise<{ readonly gateway: LocalGateway; stop(): Promise<void> }> {
  const gateway = await startLocalGateway({ pace: "instant", ...options });
  const configuration = () => vscode.workspace.getConfiguration("smartspec");
  await configuration().update(
    "providers",
    [{ id: "kilocode", baseUrl: gateway.baseUrl }],
    vscode.ConfigurationTarget.Global,
  );
  return {
    gateway,
    stop: async () => {
      await configuration().update("providers", undefined, vscode.ConfigurationTarget.Global);
      await configuration().update("model", undefined, vscode.ConfigurationTarget.Global);
      await gateway.close();
    },
  };
}

/** A file of the fixture workspace. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("The tests need the fixture workspace.");
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function readWorkspaceFile(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceFile(name)));
}

const MOST_TRIES = 100;

/**
 * An untitled Markdown document. For a moment the editor still holds one that was just closed, and gives it out, with its
 * old text, for a new one of the same name.
 */
export async function openUntitled(content: string): Promise<vscode.TextDocument> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    if (document.getText() === content) return document;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The editor gives out no new untitled document.");
}
