import * as l10n from "@vscode/l10n";
import { isSecretFile } from "../spec/isSecretFile";

const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;

/**
 * Why an answer may not be written to this path, in one sentence; `undefined` when it may. `path`: from the workspace
 * folder, as `confinedPath` gives it. What is refused is refused on every system, as the same folder is opened on several.
 */
export function writablePathProblem(path: string): string | undefined {
  const segments = path.split("/");
  if (
    segments.some((segment) => DEVICES.test(segment) || /[<>:"|?*]/.test(segment) || /[. ]$/.test(segment))
  ) {
    return l10n.t("{0} is no file name on Windows, so it is left out.", path);
  }
  // What cannot be seen makes one name look like another, and some file systems ignore it.
  if (/\p{Cf}/u.test(path)) return l10n.t("{0} has characters that cannot be seen, so it is left out.", path);
  // What is written there can be run by the next command of Git, also under the short name that Windows gives it.
  if (segments.some((segment) => /^(?:\.git|git~\d+)$/i.test(segment))) {
    return l10n.t("{0} belongs to Git, so it is left out.", path);
  }
  // Settings and tasks of the editor can run programs.
  if (segments.some((segment) => /^(?:\.vscode|vscode~\d+)$/i.test(segment))) {
    return l10n.t("{0} belongs to the editor, so it is left out.", path);
  }
  if (isSecretFile(path)) return l10n.t("{0} looks like a file of secrets, so it is left out.", path);
  return undefined;
}
