import * as l10n from "@vscode/l10n";
import type { MarkdownIt } from "markdown-it";
import { showHidden } from "../../core/hiddenCharacters";
import { markLanguage } from "../text/markLanguage";
import { TextChunks } from "../text/textChunks";
import { completeCodeBox, createCodeBox, type OnCode } from "./createCodeBox";
import { highlightLater } from "./highlightLater";
import { MarkdownBlocks } from "./markdownBlocks";
import type { LiveList, MarkdownOperation } from "./markdownOperation";
import { sanitizeHtml } from "./sanitizeHtml";
import { TableView } from "./tableView";

/** UTF-16 units read in one go; between two of them the view looks at the clock. */
const pieceLength = 2 * 1024;
/** Blocks in one element: a browser goes through all children of the one that gets another. */
const blocksInGroup = 100;
/** Enough of a text to tell its language. */
const sampleLength = 4000;

/** Streams Markdown onto the page: finished blocks are plain DOM that is never touched again, after them one live block. */
export class MarkdownView {
  readonly element: HTMLElement;
  readonly #blocks: MarkdownBlocks;
  readonly #onCode: OnCode;
  readonly #frozen: HTMLElement[] = [];
  #group: HTMLElement | undefined;
  /** What came and was not read yet. */
  #unread = "";
  /** What was read and is not on the page yet. A piece may be hundreds of blocks, too many for one frame. */
  #waiting: MarkdownOperation[] = [];
  #isSettled = true;
  #live: HTMLElement | undefined;
  /** What the live block shows; empty when that is a text or a table that grows. */
  #liveHtml = "";
  #liveList: LiveList | undefined;
  /** The text that grows in the live block. */
  #text: TextChunks | undefined;
  #table: TableView | undefined;
  #sample = "";
  #rechecks: Iterator<readonly MarkdownOperation[], void> | undefined;

  constructor(markdown: MarkdownIt, onCode: OnCode) {
    this.element = document.createElement("div");
    this.element.className = "md";
    this.#blocks = new MarkdownBlocks(markdown);
    this.#onCode = onCode;
  }

  append(text: string): void {
    this.#unread += text;
  }

  /** Draws what came, until `deadlineMs` (as of `performance.now`); false when some of it waits for a later frame. */
  draw(deadlineMs: number): boolean {
    do {
      if (this.#waiting.length === 0) {
        this.#blocks.append(this.#unread.slice(0, pieceLength));
        this.#unread = this.#unread.slice(pieceLength);
        const { operations, isSettled } = this.#blocks.update(performance.now(), this.#unread !== "");
        this.#waiting = operations;
        this.#isSettled = isSettled;
      }
      this.#applyWaiting(deadlineMs);
    } while (!this.#isDrawn && performance.now() < deadlineMs);
    return this.#isSettled && this.#isDrawn;
  }

  /** No more text comes. False when some of it still waits for a later frame: call again. */
  finish(deadlineMs: number): boolean {
    if (this.#rechecks === undefined) {
      this.draw(deadlineMs);
      if (!this.#isDrawn) return false;
      this.#waiting = this.#blocks.finish();
      this.#rechecks = this.#blocks.recheck();
    }
    do {
      if (this.#waiting.length === 0) {
        const { done, value } = this.#rechecks.next();
        if (done === true) return true;
        this.#waiting = [...value];
      }
      this.#applyWaiting(deadlineMs);
    } while (performance.now() < deadlineMs);
    return false;
  }

  get #isDrawn(): boolean {
    return this.#unread === "" && this.#waiting.length === 0;
  }

  #applyWaiting(deadlineMs: number): void {
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || performance.now() < deadlineMs))
      this.#apply(this.#waiting[count++]!);
    this.#waiting.splice(0, count);
  }

  #apply(operation: MarkdownOperation): void {
    switch (operation.type) {
      case "freeze":
        this.#freeze(operation.html);
        break;
      case "live":
        this.#showLive(operation.html, operation.list);
        break;
      case "open-text":
        this.#showText(operation.kind === "code" ? operation.language : undefined);
        this.#extendText(operation.text);
        break;
      case "extend-text":
        this.#extendText(operation.text);
        break;
      case "open-table":
        this.#table = new TableView(this.#emptyLiveBlock(), operation.html);
        break;
      case "extend-table":
        this.#extendTable(operation.rows, operation.partial);
        break;
      case "keep":
        this.#keepLive();
        break;
      case "replace": {
        const block = this.#createBlock(operation.html);
        this.#frozen[operation.index]?.replaceWith(block);
        this.#frozen[operation.index] = block;
        break;
      }
    }
  }

  #freeze(html: string): void {
    // Stands there already; only code changes when it is complete.
    if (html === this.#liveHtml && this.#live?.querySelector("pre") === null) return this.#keepLive();
    const block = this.#createBlock(html);
    // The live block showed this one until now. It goes first, or both would stand there for a moment.
    this.#removeLive();
    this.#frozen.push(block);
    this.#openGroup().append(block);
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
    if (html === "") return this.#removeLive();
    if (list === undefined) this.#emptyLiveBlock().append(prepared(html));
    else this.#showLiveList(list);
    this.#liveHtml = html;
    if (this.#live !== undefined) markLanguage(this.#live, this.#live.textContent);
  }

  /** Of a long list nearly always only the last item is new. */
  #showLiveList(list: LiveList): void {
    const shown = this.#liveList?.open === list.open ? this.#liveList.items : [];
    if (shown.length === 0) this.#emptyLiveBlock().append(sanitizeHtml(list.open));
    const element = this.#live?.firstElementChild;
    if (!element) return;
    let same = 0;
    while (same < shown.length && shown[same] === list.items[same]) same++;
    while (element.children.length > same) element.lastElementChild?.remove();
    element.append(prepared(list.items.slice(same).join("")));
    this.#liveList = list;
  }

  /** `language` of code; `undefined` for plain text. */
  #showText(language: string | undefined): void {
    const live = this.#emptyLiveBlock();
    this.#sample = "";
    if (language === undefined) {
      const plain = document.createElement("div");
      plain.className = "plain";
      live.append(plain);
      this.#text = new TextChunks(plain, "prose");
      return;
    }
    const pre = document.createElement("pre");
    pre.className = "code-block";
    pre.dataset["language"] = language;
    const code = document.createElement("code");
    this.#text = new TextChunks(code, "code");
    pre.append(code);
    live.append(pre);
    createCodeBox(pre, undefined);
  }

  #extendText(text: string): void {
    this.#text?.append(text);
    if (this.#sample.length < sampleLength) this.#sample += text.slice(0, sampleLength);
  }

  #extendTable(rows: readonly string[], partial: string): void {
    if (this.#table === undefined || this.#live === undefined) return;
    this.#table.extend(rows, partial, prepareLinks);
    if (this.#table.isShort) markLanguage(this.#live, this.#live.textContent);
  }

  /** What grew in the live block stays there, and the block is a frozen one. */
  #keepLive(): void {
    const live = this.#live;
    if (live === undefined) return;
    live.classList.remove("live");
    const pre = live.querySelector<HTMLElement>("pre.code-block");
    if (pre !== null) {
      completeCodeBox(pre, this.#onCode);
      highlightLater(pre);
    } else if (this.#text !== undefined) {
      const note = document.createElement("p");
      note.className = "plain-note";
      note.textContent = l10n.t("Shown as plain text: this block is very large.");
      live.append(note);
    }
    if (this.#text !== undefined) markLanguage(live, this.#sample);
    this.#frozen.push(live);
    this.#live = undefined;
    this.#forgetLive();
  }

  #emptyLiveBlock(): HTMLElement {
    this.#forgetLive();
    if (this.#live === undefined) {
      this.#live = document.createElement("div");
      this.#live.className = "block live";
      this.#openGroup().append(this.#live);
    }
    this.#live.removeAttribute("lang");
    this.#live.replaceChildren();
    return this.#live;
  }

  #removeLive(): void {
    this.#live?.remove();
    this.#live = undefined;
    this.#forgetLive();
  }

  #forgetLive(): void {
    this.#liveHtml = "";
    this.#liveList = undefined;
    this.#text = undefined;
    this.#table = undefined;
  }

  #openGroup(): HTMLElement {
    if (this.#group === undefined || this.#group.childElementCount >= blocksInGroup) {
      // What is not on the page yet has not been laid out: its height would be a guess, and the place to scroll back to too.
      if (this.element.isConnected) this.#group?.previousElementSibling?.classList.add("settled");
      this.#group = document.createElement("div");
      this.#group.className = "blocks";
      this.element.append(this.#group);
    }
    return this.#group;
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
    link.setAttribute("title", showHidden(link.getAttribute("href") ?? ""));
}
