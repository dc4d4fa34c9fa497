import assert from "node:assert/strict";
import type { MarkdownIt } from "markdown-it";
import type { MarkdownOperation } from "../../src/webview/markdown/markdownOperation";

/** Stands for the page: applies operations as the view does, and says what would be on it. */
export class MarkdownPage {
  readonly #markdown: MarkdownIt;
  readonly frozen: string[] = [];
  live = "";
  /** Text that grows, as the code block it would be. */
  code: string | undefined;
  plain: string | undefined;
  #language = "";
  #table: { readonly open: string; readonly close: string; rows: string; partial: string } | undefined;

  constructor(markdown: MarkdownIt) {
    this.#markdown = markdown;
  }

  apply(operations: readonly MarkdownOperation[]): void {
    for (const operation of operations) {
      switch (operation.type) {
        case "freeze":
          this.frozen.push(operation.html);
          this.#clear();
          break;
        case "live":
          this.#clear();
          this.live = operation.html;
          break;
        case "open-text":
          this.#clear();
          if (operation.kind === "plain") this.plain = operation.text;
          else {
            this.code = operation.text;
            this.#language = operation.language;
          }
          break;
        case "extend-text":
          if (this.plain === undefined) this.code = `${this.#opened(this.code)}${operation.text}`;
          else this.plain += operation.text;
          break;
        case "open-table": {
          const [open = "", close = ""] = operation.html.split(/(?=<\/table>)/);
          this.#clear();
          this.#table = { open, close, rows: "", partial: "" };
          break;
        }
        case "extend-table": {
          const table = this.#opened(this.#table);
          table.rows += operation.rows.join("");
          table.partial = operation.partial;
          break;
        }
        case "keep":
          this.frozen.push(this.growing);
          this.#clear();
          break;
        case "replace":
          this.frozen[operation.index] = operation.html;
          break;
      }
    }
  }

  get html(): string {
    return this.frozen.join("") + this.live + this.growing;
  }

  get growing(): string {
    if (this.plain !== undefined) return `<plain>${this.#markdown.utils.escapeHtml(this.plain)}</plain>`;
    if (this.code !== undefined) {
      const fence = { content: this.code, info: this.#language };
      const tokens = this.#markdown.parse("```", {}).map((token) => Object.assign(token, fence));
      return this.#markdown.renderer.render(tokens, this.#markdown.options, {});
    }
    if (this.#table === undefined) return "";
    const { open, close, rows, partial } = this.#table;
    const all = rows + partial;
    return all === "" ? open + close : `${open}<tbody>\n${all}</tbody>\n${close}`;
  }

  #clear(): void {
    this.live = "";
    this.code = undefined;
    this.plain = undefined;
    this.#table = undefined;
  }

  #opened<Part>(part: Part | undefined): Part {
    assert.ok(part !== undefined, "only what was opened is extended");
    return part;
  }
}
