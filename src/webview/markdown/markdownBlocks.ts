import type { Env, MarkdownIt, Token } from "markdown-it";
import { languageOfInfo } from "./createMarkdown";

/** What to do with the blocks on the page. Frozen blocks are in order and never change, but for the two `replace`s. */
export type MarkdownOperation =
  | { readonly type: "freeze"; readonly html: string }
  /**
   * The whole of what is not frozen; empty when everything is. `list`: the same by items, when it is one long list, so that
   * only those that changed need be drawn.
   */
  | { readonly type: "live"; readonly html: string; readonly list?: LiveList }
  /** Instead of `live`: a code block whose end has not come yet, and its first text. */
  | { readonly type: "open-code"; readonly language: string; readonly text: string }
  | { readonly type: "extend-code"; readonly text: string }
  /** A link definition came after its use: this block, or all of them, read differently now. */
  | { readonly type: "replace"; readonly index: number; readonly html: string }
  | { readonly type: "replace-all"; readonly blocks: readonly string[] };

export interface LiveList {
  /** Its start tag. */
  readonly open: string;
  /** Each with its own `li`. */
  readonly items: readonly string[];
}

/** A list of that length (UTF-16 units) is drawn by items. */
const longList = 4 * 1024;

/** A longer tail (in UTF-16 units) is one huge block, which each rendering reads again from its start. */
const longTail = 16 * 1024;
const longTailIntervalMs = 200;

interface OpenFence {
  /** A line that ends the block. */
  readonly end: RegExp;
  /** The beginning of such a line: not shown yet, because it may turn out to be no code. */
  readonly mayEnd: RegExp;
  /** Complete lines, the opening one included. */
  readonly source: string[];
  /** How much of the incomplete line is on the page already. */
  shown: number;
}

/**
 * Streaming Markdown in time linear to its length, and exact: the blocks at the end have the HTML of the whole text rendered
 * at once. CommonMark's block structure only ever grows at its end, so once the parser has begun a block, those
 * before it are final: they are rendered once and their source is cut off. No DOM here.
 */
export class MarkdownBlocks {
  readonly #markdown: MarkdownIt;
  /** Not frozen yet; line ends are `\n`. Inside an open fence: its last, incomplete line. */
  #tail = "";
  /** A carriage return at the end of a piece: the line feed may be in the next one. */
  #heldReturn = false;
  #fence: OpenFence | undefined;
  #hasNewLine = false;
  #isDirty = false;
  #renderedAtMs = Number.NEGATIVE_INFINITY;
  #definitions: NonNullable<Env["references"]> = {};
  #hasDefinitions = false;
  readonly #frozenSources: string[] = [];
  readonly #frozenHtml: string[] = [];

  constructor(markdown: MarkdownIt) {
    this.#markdown = markdown;
  }

  append(text: string): void {
    if (text === "") return;
    let piece = this.#heldReturn ? `\r${text}` : text;
    this.#heldReturn = piece.endsWith("\r");
    if (this.#heldReturn) piece = piece.slice(0, -1);
    this.#add(piece.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD"));
  }

  /** `isSettled` is false when a long tail waits for its turn: call again in a later frame. */
  update(nowMs: number): { readonly operations: MarkdownOperation[]; readonly isSettled: boolean } {
    const operations: MarkdownOperation[] = [];
    if (this.#fence !== undefined) this.#readFence(this.#fence, operations);
    if (this.#fence !== undefined || !this.#isDirty) return { operations, isSettled: true };
    const isTooSoon = nowMs - this.#renderedAtMs < longTailIntervalMs;
    if (this.#tail.length > longTail && isTooSoon) return { operations, isSettled: false };
    this.#renderedAtMs = nowMs;
    this.#isDirty = false;
    if (this.#hasNewLine) this.#freezeClosedBlocks(operations);
    if (this.#fence === undefined) {
      const { tokens, env } = this.#parse(this.#tail);
      const list = this.#tail.length > longList ? this.#liveList(tokens, env) : undefined;
      operations.push({ type: "live", html: this.#render(tokens, env), ...(list && { list }) });
    }
    return { operations, isSettled: true };
  }

  /** The text is complete. Nothing may be appended afterwards. */
  finish(): MarkdownOperation[] {
    if (this.#heldReturn) this.#add("\n");
    this.#heldReturn = false;
    const operations: MarkdownOperation[] = [];
    const rest = (this.#fence?.source.join("") ?? "") + this.#tail;
    this.#fence = undefined;
    this.#tail = "";
    const { tokens, env } = this.#parse(rest);
    this.#learnDefinitions(env);
    this.#frozenSources.push(rest);
    for (const block of topLevelBlocks(tokens)) this.#freeze(this.#render(block, env), operations);
    operations.push({ type: "live", html: "" });
    if (this.#hasDefinitions) this.#replaceChanged(operations);
    return operations;
  }

  #add(text: string): void {
    if (text === "") return;
    this.#tail += text;
    this.#isDirty = true;
    if (text.includes("\n")) this.#hasNewLine = true;
  }

  #freezeClosedBlocks(operations: MarkdownOperation[]): void {
    this.#hasNewLine = false;
    // A half line decides nothing: `#` may still become `#tag`.
    const complete = this.#tail.slice(0, this.#tail.lastIndexOf("\n") + 1);
    const { tokens, env } = this.#parse(complete);
    const blocks = topLevelBlocks(tokens);
    const last = blocks.at(-1)?.[0];
    if (last?.map === undefined || last.map === null) return;
    const lastSource = complete.slice(lineOffset(complete, last.map[0]));
    const fence = last.type === "fence" ? openFence(lastSource, last.markup) : undefined;
    const isClosedFence =
      fence !== undefined && lastSource.split("\n").some((line, index) => index > 0 && fence.end.test(line));
    const closed = isClosedFence ? blocks : blocks.slice(0, -1);
    if (closed.length > 0 || fence !== undefined) {
      this.#learnDefinitions(env);
      for (const block of closed) this.#freeze(this.#render(block, env), operations);
      const cut = lineOffset(complete, isClosedFence ? last.map[1] : last.map[0]);
      this.#frozenSources.push(this.#tail.slice(0, cut));
      this.#tail = this.#tail.slice(cut);
    }
    if (fence === undefined || isClosedFence) return;
    const line = this.#tail.slice(lastSource.length);
    fence.source.push(lastSource);
    this.#tail = line;
    const code = lastSource.slice(lastSource.indexOf("\n") + 1) + this.#showLine(fence);
    operations.push({ type: "open-code", language: languageOfInfo(last.info), text: code });
    this.#fence = fence;
  }

  /** Appends what came to an open code block, or freezes it when its end came. */
  #readFence(fence: OpenFence, operations: MarkdownOperation[]): void {
    if (!this.#isDirty) return;
    let code = "";
    let start = 0;
    for (let end = this.#tail.indexOf("\n"); end >= 0; end = this.#tail.indexOf("\n", start)) {
      const line = this.#tail.slice(start, end + 1);
      fence.source.push(line);
      start = end + 1;
      if (fence.end.test(line.slice(0, -1))) {
        this.#tail = this.#tail.slice(start);
        this.#closeFence(fence, operations);
        return;
      }
      code += line.slice(fence.shown);
      fence.shown = 0;
    }
    this.#tail = this.#tail.slice(start);
    this.#isDirty = false;
    code += this.#showLine(fence);
    if (code !== "") operations.push({ type: "extend-code", text: code });
  }

  #closeFence(fence: OpenFence, operations: MarkdownOperation[]): void {
    const source = fence.source.join("");
    const { tokens, env } = this.#parse(source);
    this.#fence = undefined;
    this.#frozenSources.push(source);
    this.#freeze(this.#render(tokens, env), operations);
    this.#hasNewLine = this.#tail.includes("\n");
    this.#isDirty = true;
  }

  #showLine(fence: OpenFence): string {
    if (fence.mayEnd.test(this.#tail)) return "";
    const text = this.#tail.slice(fence.shown);
    fence.shown = this.#tail.length;
    return text;
  }

  #freeze(html: string, operations: MarkdownOperation[]): void {
    this.#frozenHtml.push(html);
    operations.push({ type: "freeze", html });
  }

  /** Definitions known so far are visible to `source`, but its own do not become known: it may still change. */
  #parse(source: string): { readonly tokens: Token[]; readonly env: Env } {
    const env: Env = { references: { ...this.#definitions } };
    return { tokens: this.#markdown.parse(source, env), env };
  }

  #render(tokens: Token[], env: Env): string {
    return this.#markdown.renderer.render(tokens, this.#markdown.options, env);
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
    return { open: this.#render([first], env), items: items.map((item) => this.#render(item, env)) };
  }

  #learnDefinitions(env: Env): void {
    const references = env.references ?? {};
    if (Object.keys(references).length === 0) return;
    this.#hasDefinitions = true;
    this.#definitions = references;
  }

  #replaceChanged(operations: MarkdownOperation[]): void {
    const env: Env = {};
    const tokens = this.#markdown.parse(this.#frozenSources.join(""), env);
    const blocks = topLevelBlocks(tokens).map((block) => this.#render(block, env));
    if (blocks.length !== this.#frozenHtml.length) {
      operations.push({ type: "replace-all", blocks });
      return;
    }
    blocks.forEach((html, index) => {
      if (html !== this.#frozenHtml[index]) operations.push({ type: "replace", index, html });
    });
  }
}

/** The tokens of each block that is not inside another one. */
function topLevelBlocks(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0 && token.type !== "inline") blocks.push([]);
    blocks.at(-1)?.push(token);
  }
  return blocks;
}

/** Where the line with this 0-based number begins. */
function lineOffset(text: string, line: number): number {
  let offset = 0;
  for (let count = 0; count < line; count++) {
    const end = text.indexOf("\n", offset);
    if (end < 0) return text.length;
    offset = end + 1;
  }
  return offset;
}

/** `undefined` for an indented fence: the parser takes its indentation off each line, so its text cannot be appended as it is. */
function openFence(source: string, markup: string): OpenFence | undefined {
  const character = markup[0];
  if (character === undefined || !source.startsWith(markup)) return undefined;
  return {
    end: new RegExp(`^ {0,3}${character}{${markup.length},}[ \\t]*$`),
    mayEnd: new RegExp(`^ {0,3}${character}*[ \\t]*$`),
    source: [],
    shown: 0,
  };
}
