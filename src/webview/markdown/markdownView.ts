import type { MarkdownIt } from "markdown-it";
import { replaceBidiControls } from "../text/bidiControls";
import { markLanguage } from "../text/markLanguage";
import { createCodeBox, type OnCode } from "./createCodeBox";
import { highlightLater } from "./highlightLater";
import { MarkdownBlocks, type LiveList, type MarkdownOperation } from "./markdownBlocks";
import { sanitizeHtml } from "./sanitizeHtml";

/** Streams Markdown onto the page: finished blocks are plain DOM that is never touched again, after them one live block. */
export class MarkdownView {
  readonly element: HTMLElement;
  readonly #blocks: MarkdownBlocks;
  readonly #onCode: OnCode;
  readonly #frozen: HTMLElement[] = [];
  /** What came and was not read yet. */
  #unread = "";
  #live: HTMLElement | undefined;
  #openCode: Text | undefined;
  #liveList: LiveList | undefined;

  constructor(markdown: MarkdownIt, onCode: OnCode) {
    this.element = document.createElement("div");
    this.element.className = "md";
    this.#blocks = new MarkdownBlocks(markdown);
    this.#onCode = onCode;
  }

  append(text: string): void {
    this.#unread += text;
  }

  /** UTF-16 units that wait to be read. */
  get backlog(): number {
    return this.#unread.length;
  }

  /** Draws what came, at most so many UTF-16 units of it; false when some of it waits for a later frame. */
  draw(most = Number.POSITIVE_INFINITY): boolean {
    this.#read(most);
    const { operations, isSettled } = this.#blocks.update(performance.now());
    this.#apply(operations);
    return isSettled && this.#unread === "";
  }

  finish(): void {
    this.#read(Number.POSITIVE_INFINITY);
    this.#apply(this.#blocks.finish());
  }

  #read(most: number): void {
    this.#blocks.append(this.#unread.slice(0, most));
    this.#unread = this.#unread.slice(most);
  }

  #apply(operations: readonly MarkdownOperation[]): void {
    for (const operation of operations) {
      switch (operation.type) {
        case "freeze": {
          const block = this.#createBlock(operation.html);
          this.#frozen.push(block);
          // The live block showed this one until now. It goes first, or both would stand there for a moment.
          this.#removeLive();
          this.element.append(block);
          break;
        }
        case "live":
          this.#showLive(operation.html, operation.list);
          break;
        case "open-code":
          this.#showOpenCode(operation.language, operation.text);
          break;
        case "extend-code":
          this.#openCode?.appendData(withVisibleControls(operation.text));
          break;
        case "replace": {
          const block = this.#createBlock(operation.html);
          this.#frozen[operation.index]?.replaceWith(block);
          this.#frozen[operation.index] = block;
          break;
        }
        case "replace-all": {
          const blocks = operation.blocks.map((html) => this.#createBlock(html));
          this.#frozen.splice(0, this.#frozen.length, ...blocks);
          this.element.replaceChildren(...blocks);
          break;
        }
      }
    }
  }

  #createBlock(html: string): HTMLElement {
    const block = document.createElement("div");
    block.className = "block";
    block.append(sanitizeHtml(html));
    for (const pre of block.querySelectorAll<HTMLElement>("pre.code-block")) {
      createCodeBox(pre, this.#onCode);
      highlightLater(pre);
    }
    prepareLinks(block);
    markLanguage(block, block.textContent);
    return block;
  }

  #showLive(html: string, list: LiveList | undefined): void {
    this.#openCode = undefined;
    if (html === "") return this.#removeLive();
    const live = this.#liveBlock();
    if (list === undefined) {
      this.#liveList = undefined;
      live.replaceChildren(prepared(html));
    } else this.#showLiveList(live, list);
    markLanguage(live, live.textContent);
  }

  /** Of a long list nearly always only the last item is new. */
  #showLiveList(live: HTMLElement, list: LiveList): void {
    const shown = this.#liveList?.open === list.open ? this.#liveList.items : [];
    if (shown.length === 0) live.replaceChildren(sanitizeHtml(list.open));
    const element = live.firstElementChild;
    if (element === null) return;
    let same = 0;
    while (same < shown.length && shown[same] === list.items[same]) same++;
    while (element.children.length > same) element.lastElementChild?.remove();
    element.append(prepared(list.items.slice(same).join("")));
    this.#liveList = list;
  }

  #showOpenCode(language: string, text: string): void {
    const live = this.#liveBlock();
    live.removeAttribute("lang");
    this.#liveList = undefined;
    const pre = document.createElement("pre");
    pre.className = "code-block";
    pre.dataset["language"] = language;
    const code = document.createElement("code");
    this.#openCode = document.createTextNode(withVisibleControls(text));
    code.append(this.#openCode);
    pre.append(code);
    live.replaceChildren(pre);
    createCodeBox(pre, undefined);
  }

  #liveBlock(): HTMLElement {
    if (this.#live === undefined) {
      this.#live = document.createElement("div");
      this.#live.className = "block live";
      this.element.append(this.#live);
    }
    return this.#live;
  }

  #removeLive(): void {
    this.#live?.remove();
    this.#live = undefined;
    this.#liveList = undefined;
    this.#openCode = undefined;
  }
}

/** What is not complete yet: code without buttons, and not highlighted. */
function prepared(html: string): DocumentFragment {
  const fragment = sanitizeHtml(html);
  for (const pre of fragment.querySelectorAll<HTMLElement>("pre.code-block")) createCodeBox(pre, undefined);
  prepareLinks(fragment);
  return fragment;
}

/** A link shows where it really goes; opening it is the page's business (one listener for all). */
function prepareLinks(block: ParentNode): void {
  for (const link of block.querySelectorAll("a[href]"))
    link.setAttribute("title", link.getAttribute("href") ?? "");
}

function withVisibleControls(text: string): string {
  return replaceBidiControls(text, (name) => `[${name}]`);
}
