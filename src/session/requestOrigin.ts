import os from "node:os";
import * as vscode from "vscode";
import type { RequestOrigin } from "../node/gatewayFactory";

/** As whom, and from where, the extension asks. */
export function requestOrigin({ packageJSON, extensionKind }: vscode.Extension<unknown>): RequestOrigin {
  const { appName, remoteName } = vscode.env;
  // Header values are Latin-1; an editor's own name may hold anything.
  const editor = `${appName} ${vscode.version}`.replace(/[^\x20-\x7e]/g, "");
  // In a remote window, too, the extension runs before the user wherever it can.
  const isRemote = extensionKind === vscode.ExtensionKind.Workspace && remoteName !== undefined;
  return {
    userAgent: `SmartSpec-Kilo/${packageJSON.version} (${editor})`,
    machine: isRemote ? `${os.hostname()} (${remoteName})` : undefined,
  };
}
