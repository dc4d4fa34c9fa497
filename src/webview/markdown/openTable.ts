import type { Token } from "markdown-it";
import { blockWeight, heaviestLive } from "./blockWeight";
import { lineOffset, type MarkdownReader, topLevelBlocks } from "./markdownReader";
import { heaviestBlock } from "./openPlain";

/** A table that grows by rows: each line is read as its first one, as what a row is depends on the head alone. */
export class OpenTable {
  readonly #reader: MarkdownReader;
  /** Head and alignments: what makes the parser read a line as a row. */
  readonly #head: string;
  readonly #open: string;
  readonly #close: string;
  /** Kept while it may be read again. */
  #source: string;
  #rows = "";

  private constructor(reader: MarkdownReader, tokens: readonly Token[], head: string) {
    const body = tokens.findIndex((token) => token.type === "tbody_open");
    this.#reader = reader;
    this.#head = head;
    this.#source = head;
    this.#open = reader.render(tokens.slice(0, body), {});
    this.#close = reader.render(tokens.slice(-1), {});
  }

  /** `source` is that of `tokens`, a table; `rest` is what follows its head. */
  static open(
    reader: MarkdownReader,
    tokens: readonly Token[],
    source: string,
  ): { readonly table: OpenTable; readonly rest: string } {
    const head = source.slice(0, lineOffset(source, 2));
    return { table: new OpenTable(reader, tokens, head), rest: source.slice(head.length) };
  }

  /** All of it but its rows. */
  get html(): string {
    return this.#open + this.#close;
  }

  /** Everything so far; the beginning only, once it is too long to be read again. */
  get part(): { readonly source: string; readonly html: readonly string[] } {
    const body = this.#rows === "" ? "" : `<tbody>\n${this.#rows}</tbody>\n`;
    return { source: this.#source, html: [this.#open + body + this.#close] };
  }

  /**
   * The rows in what came since, and the one that is not complete, if `wantsPartial`. `tail` is that one's source, or what
   * follows the table once that `isClosed`.
   */
  read(
    source: string,
    wantsPartial: boolean,
  ): {
    readonly rows: readonly string[];
    readonly partial: string;
    readonly tail: string;
    readonly isClosed: boolean;
  } {
    const complete = source.slice(0, source.lastIndexOf("\n") + 1);
    const { rows, length } = this.#rowsOf(complete);
    const line = source.slice(complete.length);
    const isClosed = length < complete.length || blockWeight(line) > heaviestLive;
    const partial = isClosed || !wantsPartial ? "" : (this.#rowsOf(line).rows[0] ?? "");
    if (this.#source.length <= heaviestBlock) {
      this.#source += complete.slice(0, length);
      this.#rows += rows.join("");
    }
    return { rows, partial, tail: source.slice(length), isClosed };
  }

  /** The rows that `lines` begin with, and how long their source is. */
  #rowsOf(lines: string): { readonly rows: string[]; readonly length: number } {
    const light = blockWeight(lines) > heaviestLive ? "" : lines;
    const { tokens, env } = this.#reader.parse(this.#head + light);
    const [table = []] = topLevelBlocks(tokens);
    const body = table.findIndex(({ type }) => type === "tbody_open");
    if (body < 0) return { rows: [], length: 0 };
    const rows: Token[][] = [];
    for (const token of table.slice(body + 1)) {
      if (token.type === "tbody_close") break;
      if (token.type === "tr_open") rows.push([]);
      rows.at(-1)?.push(token);
    }
    return {
      rows: rows.map((row) => this.#reader.render(row, env)),
      length: lineOffset(this.#head + light, table[0]?.map?.[1] ?? 2) - this.#head.length,
    };
  }
}
