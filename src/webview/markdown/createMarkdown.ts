import MarkdownParser from "markdown-it";
import type { MarkdownIt, StateBlock, Token } from "markdown-it";
import { replaceHidden, type TextKind } from "../../core/hiddenCharacters";

/** What an answer may link to. Everything else stays text: there is no page for a relative link, and schemes can harm. */
const allowedLink = /^(?:https?:\/\/|mailto:)/i;

/**
 * Quotes and lists (which count twice) in one another up to here; what is nested deeper is text. The parser would leave it out
 * from its own limit on, takes time for every level of every line, and the page has no room for more.
 */
const deepestLevel = 24;
/** Numbers that need more room than the indentation of a list. */
const wideNumber = 1000;
/** A language has a short name; anything may stand in its place. */
const longestLanguage = 40;

/**
 * The Markdown of answers: CommonMark with tables and strike-through, without HTML, without remote content. The result
 * holds no style attributes (the page's content security policy forbids them).
 */
export function createMarkdown(): MarkdownIt {
  const markdown = new MarkdownParser({ html: false, linkify: true });
  // Only what says it is a link becomes one: `example.md` and `a@b` are usually file names and decorators.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  for (const scheme of ["http:", "ftp:", "//", "mailto:"]) markdown.linkify.add(scheme, null);
  markdown.validateLink = (url) => allowedLink.test(url.trim());

  markdown.block.ruler.before("table", "deep_text", deepText);

  const { escapeHtml } = markdown.utils;
  const visible = (text: string, kind: TextKind) =>
    replaceHidden(
      escapeHtml(text),
      kind,
      (names) => `<span class="hidden-character" data-name="${names}"></span>`,
    );
  const code = (text: string) => visible(text, "code");
  const block = (text: string, info: string) =>
    `<pre class="code-block" data-language="${escapeHtml(languageOfInfo(info))}"><code>${code(text)}</code></pre>\n`;

  const { rules } = markdown.renderer;
  rules["fence"] = (tokens, index) => block(tokens[index]?.content ?? "", tokens[index]?.info ?? "");
  rules["code_block"] = (tokens, index) => block(tokens[index]?.content ?? "", "");
  rules["code_inline"] = (tokens, index) => `<code>${code(tokens[index]?.content ?? "")}</code>`;
  rules["text"] = (tokens, index) => visible(tokens[index]?.content ?? "", "prose");
  rules["ordered_list_open"] = (tokens, index) => openNumbers(Number(tokens[index]?.attrGet("start") ?? 1));
  rules["table_open"] = () => `<div class="table-scroll"><table>\n`;
  rules["table_close"] = () => `</table></div>\n`;
  rules["th_open"] = (tokens, index) => openCell("th", tokens[index]);
  rules["td_open"] = (tokens, index) => openCell("td", tokens[index]);
  // An image is fetched by nobody: a remote address would tell its server who reads what.
  rules["image"] = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    const source = String(token?.attrGet("src") ?? "");
    const alt = renderer.renderInlineAsText(token?.children ?? [], options, env) || source;
    return isInsideLink(tokens, index)
      ? visible(alt, "prose")
      : `<a class="image-link" href="${escapeHtml(source)}">${visible(alt, "prose")}</a>`;
  };
  return markdown;
}

function openCell(tag: string, token: Token | undefined): string {
  const align = /text-align:(left|center|right)/.exec(String(token?.attrGet("style") ?? ""))?.[1];
  return align === undefined ? `<${tag}>` : `<${tag} class="align-${align}">`;
}

function openNumbers(start: number): string {
  const first = start === 1 ? "" : ` start="${start}"`;
  return start < wideNumber ? `<ol${first}>\n` : `<ol${first} class="wide-numbers">\n`;
}

/** The rest of what contains it as one paragraph, its marks included. */
function deepText(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent || state.level < deepestLevel) return false;
  // Lists measure from what they contain, quotes have taken their marks off each line.
  let nextLine = startLine + 1;
  while (nextLine < endLine && (state.isEmpty(nextLine) || (state.sCount[nextLine] ?? 0) >= state.blkIndent))
    nextLine++;
  state.line = nextLine;
  const map: [number, number] = [startLine, nextLine];
  state.push("paragraph_open", "p", 1).map = map;
  const text = state.push("inline", "", 0);
  text.content = state.getLines(startLine, nextLine, state.blkIndent, false).trim();
  text.map = map;
  text.children = [];
  state.push("paragraph_close", "p", -1);
  return true;
}

/** `"ts"` of an info string like `ts title="a.ts"`. */
export function languageOfInfo(info: string): string {
  const name = /^[^\s{,]*/.exec(info.trim())?.[0] ?? "";
  return name.length > longestLanguage ? `${name.slice(0, longestLanguage)}…` : name;
}

/** Links do not contain links, so the nearest one before decides. */
function isInsideLink(tokens: readonly Token[], index: number): boolean {
  for (let before = index - 1; before >= 0; before--) {
    const type = tokens[before]?.type;
    if (type === "link_open" || type === "link_close") return type === "link_open";
  }
  return false;
}
