import type { FencedBlock } from "./fencedBlocks";
import { isPathLike } from "./isPathLike";

/** The path that an answer gives to a fenced block, as it is written there; `undefined` when it gives none. */
export function namedPath({ info, lineAbove, content }: FencedBlock): string | undefined {
  const language = languageOf(info);
  return pathInInfo(info) ?? pathAbove(lineAbove, language) ?? pathInComment(content, language);
}

/** The language of an info string in lower case: `ts` of `ts:src/a.ts`. */
export function languageOf(info: string): string | undefined {
  const word = /^\S+/.exec(info)?.[0] ?? "";
  const language = /^[^:{,]*/.exec(word)?.[0] ?? "";
  return language === "" || word.includes("=") ? undefined : language.toLowerCase();
}

/** `ts src/a.ts`, `ts:src/a.ts`, `ts title="src/a.ts"`, and `filename`, `filepath`, `path` or `file` like `title`. */
function pathInInfo(info: string): string | undefined {
  const attribute =
    /(?:^|[\s{,])(title|file-?name|file-?path|path|file)=(?:"([^"]*)"|'([^']*)'|([^\s"',}]+))/i.exec(info);
  if (attribute) {
    const value = (attribute[2] ?? attribute[3] ?? attribute[4] ?? "").trim();
    // Of these only a title may be something else than a file.
    if (value !== "" && (attribute[1]?.toLowerCase() !== "title" || isPathLike(value))) return value;
  }
  const [, behindColon, nextWord] = /^[a-z][\w+#.-]*(?::(\S+)|[ \t]+(\S+))/i.exec(info) ?? [];
  const word = behindColon ?? nextWord ?? "";
  return isPathLike(word) ? word : undefined;
}

/** A line that is nothing but a path, and marked: a heading, bold or between backticks; a colon may follow. */
function pathAbove(line: string, language: string | undefined): string | undefined {
  const heading = /^#{1,6}[ \t]+(?:\d{1,4}[.)][ \t]+)?/.exec(line)?.[0] ?? "";
  let text = withoutColon(line.slice(heading.length));
  let isMarked = heading !== "";
  for (const mark of ["**", "__", "`"]) {
    if (text.length <= 2 * mark.length || !text.startsWith(mark) || !text.endsWith(mark)) continue;
    text = withoutColon(text.slice(mark.length, -mark.length));
    isMarked = true;
  }
  if (!isMarked || !isPathLike(text)) return undefined;
  // "### `package.json`", and then the command that writes it.
  return SHELLS.has(language ?? "") && !/\.(?:sh|bash|zsh|fish|ps1|bat|cmd)$/i.test(text) ? undefined : text;
}

const SHELLS: ReadonlySet<string> = new Set(
  "sh bash zsh fish shell shellscript shellsession console terminal powershell ps1 pwsh bat cmd".split(" "),
);

function withoutColon(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith(":") ? trimmed.slice(0, -1).trimEnd() : trimmed;
}

/** The block's first line is a comment with nothing but a path. */
function pathInComment(content: string, language: string | undefined): string | undefined {
  const line = /^[^\r\n]{0,500}(?=\r?\n)/.exec(content)?.[0].trim() ?? "";
  // In Markdown that is a heading.
  if (line.startsWith("#") && /^(?:md|markdown|mdx)$/.test(language ?? "")) return undefined;
  const [, toLineEnd, inMarkup, inStars] =
    /^(?:\/\/|#|--|;|%)([^]*)$|^<!--([^]*)-->$|^\/\*([^]*)\*\/$/.exec(line) ?? [];
  const text = (toLineEnd ?? inMarkup ?? inStars ?? "").trim();
  return isPathLike(text) ? text : undefined;
}
