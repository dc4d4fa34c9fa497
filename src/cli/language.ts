import { readFileSync } from "node:fs";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { type Environment, environmentValue } from "../core/providers/environmentKey";

export type Translations = Readonly<Record<string, string>>;

/** English unless the environment says Thai; then the bundle is read. Also configures `@vscode/l10n`. */
export function loadLanguage(environment: Environment, folder: string): Translations {
  if (!isThai(environment)) return {};
  const translations = JSON.parse(
    readFileSync(path.join(folder, "bundle.l10n.th.json"), "utf8"),
  ) as Translations;
  l10n.config({ contents: { ...translations } });
  return translations;
}

function isThai(environment: Environment): boolean {
  const own = environmentValue(environment, "SMARTSPEC_LANGUAGE");
  // In the order in which the system itself looks at them.
  const system = ["LC_ALL", "LC_MESSAGES", "LANG"].map((name) => environmentValue(environment, name));
  return (own ?? system.find((value) => value !== undefined) ?? "").toLowerCase().startsWith("th");
}
