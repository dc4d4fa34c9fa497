import type { Env, MarkdownIt, Token } from "markdown-it";

/** What was read: `env` goes with its tokens. */
export interface ReadMarkdown {
  readonly tokens: Token[];
  readonly env: Env;
}

/** Parses and renders pieces of one document, which share its link definitions. */
export class MarkdownReader {
  readonly #markdown: MarkdownIt;
  readonly #definitions: NonNullable<Env["references"]> = {};
  #hasDefinitions = false;

  constructor(markdown: MarkdownIt) {
    this.#markdown = markdown;
  }

  get hasDefinitions(): boolean {
    return this.#hasDefinitions;
  }

  /** Definitions learned so far are visible to `source`, but its own do not become known: it may still change. */
  parse(source: string): ReadMarkdown {
    const env: Env = { references: Object.create(this.#definitions) };
    return { tokens: this.#markdown.parse(source, env), env };
  }

  /** The HTML of each block, as the definitions that are known by now make it. */
  renderBlocks(source: string): string[] {
    const env: Env = { references: this.#definitions };
    return topLevelBlocks(this.#markdown.parse(source, env)).map((block) => this.render(block, env));
  }

  render(tokens: Token[], env: Env): string {
    return this.#markdown.renderer.render(tokens, this.#markdown.options, env);
  }

  /** Of final text only: what follows may still change any other. */
  learnDefinitions(source: string): void {
    if (!mayDefine(source)) return;
    const references: NonNullable<Env["references"]> = Object.create(this.#definitions);
    this.#markdown.block.parse(source, this.#markdown, { references }, []);
    Object.assign(this.#definitions, references);
    if (Object.keys(references).length > 0) this.#hasDefinitions = true;
  }
}

/** Whether there may be link definitions. */
export function mayDefine(source: string): boolean {
  return source.includes("]:");
}

/** The tokens of each block that is not inside another one. */
export function topLevelBlocks(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0 && token.type !== "inline") blocks.push([]);
    blocks.at(-1)?.push(token);
  }
  return blocks;
}

/** Where the line with this 0-based number begins. */
export function lineOffset(text: string, line: number): number {
  let offset = 0;
  for (let count = 0; count < line; count++) {
    const end = text.indexOf("\n", offset);
    if (end < 0) return text.length;
    offset = end + 1;
  }
  return offset;
}
