import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { chatPolicy } from "./chatPolicy";

/** Folders a chat webview may load from: built code, and static files. */
export function chatResourceRoots(extensionUri: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, "dist", "webview"), vscode.Uri.joinPath(extensionUri, "media")];
}

/** The page of the chat view. It can load its own scripts, styles and icon font, and nothing else: no network at all. */
export function chatHtml(webview: vscode.Webview, extensionUri: vscode.Uri, language: string): string {
  const nonce = randomBytes(16).toString("base64url");
  const uri = (...segments: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...segments)).toString();
  return `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${chatPolicy(nonce, webview.cspSource)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${uri("dist", "webview", "codicon.css")}">
  <link rel="stylesheet" href="${uri("media", "chat.css")}">
  <title>SmartSpec</title>
</head>
<body>
  <div id="app"></div>
  <script type="module" nonce="${nonce}" src="${uri("dist", "webview", "chat.js")}"></script>
</body>
</html>`;
}
