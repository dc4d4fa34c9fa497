import * as l10n from "@vscode/l10n";
import type { MarkdownIt } from "markdown-it";
import { h, render } from "preact";
import type { FromWebview, TurnHead, TurnView } from "../../protocol/chatProtocol";
import { MarkdownView } from "../markdown/markdownView";
import { showHidden } from "../../core/hiddenCharacters";
import { markLanguage } from "../text/markLanguage";
import { drawingMsPerFrame } from "../drawingMsPerFrame";
import { FallbackRail } from "./FallbackRail";
import { TextChunks } from "../text/textChunks";
import { ReasoningView } from "./reasoningView";
import { TurnFooter } from "./TurnFooter";
import { TurnHeading } from "./TurnHeading";

/**
 * One question and its answer on the page. The text is plain DOM that only grows; heading and footer are small trees of
 * their own, drawn again when the turn changes.
 */
export class TurnController {
  readonly element: HTMLElement;
  readonly #answer: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #rail: HTMLElement;
  readonly #footer: HTMLElement;
  readonly #reasoning: ReasoningView;
  readonly #markdown: MarkdownView;
  readonly #post: (message: FromWebview) => void;
  #turn: TurnHead;
  #textLength = 0;
  #reasoningLength = 0;
  #isFinished = false;
  /** The end was seen happening, not restored. */
  #endedHere = false;

  constructor(view: TurnView, markdown: MarkdownIt, post: (message: FromWebview) => void) {
    const { text, reasoning, ...turn } = view;
    this.#turn = turn;
    this.#post = post;
    this.#reasoning = new ReasoningView(turn.id);
    this.#markdown = new MarkdownView(markdown, (action, code) =>
      post({ type: "code-action", action, code }),
    );
    this.element = document.createElement("div");
    this.element.className = "exchange";
    this.#answer = createArticle("turn answer");
    this.#answer.tabIndex = 0;
    this.#heading = document.createElement("div");
    this.#heading.className = "turn-head";
    this.#footer = document.createElement("div");
    this.#footer.className = "turn-foot";
    this.#rail = document.createElement("div");
    this.#answer.append(
      this.#heading,
      this.#rail,
      this.#reasoning.element,
      this.#markdown.element,
      this.#footer,
    );
    this.element.append(createQuestion(turn), this.#answer);
    this.append(text, reasoning);
    this.#drawText(Number.POSITIVE_INFINITY);
    this.#drawChrome();
  }

  get turn(): TurnHead {
    return this.#turn;
  }

  /** It is done, but not all of it is drawn. */
  get isEnding(): boolean {
    return this.#turn.phase === "done" && !this.#isFinished;
  }

  /** UTF-16 units so far. */
  get textLength(): number {
    return this.#textLength;
  }

  get reasoningLength(): number {
    return this.#reasoningLength;
  }

  append(text: string, reasoning: string): void {
    this.#textLength += text.length;
    this.#reasoningLength += reasoning.length;
    this.#markdown.append(text);
    this.#reasoning.append(reasoning);
  }

  change(turn: TurnHead): void {
    if (turn.phase === "done" && this.#turn.phase !== "done") this.#endedHere = true;
    this.#turn = turn;
    if (turn.phase === "done") this.draw(performance.now() + drawingMsPerFrame);
    this.#drawChrome();
  }

  /** Draws text that came, until `deadlineMs` (as of `performance.now`); false when some of it waits for a later frame. */
  draw(deadlineMs: number): boolean {
    if (this.#isFinished) return true;
    const isSettled = this.#drawText(deadlineMs);
    this.#reasoning.show(this.#turn, this.#textLength > 0);
    return isSettled;
  }

  focus(): void {
    this.#answer.focus();
  }

  remove(): void {
    render(null, this.#heading);
    render(null, this.#rail);
    render(null, this.#footer);
    this.element.remove();
  }

  #drawText(deadlineMs: number): boolean {
    const isThought = this.#reasoning.draw(deadlineMs);
    if (this.#turn.phase !== "done") return this.#markdown.draw(deadlineMs) && isThought;
    this.#isFinished = this.#markdown.finish(deadlineMs) && isThought;
    return this.#isFinished;
  }

  #drawChrome(): void {
    const turn = this.#turn;
    const isRunning = turn.phase !== "done";
    this.#answer.setAttribute("aria-label", answerName(turn));
    this.#answer.setAttribute("aria-busy", String(isRunning));
    this.element.classList.toggle("running", isRunning);
    this.#reasoning.show(turn, this.#textLength > 0);
    render(h(TurnHeading, { turn }), this.#heading);
    if (turn.hops !== undefined) this.#drawRail(turn, turn.hops);
    const hasText = this.#textLength > 0;
    render(h(TurnFooter, { turn, hasText, endedHere: this.#endedHere, post: this.#post }), this.#footer);
  }

  #drawRail({ id: turnId, canRunAgain }: TurnHead, hops: NonNullable<TurnHead["hops"]>): void {
    const props = {
      hops,
      isDone: this.#turn.phase === "done",
      canRunAgain,
      onRetryFirst: () => this.#post({ type: "turn-action", turnId, action: "retry-first" }),
      onEditChain: () => this.#post({ type: "command-run", command: "edit-fallback" }),
    };
    render(h(FallbackRail, props), this.#rail);
  }
}

function createArticle(className: string): HTMLElement {
  const article = document.createElement("article");
  article.className = className;
  return article;
}

function createQuestion(turn: TurnHead): HTMLElement {
  const question = createArticle("turn question");
  question.tabIndex = -1;
  question.setAttribute("aria-label", l10n.t("You"));
  if (turn.attachment !== undefined) {
    const badge = document.createElement("span");
    badge.className = "badge";
    const icon = document.createElement("span");
    icon.className = "codicon codicon-file";
    icon.setAttribute("aria-hidden", "true");
    const name = document.createElement("bdi");
    name.textContent = showHidden(turn.attachment);
    badge.append(icon, name);
    question.append(badge);
  }
  if (turn.promptText !== "") {
    const text = document.createElement("p");
    new TextChunks(text, "prose").append(turn.promptText);
    markLanguage(text, turn.promptText);
    question.append(text);
  }
  return question;
}

function answerName(turn: TurnHead): string {
  const model = turn.model?.name;
  const name = model === undefined ? l10n.t("Answer") : l10n.t("Answer from {0}", showHidden(model));
  const status = turn.outcome?.status;
  if (status === "incomplete") return l10n.t("{0}, incomplete", name);
  if (status === "failed") return l10n.t("{0}, failed", name);
  return status === "cancelled" ? l10n.t("{0}, stopped", name) : name;
}
