import type { MarkdownIt } from "markdown-it";
import type { CompareColumn } from "../../protocol/compareProtocol";
import { RunMeter } from "../composer/runMeter";
import type { OnCode } from "../markdown/createCodeBox";
import { MarkdownView } from "../markdown/markdownView";
import { ReasoningView } from "../transcript/reasoningView";

/** What one model has written, in plain DOM that only grows; begins anew when its text does. */
export class ColumnAnswer {
  readonly element = document.createElement("div");
  readonly #markdown: MarkdownIt;
  readonly #onCode: OnCode;
  #column: CompareColumn;
  #text = "";
  #reasoning = "";
  #meter!: RunMeter;
  #textView!: MarkdownView;
  #reasoningView!: ReasoningView;
  #isDrawn = false;

  constructor(column: CompareColumn, markdown: MarkdownIt, onCode: OnCode) {
    this.#markdown = markdown;
    this.#onCode = onCode;
    this.#column = column;
    this.element.className = "answer";
    this.#startAnew(column);
  }

  /** Counts what arrives. */
  get meter(): RunMeter {
    return this.#meter;
  }

  /** All of it is on the page. */
  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  take(column: CompareColumn): void {
    const { text, reasoning, startedAt, outcome } = column;
    const continues =
      startedAt === this.#column.startedAt &&
      (this.#column.outcome === undefined || outcome !== undefined) &&
      text.startsWith(this.#text) &&
      reasoning.startsWith(this.#reasoning);
    if (continues) this.#append(text.slice(this.#text.length), reasoning.slice(this.#reasoning.length));
    else this.#startAnew(column);
    this.#column = column;
    this.#isDrawn = false;
  }

  /** False when this piece does not continue what is here. */
  append(piece: {
    readonly text: string;
    readonly textLength: number;
    readonly reasoning: string;
    readonly reasoningLength: number;
  }): boolean {
    if (piece.textLength !== this.#text.length || piece.reasoningLength !== this.#reasoning.length)
      return false;
    this.#append(piece.text, piece.reasoning);
    return true;
  }

  /** Draws text that came, until `deadlineMs` (as of `performance.now`). */
  draw(deadlineMs: number): void {
    const isThought = this.#reasoningView.draw(deadlineMs);
    const isWritten =
      this.#column.outcome === undefined
        ? this.#textView.draw(deadlineMs)
        : this.#textView.finish(deadlineMs);
    this.#isDrawn = isThought && isWritten;
    this.#reasoningView.show(this.#column, this.#text !== "");
  }

  #append(text: string, reasoning: string): void {
    if (text === "" && reasoning === "") return;
    this.#text += text;
    this.#reasoning += reasoning;
    this.#meter.count(reasoning + text);
    this.#textView.append(text);
    this.#reasoningView.append(reasoning);
    this.#isDrawn = false;
  }

  #startAnew({ id, text, reasoning }: CompareColumn): void {
    this.#text = text;
    this.#reasoning = reasoning;
    this.#meter = new RunMeter(id, Date.now(), reasoning + text);
    this.#textView = new MarkdownView(this.#markdown, this.#onCode);
    this.#reasoningView = new ReasoningView(id);
    this.#textView.append(text);
    this.#reasoningView.append(reasoning);
    this.element.replaceChildren(this.#reasoningView.element, this.#textView.element);
  }
}
