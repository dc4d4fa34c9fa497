import MarkdownParser from "markdown-it";
import type { MarkdownIt, Token } from "markdown-it";
import { replaceBidiControls } from "../text/bidiControls";

/** What an answer may link to. Everything else stays text: there is no page for a relative link, and schemes can harm. */
const allowedLink = /^(?:https?:\/\/|mailto:)/i;

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

  const { escapeHtml } = markdown.utils;
  const code = (text: string) =>
    replaceBidiControls(escapeHtml(text), (name) => `<span class="bidi-control" data-name="${name}"></span>`);
  const block = (text: string, info: string) =>
    `<pre class="code-block" data-language="${escapeHtml(languageOfInfo(info))}"><code>${code(text)}</code></pre>\n`;

  const { rules } = markdown.renderer;
  rules["fence"] = (tokens, index) => block(tokens[index]?.content ?? "", tokens[index]?.info ?? "");
  rules["code_block"] = (tokens, index) => block(tokens[index]?.content ?? "", "");
  rules["code_inline"] = (tokens, index) => `<code>${code(tokens[index]?.content ?? "")}</code>`;
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
      ? escapeHtml(alt)
      : `<a class="image-link" href="${escapeHtml(source)}">${escapeHtml(alt)}</a>`;
  };
  return markdown;
}

function openCell(tag: string, token: Token | undefined): string {
  const align = /text-align:(left|center|right)/.exec(String(token?.attrGet("style") ?? ""))?.[1];
  return align === undefined ? `<${tag}>` : `<${tag} class="align-${align}">`;
}

/** `"ts"` of an info string like `ts title="a.ts"`. */
export function languageOfInfo(info: string): string {
  return /^[^\s{,]*/.exec(info.trim())?.[0] ?? "";
}

function isInsideLink(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (let before = 0; before < index; before++) {
    if (tokens[before]?.type === "link_open") depth++;
    if (tokens[before]?.type === "link_close") depth--;
  }
  return depth > 0;
}
