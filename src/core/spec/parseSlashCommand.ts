import * as l10n from "@vscode/l10n";
import { confinedPath } from "./confinedPath";

/**
 * What a chat message that names a spec asks for. `path`: from the workspace root, `/` between segments, no leading slash,
 * no `.` or `..`, no backslash. `instruction`: the rest of the message; absent when there is none. `problem`: a sentence
 * for the user, as the message is meant to run a file but cannot.
 */
export type SlashCommand =
  | { readonly path: string; readonly instruction?: string; readonly problem?: never }
  | { readonly path?: never; readonly instruction?: never; readonly problem: string };

const SPEC_NAME = /[^/]\.(md|markdown)$/i;

/** True for the file names a slash command may run. */
export function isSpecPath(path: string): boolean {
  return SPEC_NAME.test(path);
}

/**
 * Reads `/file.md instruction`. The leading slash is the workspace root. A path with spaces is written `/"my spec.md"` or
 * `/my\ spec.md`; any other backslash separates segments, as on Windows. `undefined` for plain chat text: whatever does
 * not begin with a slash and a Markdown file's name, such as `/usr is a folder`. Never throws.
 */
export function parseSlashCommand(text: string): SlashCommand | undefined {
  const input = text.trimStart();
  if (!input.startsWith("/")) return undefined;
  const isQuoted = input[1] === '"';
  const token = isQuoted ? readQuoted(input, 2) : readPlain(input, 1);
  if (token === undefined) {
    // An open quotation mark before a Markdown name is a slip of the pen: sending it as chat text would cost money.
    return /\.(md|markdown)(\s|$)/i.test(input)
      ? { problem: l10n.t("The quotation mark before the file name is not closed.") }
      : undefined;
  }
  if (!isSpecPath(token.path) || hasControlCharacter(token.path)) return undefined;
  const path = confinedPath(token.path);
  if (path === undefined) return { problem: l10n.t("{0} is outside the workspace folder.", token.path) };
  const instruction = input.slice(token.end).trim();
  return instruction === "" ? { path } : { path, instruction };
}

interface Token {
  readonly path: string;
  /** Index behind the token. */
  readonly end: number;
}

function readQuoted(input: string, start: number): Token | undefined {
  let path = "";
  for (let index = start; index < input.length; index++) {
    const character = input[index] ?? "";
    if (character === '"') return { path, end: index + 1 };
    if (character === "\n" || character === "\r") return undefined;
    if (character !== "\\") path += character;
    else if (input[index + 1] === '"') path += input[++index];
    else path += "/";
  }
  return undefined;
}

function readPlain(input: string, start: number): Token {
  let path = "";
  let index = start;
  for (; index < input.length; index++) {
    const character = input[index] ?? "";
    if (/\s/.test(character)) break;
    if (character !== "\\") path += character;
    else if (input[index + 1] === " " || input[index + 1] === '"') path += input[++index];
    else path += "/";
  }
  return { path, end: index };
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
