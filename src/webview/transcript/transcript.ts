import * as l10n from "@vscode/l10n";
import { h, render } from "preact";
import type { ComposerState, FromWebview, TurnHead, TurnView } from "../../protocol/chatProtocol";
import { createMarkdown } from "../markdown/createMarkdown";
import { drawingMsPerFrame } from "../drawingMsPerFrame";
import { openLinks } from "../openLinks";
import { FirstRun } from "./FirstRun";
import { ScrollFollower } from "./scrollFollower";
import { TurnController } from "./turnController";

/** What drawing and laying out may take together: half of what is felt as a delay. */
const frameMs = 25;
/** From here the way back to the usual time takes some frames, not seconds. */
const leastDrawingMs = 1;

/** All turns of the conversation, in plain DOM, and where the reader is in them. */
export class Transcript {
  readonly element: HTMLElement;
  readonly log: HTMLElement;
  readonly #content: HTMLElement;
  readonly #firstRun: HTMLElement;
  readonly #latest: HTMLButtonElement;
  readonly #scroll: ScrollFollower;
  readonly #markdown = createMarkdown();
  readonly #post: (message: FromWebview) => void;
  #turns: TurnController[] = [];
  #drawingMs = drawingMsPerFrame;
  readonly #undrawn = new Set<TurnController>();

  /** `onLatest`: the button that had the focus goes away, so it must go elsewhere. */
  constructor(post: (message: FromWebview) => void, onScroll: () => void, onLatest: () => void) {
    this.#post = post;
    this.element = document.createElement("main");
    this.log = document.createElement("div");
    this.log.className = "log";
    this.log.setAttribute("role", "log");
    // Streamed text would be spelled out piece by piece; a status node says what is worth hearing.
    this.log.setAttribute("aria-live", "off");
    this.#content = document.createElement("div");
    this.#content.className = "turns";
    this.#firstRun = document.createElement("div");
    this.log.append(this.#firstRun, this.#content);
    this.#latest = document.createElement("button");
    this.#latest.type = "button";
    this.#latest.className = "pill";
    this.#latest.hidden = true;
    this.element.append(this.log, this.#latest);
    this.#scroll = new ScrollFollower(this.log, this.#content, () => this.#showPlace());
    this.#latest.addEventListener("click", () => {
      this.#scroll.goToEnd();
      onLatest();
    });
    this.log.addEventListener("scroll", onScroll, { passive: true });
    this.log.addEventListener("keydown", (event) => this.#walk(event));
    openLinks(this.log, (href) => this.#post({ type: "link-open", href }));
  }

  get last(): TurnHead | undefined {
    return this.#turns.at(-1)?.turn;
  }

  get isEmpty(): boolean {
    return this.#turns.length === 0;
  }

  /** Pixels from the top; `undefined` while the end is followed. */
  get scrollTop(): number | undefined {
    return this.#scroll.isFollowing ? undefined : this.log.scrollTop;
  }

  /** Replaces everything. */
  show(turns: readonly TurnView[], scrollTop: number | undefined): void {
    this.#relabel();
    for (const turn of this.#turns) turn.remove();
    this.#undrawn.clear();
    this.#turns = turns.map((turn) => new TurnController(turn, this.#markdown, this.#post));
    this.#content.replaceChildren(...this.#turns.map((turn) => turn.element));
    this.#scroll.restore(scrollTop);
  }

  add(turn: TurnView): void {
    if (this.#find(turn.id) !== undefined) return;
    const controller = new TurnController(turn, this.#markdown, this.#post);
    this.#turns.push(controller);
    this.#content.append(controller.element);
    this.#scroll.goToEnd();
  }

  change(turn: TurnHead): void {
    const controller = this.#find(turn.id);
    controller?.change(turn);
    // The rest of a long text comes with the next frames.
    if (controller?.isEnding === true) this.#undrawn.add(controller);
    this.#scroll.follow();
  }

  /** False when this piece does not continue what is here. */
  append(piece: {
    readonly turnId: string;
    readonly text: string;
    readonly textOffset: number;
    readonly reasoning: string;
    readonly reasoningOffset: number;
  }): boolean {
    const turn = this.#find(piece.turnId);
    if (turn?.textLength !== piece.textOffset || turn.reasoningLength !== piece.reasoningOffset) return false;
    turn.append(piece.text, piece.reasoning);
    this.#undrawn.add(turn);
    return true;
  }

  /** Draws text that came; false when some of it waits for a later frame. */
  draw(): boolean {
    const start = performance.now();
    for (const turn of this.#undrawn) if (turn.draw(start + this.#drawingMs)) this.#undrawn.delete(turn);
    // Lays out what is new, which for some texts takes many times as long as drawing it: the next frame takes less then.
    this.#scroll.follow();
    const isTooMuch = performance.now() - start > frameMs;
    this.#drawingMs = isTooMuch
      ? Math.max(leastDrawingMs, this.#drawingMs / 2)
      : Math.min(drawingMsPerFrame, this.#drawingMs * 1.25);
    return this.#undrawn.size === 0;
  }

  showFirstRun(composer: ComposerState): void {
    const onCommand = (command: Extract<FromWebview, { type: "command-run" }>["command"]) =>
      this.#post({ type: "command-run", command });
    render(this.isEmpty ? h(FirstRun, { composer, onCommand }) : null, this.#firstRun);
  }

  goToEnd(): void {
    this.#scroll.goToEnd();
  }

  focusLast(): void {
    this.#turns.at(-1)?.focus();
  }

  #find(turnId: string): TurnController | undefined {
    return this.#turns.findLast((turn) => turn.turn.id === turnId);
  }

  #relabel(): void {
    this.log.setAttribute("aria-label", l10n.t("Chat"));
    const icon = document.createElement("span");
    icon.className = "codicon codicon-arrow-down";
    icon.setAttribute("aria-hidden", "true");
    this.#latest.replaceChildren(icon, l10n.t("Latest"));
    this.#latest.title = l10n.t("Jump to the latest text");
  }

  #showPlace(): void {
    this.#latest.hidden = !this.#scroll.hasUnseen;
  }

  /** Ctrl+↑ and Ctrl+↓ go from turn to turn. */
  #walk(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const articles = [...this.#content.querySelectorAll<HTMLElement>("article")];
    const focused = document.activeElement;
    const current = articles.findIndex((article) => article === focused || article.contains(focused));
    const target = articles[current + (event.key === "ArrowUp" ? -1 : 1)];
    event.preventDefault();
    if (current < 0 || target === undefined) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }
}
