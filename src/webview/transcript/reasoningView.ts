import * as l10n from "@vscode/l10n";
import { formatDuration } from "../../core/cost/formatDuration";
import { formatTokens } from "../../core/cost/formatTokens";
import type { TurnHead } from "../../protocol/chatProtocol";
import { markLanguage } from "../text/markLanguage";
import { TextChunks } from "../text/textChunks";
import { endDistance } from "./scrollFollowing";

/** Enough of a text to tell its language. */
const sampleLength = 4000;
/** UTF-16 units between two looks at the clock. */
const pieceLength = 16 * 1024;

/**
 * What the model thought, behind one line. Open while it is all there is; it closes when the answer starts, unless the
 * user has opened or closed it. Plain text: it is often long and never read twice.
 */
export class ReasoningView {
  readonly element: HTMLElement;
  readonly #toggle: HTMLButtonElement;
  readonly #label: HTMLElement;
  readonly #body: HTMLElement;
  readonly #text: TextChunks;
  #sample = "";
  #pending = "";
  #isOpen = false;
  #isUsersChoice = false;

  constructor(turnId: string) {
    this.element = document.createElement("div");
    this.element.className = "reasoning";
    this.element.hidden = true;
    this.#toggle = document.createElement("button");
    this.#toggle.type = "button";
    this.#toggle.className = "think";
    const chevron = document.createElement("span");
    chevron.className = "codicon codicon-chevron-right";
    chevron.setAttribute("aria-hidden", "true");
    this.#label = document.createElement("span");
    this.#toggle.append(chevron, this.#label);
    this.#body = document.createElement("div");
    this.#body.className = "reasoning-text";
    this.#body.id = `reasoning-${turnId}`;
    this.#text = new TextChunks(this.#body, "prose");
    this.#toggle.setAttribute("aria-controls", this.#body.id);
    this.#toggle.addEventListener("click", () => {
      this.#isUsersChoice = true;
      this.#open(!this.#isOpen);
    });
    this.element.append(this.#toggle, this.#body);
    this.#open(false);
  }

  append(text: string): void {
    const lines = text.replace(/\r\n?/g, "\n");
    this.#pending += lines;
    if (this.#sample.length < sampleLength) this.#sample += lines.slice(0, sampleLength);
  }

  /** Draws what came, until `deadlineMs` (as of `performance.now`); false when some of it waits for a later frame. */
  draw(deadlineMs: number): boolean {
    if (this.#pending === "") return true;
    const isAtEnd = this.#isAtEnd;
    this.element.hidden = false;
    do {
      this.#text.append(this.#pending.slice(0, pieceLength));
      this.#pending = this.#pending.slice(pieceLength);
    } while (this.#pending !== "" && performance.now() < deadlineMs);
    if (isAtEnd) this.#body.scrollTop = this.#body.scrollHeight;
    return this.#pending === "";
  }

  show(turn: Pick<TurnHead, "outcome" | "reasoningMs">, hasAnswer: boolean): void {
    const isThinking = turn.outcome === undefined && !hasAnswer;
    if (!this.#isUsersChoice) this.#open(isThinking);
    const tokens = turn.outcome?.usage?.reasoningTokens ?? 0;
    const parts = [
      turn.reasoningMs === undefined
        ? isThinking
          ? l10n.t("Thinking")
          : l10n.t("Thoughts")
        : l10n.t("Thought for {0}", formatDuration(turn.reasoningMs)),
      ...(tokens > 0 ? [l10n.t("{0} tokens", formatTokens(tokens))] : []),
    ];
    this.#label.textContent = parts.join(" · ");
    if (!isThinking) markLanguage(this.#body, this.#sample);
  }

  /** It has a height of its own; what was thought last is what is worth seeing, unless the user reads further up. */
  get #isAtEnd(): boolean {
    const { scrollHeight, clientHeight, scrollTop } = this.#body;
    return scrollHeight - clientHeight - scrollTop <= endDistance;
  }

  #open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#toggle.setAttribute("aria-expanded", String(isOpen));
    this.#body.hidden = !isOpen;
  }
}
