import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { numberMarks } from "../core/localNumber";

/** Which language SmartSpec speaks, and its strings. English needs none: the English sentence is the key. */
export interface Language {
  readonly id: "en" | "th";
  readonly translations: Readonly<Record<string, string>>;
}

/** VS Code has no Thai display language, so the setting can override it. Also configures `@vscode/l10n` for the host. */
export async function loadLanguage(
  setting: "auto" | "en" | "th",
  extensionUri: vscode.Uri,
): Promise<Language> {
  const id = setting === "auto" ? (vscode.env.language.startsWith("th") ? "th" : "en") : setting;
  const bundle = id === "en" ? {} : await readBundle(extensionUri, id);
  // English sentences for everybody else, but numbers as they are used to them.
  const translations = setting === "auto" ? { ...bundle, ...numberMarks(vscode.env.language) } : bundle;
  l10n.config({ contents: translations });
  return { id, translations };
}

async function readBundle(extensionUri: vscode.Uri, id: string): Promise<Record<string, string>> {
  const uri = vscode.Uri.joinPath(extensionUri, "l10n", `bundle.l10n.${id}.json`);
  const bundle: unknown = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  const entries = typeof bundle === "object" && bundle !== null ? Object.entries(bundle) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
