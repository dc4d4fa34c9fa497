import * as vscode from "vscode";

/** Texts one below the other. They may come from outside, so what looks like Markdown in them is none. */
export function paragraphs(texts: readonly string[]): vscode.MarkdownString {
  const all = new vscode.MarkdownString();
  for (const text of texts) all.appendText(text).appendMarkdown("\n\n");
  return all;
}
