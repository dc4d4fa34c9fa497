import { splitHidden, type TextKind } from "../../core/hiddenCharacters";

/** From this length on (UTF-16 units) a chunk ends with its line. */
const chunkLength = 4 * 1024;
/** A line that goes on for so long is cut: laying it out again for every piece would take longer and longer. */
const longestChunk = 8 * 1024;

/** What must not be parted from the character before it. */
const continuesCharacter = /^(?:\p{M}|\u200D|\p{Emoji_Modifier})/u;

/**
 * Plain text that only grows, as text nodes and marks for its hidden characters. A long one is laid out chunk by chunk, so that
 * a piece costs the same at the end as at the beginning.
 */
export class TextChunks {
  readonly #parent: HTMLElement;
  readonly #kind: TextKind;
  #chunk: HTMLElement;
  #length = 0;
  #isFull = false;

  /** `parent` is empty and keeps white space. */
  constructor(parent: HTMLElement, kind: TextKind) {
    this.#parent = parent;
    this.#kind = kind;
    this.#chunk = parent;
  }

  append(text: string): void {
    for (let rest = text; rest !== "";) {
      if (this.#isFull) this.#startChunk();
      const end = this.#endIn(rest);
      this.#write(rest.slice(0, end));
      rest = rest.slice(end);
    }
  }

  /** How much of `text` belongs to this chunk. */
  #endIn(text: string): number {
    const lineEnd = text.indexOf("\n", Math.max(0, chunkLength - this.#length));
    const room = longestChunk - this.#length;
    this.#isFull = true;
    if (lineEnd >= 0 && lineEnd < room) return lineEnd + 1;
    if (text.length > room) {
      this.#parent.classList.add("long-lines");
      return characterStart(text, room);
    }
    this.#isFull = this.#length + text.length >= longestChunk;
    return text.length;
  }

  #write(text: string): void {
    this.#length += text.length;
    for (const piece of splitHidden(text, this.#kind)) {
      const last = this.#chunk.lastChild;
      if ("names" in piece) this.#chunk.append(createMark(piece.names));
      else if (last instanceof Text) last.appendData(piece.text);
      else this.#chunk.append(piece.text);
    }
  }

  #startChunk(): void {
    if (this.#chunk === this.#parent) {
      const first = createChunk();
      first.append(...this.#parent.childNodes);
      this.#parent.append(first);
      this.#parent.classList.add("chunks");
    }
    this.#chunk = createChunk();
    this.#parent.append(this.#chunk);
    this.#length = 0;
    this.#isFull = false;
  }
}

/** The place nearest to `index`, not after it, where a character begins; far from any, `index` itself. */
function characterStart(text: string, index: number): number {
  for (let start = index; start > Math.max(0, index - 64); start--) {
    const isHalf = /[\uDC00-\uDFFF]/.test(text.charAt(start));
    if (!isHalf && !continuesCharacter.test(text.slice(start, start + 2))) return start;
  }
  return index;
}

function createChunk(): HTMLElement {
  const chunk = document.createElement("div");
  chunk.className = "chunk";
  return chunk;
}

function createMark(names: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "hidden-character";
  mark.dataset["name"] = names;
  return mark;
}
