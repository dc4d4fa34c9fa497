import type { Env, MarkdownIt, Token } from "markdown-it";
import { blockWeight, heaviestLive } from "./blockWeight";
import type { LiveList, MarkdownOperation } from "./markdownOperation";
import { lineOffset, MarkdownReader, mayDefine, topLevelBlocks } from "./markdownReader";
import { OpenFence } from "./openFence";
import { heaviestBlock, OpenPlain } from "./openPlain";
import { OpenTable } from "./openTable";

/** A list of that length (UTF-16 units) is drawn by items. */
const longList = 4 * 1024;
/** A table of that length is drawn by rows. */
const longTable = 4 * 1024;

/** A longer tail (in UTF-16 units, or by weight) is one huge block, which each rendering reads again from its start. */
const longTail = 16 * 1024;
const heavyTail = 60_000;
const longTailIntervalMs = 200;
/** A tail that grew by this factor need not wait so long. */
const growth = 1.25;

/** The opening line of a code block may be the head of a table: the second line tells. */
const mayBeTable = /^[^\n]*\|[^\n]*\n[^\n]*$/;

/** What was frozen at once, as far as link definitions may change it. */
interface FrozenPart {
  readonly index: number;
  readonly source: string;
  readonly html: readonly string[];
}

/**
 * Streaming Markdown in time linear to its length, and exact: the blocks at the end have the HTML of the whole text rendered
 * at once. CommonMark's block structure only ever grows at its end, so once the parser has begun a block, those
 * before it are final: they are rendered once and their source is cut off. A block that is too heavy for that is not
 * parsed: its text is shown as it is. No DOM here.
 */
export class MarkdownBlocks {
  readonly #reader: MarkdownReader;
  /** Not frozen yet; line ends are `\n`. Inside open code or an open table: its last, incomplete line. */
  #tail = "";
  /** A carriage return at the end of a piece: the line feed may be in the next one. */
  #heldReturn = false;
  #fence: OpenFence | undefined;
  #table: OpenTable | undefined;
  #plain: OpenPlain | undefined;
  /** How much of the tail is on the page as plain text. */
  #plainLength = 0;
  #hasNewLine = false;
  #isDirty = false;
  #renderedAtMs = Number.NEGATIVE_INFINITY;
  #renderedLength = 0;
  #frozenCount = 0;
  readonly #parts: FrozenPart[] = [];

  constructor(markdown: MarkdownIt) {
    this.#reader = new MarkdownReader(markdown);
  }

  /** A few thousand characters at most before the next `update`: what came is read in one go. */
  append(text: string): void {
    if (text === "") return;
    let piece = this.#heldReturn ? `\r${text}` : text;
    this.#heldReturn = piece.endsWith("\r");
    if (this.#heldReturn) piece = piece.slice(0, -1);
    this.#add(piece.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD"));
  }

  /**
   * `hasMore`: more text is at hand, so what is not complete need not be rendered. `isSettled` is false when a long tail waits
   * for its turn: call again in a later frame.
   */
  update(
    nowMs: number,
    hasMore = false,
  ): { readonly operations: MarkdownOperation[]; readonly isSettled: boolean } {
    const operations: MarkdownOperation[] = [];
    if (!this.#isDirty) return { operations, isSettled: true };
    if (this.#fence !== undefined) this.#readFence(this.#fence, operations);
    else if (this.#table !== undefined) this.#readTable(this.#table, hasMore, operations);
    else if (this.#plain !== undefined) this.#readPlain(this.#plain, operations);
    const isSettled = !this.#isDirty || this.#readBlocks(nowMs, hasMore, operations);
    return { operations, isSettled };
  }

  /** The text is complete. Nothing may be appended afterwards. */
  finish(): MarkdownOperation[] {
    const operations: MarkdownOperation[] = [];
    // A plain block waits for the end of a line to see whether it goes on there.
    if (this.#heldReturn || this.#plain !== undefined) this.#add("\n");
    this.#heldReturn = false;
    this.#isDirty = this.#tail !== "";
    operations.push(...this.update(Number.POSITIVE_INFINITY, true).operations);
    if (this.#fence !== undefined) {
      const text = this.#fence.finish(this.#tail);
      if (text !== "") operations.push({ type: "extend-text", text });
      this.#tail = "";
      this.#keep(operations);
    } else if (this.#table !== undefined) {
      // As a complete line, so that the parser decides whether it is a row.
      this.#tail += "\n";
      this.#readTable(this.#table, true, operations);
      if (this.#table !== undefined) this.#closeTable(this.#table, operations);
    } else if (this.#plain?.isTooHeavy === true) {
      if (this.#tail !== "") operations.push({ type: "extend-text", text: this.#tail });
      this.#tail = "";
      this.#keep(operations);
    }
    this.#plain = undefined;
    const { tokens, env } = this.#reader.parse(this.#tail);
    this.#freezeAll(topLevelBlocks(tokens), env, this.#tail, operations);
    this.#tail = "";
    operations.push({ type: "live", html: "" });
    return operations;
  }

  /** After `finish`: what link definitions that came after their use change, part by part. */
  *recheck(): Generator<readonly MarkdownOperation[], void> {
    if (!this.#reader.hasDefinitions) return;
    for (const part of this.#parts) {
      const html = this.#reader.renderBlocks(part.source);
      yield html.flatMap((now, offset) =>
        now === part.html[offset]
          ? []
          : [{ type: "replace", index: part.index + offset, html: now } as const],
      );
    }
  }

  #add(text: string): void {
    if (text === "") return;
    this.#tail += text;
    this.#isDirty = true;
    if (text.includes("\n")) this.#hasNewLine = true;
  }

  /** Reads what is no open block; false when a long tail waits for its turn. */
  #readBlocks(nowMs: number, hasMore: boolean, operations: MarkdownOperation[]): boolean {
    const weight = blockWeight(this.#tail);
    const isLong = this.#tail.length > longTail || weight > heavyTail;
    const isTooSoon =
      nowMs - this.#renderedAtMs < longTailIntervalMs && this.#tail.length < this.#renderedLength * growth;
    if (isLong && isTooSoon && weight <= heaviestLive) return false;
    if (this.#hasNewLine) this.#freezeClosedBlocks(operations);
    this.#renderedAtMs = nowMs;
    this.#renderedLength = this.#tail.length;
    this.#isDirty = false;
    if (this.#fence !== undefined || this.#table !== undefined) return true;
    if (weight > heaviestLive && blockWeight(this.#tail) > heaviestLive) this.#openPlain(operations);
    else if (hasMore) this.#isDirty = true;
    else {
      const { tokens, env } = this.#reader.parse(this.#tail);
      const list = this.#tail.length > longList ? this.#liveList(tokens, env) : undefined;
      operations.push({ type: "live", html: this.#reader.render(tokens, env), ...(list && { list }) });
    }
    return true;
  }

  #freezeClosedBlocks(operations: MarkdownOperation[]): void {
    this.#hasNewLine = false;
    // A half line decides nothing: `#` may still become `#tag`.
    const complete = this.#tail.slice(0, this.#tail.lastIndexOf("\n") + 1);
    const { tokens, env } = this.#reader.parse(complete);
    const blocks = topLevelBlocks(tokens);
    const last = blocks.at(-1);
    const first = last?.[0];
    if (last === undefined || first?.map === undefined || first.map === null) {
      // Link definitions leave nothing; a blank line ends the last one.
      if (/(?:^|\n)[ \t]*\n$/.test(complete)) this.#cut(complete.length, [], env, operations);
      return;
    }
    const start = lineOffset(complete, first.map[0]);
    const source = complete.slice(start);
    const opened = first.type === "fence" && !mayBeTable.test(source) ? OpenFence.open(source) : undefined;
    const read = opened?.fence.read(opened.rest);
    const isLongTable = first.type === "table_open" && source.length > longTable;
    if (read?.isClosed === true) this.#cut(complete.length - read.tail.length, blocks, env, operations);
    else if (opened !== undefined || isLongTable) this.#cut(start, blocks.slice(0, -1), env, operations);
    else if (!mayDefine(complete)) {
      if (blocks.length > 1) this.#cut(start, blocks.slice(0, -1), env, operations);
    } else this.#cutAtBlankLine(complete, blocks, env, operations);
    if (opened !== undefined && read?.isClosed === false)
      this.#openFence(opened.fence, opened.rest.length, operations);
    if (isLongTable) this.#openTable(last, source.length, operations);
  }

  /** A link definition may take the next lines for its title, up to a blank one: what is before that is final. */
  #cutAtBlankLine(
    complete: string,
    blocks: readonly Token[][],
    env: Env,
    operations: MarkdownOperation[],
  ): void {
    const lines = complete.split("\n");
    const isBlank = (line: number) => lines[line]?.trim() === "";
    for (let count = blocks.length - 1; count > 0; count--) {
      const end = blocks[count - 1]?.[0]?.map?.[1] ?? 0;
      let line = blocks[count]?.[0]?.map?.[0] ?? 0;
      while (line > end && !isBlank(line - 1)) line--;
      if (isBlank(line - 1))
        return this.#cut(lineOffset(complete, line), blocks.slice(0, count), env, operations);
    }
  }

  /** Freezes these blocks, which are all in the first `length` characters of the tail, and cuts those off. */
  #cut(length: number, blocks: readonly Token[][], env: Env, operations: MarkdownOperation[]): void {
    this.#freezeAll(blocks, env, this.#tail.slice(0, length), operations);
    this.#tail = this.#tail.slice(length);
  }

  #freezeAll(blocks: readonly Token[][], env: Env, source: string, operations: MarkdownOperation[]): void {
    this.#reader.learnDefinitions(source);
    const html = blocks.map((block) => this.#reader.render(block, env));
    this.#remember({ index: this.#frozenCount, source, html });
    this.#frozenCount += html.length;
    for (const block of html) operations.push({ type: "freeze", html: block });
  }

  /** `codeLength`: so much of the end of the complete lines is code already. */
  #openFence(fence: OpenFence, codeLength: number, operations: MarkdownOperation[]): void {
    const incomplete = this.#tail.length - (this.#tail.lastIndexOf("\n") + 1);
    this.#tail = this.#tail.slice(this.#tail.length - incomplete - codeLength);
    operations.push({ type: "open-text", kind: "code", language: fence.language, text: "" });
    this.#fence = fence;
    this.#readFence(fence, operations);
  }

  #readFence(fence: OpenFence, operations: MarkdownOperation[]): void {
    const { code, tail, isClosed } = fence.read(this.#tail);
    if (code !== "") operations.push({ type: "extend-text", text: code });
    this.#tail = tail;
    this.#isDirty = false;
    if (isClosed) this.#keep(operations);
  }

  #openTable(tokens: readonly Token[], length: number, operations: MarkdownOperation[]): void {
    const { table, rest } = OpenTable.open(this.#reader, tokens, this.#tail.slice(0, length));
    this.#tail = rest + this.#tail.slice(length);
    operations.push({ type: "open-table", html: table.html });
    this.#table = table;
    this.#readTable(table, true, operations);
  }

  #readTable(table: OpenTable, hasMore: boolean, operations: MarkdownOperation[]): void {
    const { rows, partial, tail, isClosed } = table.read(this.#tail, !hasMore);
    operations.push({ type: "extend-table", rows, partial });
    this.#tail = tail;
    this.#isDirty = hasMore && tail !== "";
    if (isClosed) this.#closeTable(table, operations);
  }

  #closeTable(table: OpenTable, operations: MarkdownOperation[]): void {
    this.#remember({ index: this.#frozenCount, ...table.part });
    this.#keep(operations);
  }

  #openPlain(operations: MarkdownOperation[]): void {
    this.#plain = new OpenPlain(this.#tail);
    this.#plainLength = 0;
    operations.push({ type: "open-text", kind: "plain", text: "" });
    this.#readPlain(this.#plain, operations);
  }

  #readPlain(plain: OpenPlain, operations: MarkdownOperation[]): void {
    const piece = this.#tail.slice(this.#plainLength);
    const opened = plain.openFence(piece);
    const { end, readTo } =
      opened === undefined ? plain.read(piece) : { end: opened.end, readTo: opened.end };
    if (readTo > 0) operations.push({ type: "extend-text", text: piece.slice(0, readTo) });
    this.#isDirty = false;
    if (opened === undefined && !plain.isTooHeavy) {
      this.#plainLength += readTo;
      if (end !== undefined) this.#parsePlain(operations);
      return;
    }
    this.#tail = piece.slice(readTo);
    this.#plainLength = 0;
    if (end === undefined) return;
    this.#keep(operations);
    if (opened !== undefined) this.#openFence(opened.fence, this.#tail.lastIndexOf("\n") + 1, operations);
  }

  /** The block may be complete, and is light enough to be read once more: the parser decides. */
  #parsePlain(operations: MarkdownOperation[]): void {
    const length = this.#tail.length;
    this.#freezeClosedBlocks(operations);
    if (this.#tail.length === length) return;
    this.#plain = undefined;
    this.#isDirty = this.#tail !== "" && this.#fence === undefined && this.#table === undefined;
    this.#hasNewLine = this.#tail.includes("\n");
  }

  /** Ends the open block; what follows it is read as Markdown again. */
  #keep(operations: MarkdownOperation[]): void {
    operations.push({ type: "keep" });
    this.#frozenCount++;
    this.#fence = undefined;
    this.#table = undefined;
    this.#plain = undefined;
    this.#hasNewLine = this.#tail.includes("\n");
    this.#isDirty = this.#tail !== "";
  }

  #remember(part: FrozenPart): void {
    // Without brackets there is neither a use nor a definition; what is too heavy is not read a second time.
    if (part.source.includes("[") && blockWeight(part.source) <= heaviestBlock) this.#parts.push(part);
  }

  #liveList(tokens: readonly Token[], env: Env): LiveList | undefined {
    const [first] = tokens;
    const isOneList =
      topLevelBlocks(tokens).length === 1 && /^(?:bullet|ordered)_list_open$/.test(first?.type ?? "");
    if (first === undefined || !isOneList) return undefined;
    const items: Token[][] = [];
    for (const token of tokens.slice(1, -1)) {
      if (token.type === "list_item_open" && token.level === 1) items.push([]);
      items.at(-1)?.push(token);
    }
    return {
      open: this.#reader.render([first], env),
      items: items.map((item) => this.#reader.render(item, env)),
    };
  }
}
