import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { pagePolicy } from "./pagePolicy";

/** What a page consists of. */
export interface PageFiles {
  /** Built script in `dist/webview`. */
  readonly script: string;
  /** Style sheets, each relative to the extension, in their order. */
  readonly styles: readonly string[];
  readonly title: string;
  /** Part of its work is done by a worker of its own; absent = no. */
  readonly runsWorker?: boolean;
}

/** Folders a webview may load from: built code, and static files. */
export function pageResourceRoots(extensionUri: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, "dist", "webview"), vscode.Uri.joinPath(extensionUri, "media")];
}

/** The page of a view. It can load its own scripts, styles and icon font, and nothing else: no network at all. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  language: string,
  { script, styles, title, runsWorker = false }: PageFiles,
): string {
  const nonce = randomBytes(16).toString("base64url");
  const policy = pagePolicy(nonce, webview.cspSource, { runsWorker });
  const uri = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...file.split("/"))).toString();
  const links = ["dist/webview/codicon.css", "media/base.css", ...styles].map(
    (file) => `  <link rel="stylesheet" href="${uri(file)}">`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
${links.join("\n")}
  <title>${title}</title>
</head>
<body>
  <div id="app"></div>
  <script type="module" nonce="${nonce}" src="${uri(`dist/webview/${script}`)}"></script>
</body>
</html>`;
}
