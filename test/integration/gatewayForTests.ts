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
