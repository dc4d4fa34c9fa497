import { languageOfInfo } from "./createMarkdown";

const opening = /^( {0,3})(`{3,}|~{3,})([^\n]*)\n/;

/** A code block whose end has not come yet: its lines are code as they are, so no parser need read them. */
export class OpenFence {
  readonly language: string;
  readonly #markup: string;
  /** The beginning of a line that ends the block: not shown yet, because it may turn out to be no code. */
  readonly #mayEnd: RegExp;
  readonly #indentation: number;
  /** How much of the incomplete line was given out already. */
  #shown = 0;

  private constructor(indentation: number, markup: string, info: string) {
    this.language = languageOfInfo(info);
    this.#markup = markup;
    this.#indentation = indentation;
    this.#mayEnd = new RegExp(`^ {0,3}${markup.charAt(0)}*[ \\t]*$`);
  }

  /** `undefined` when `source`, the beginning of a block, is none; `rest` is what follows the opening line. */
  static open(source: string): { readonly fence: OpenFence; readonly rest: string } | undefined {
    const [line, indentation, markup = "", info = ""] = opening.exec(source) ?? [];
    if (line === undefined || indentation === undefined) return undefined;
    if (markup.startsWith("`") && info.includes("`")) return undefined;
    return { fence: new OpenFence(indentation.length, markup, info), rest: source.slice(line.length) };
  }

  /** The code in what came since; `tail` is an incomplete line, or what follows the block once that `isClosed`. */
  read(source: string): { readonly code: string; readonly tail: string; readonly isClosed: boolean } {
    let code = "";
    let start = 0;
    for (let end = source.indexOf("\n"); end >= 0; end = source.indexOf("\n", start)) {
      const line = source.slice(start, end + 1);
      start = end + 1;
      if (this.#isEnd(line.slice(0, -1))) return { code, tail: source.slice(start), isClosed: true };
      code += this.#take(line);
      this.#shown = 0;
    }
    const tail = source.slice(start);
    if (!this.#mayEnd.test(tail)) code += this.#take(tail);
    return { code, tail, isClosed: false };
  }

  /** The code in the last line, which will not be completed. Nothing but blanks is no line to the parser. */
  finish(line: string): string {
    return this.#isEnd(line) || line.trim() === "" ? "" : this.#take(line);
  }

  #isEnd(line: string): boolean {
    return this.#mayEnd.test(line) && line.trim().length >= this.#markup.length;
  }

  /** Each line loses as much indentation as the opening one has. */
  #take(line: string): string {
    const [blanks = "", spaces = "", tab] = /^( *)(\t?)/.exec(line) ?? [];
    const isTabCut = tab === "\t" && spaces.length < this.#indentation;
    const lost = isTabCut ? blanks.length : Math.min(spaces.length, this.#indentation);
    const start = Math.max(this.#shown, lost);
    const restOfTab = isTabCut && this.#shown < lost ? " ".repeat(4 - this.#indentation) : "";
    this.#shown = Math.max(this.#shown, line.length);
    return restOfTab + line.slice(start);
  }
}
