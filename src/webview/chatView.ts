import * as l10n from "@vscode/l10n";
import { h, render } from "preact";
import type {
  ChatViewState,
  ComposerState,
  EstimateView,
  FromWebview,
  ToWebview,
  TurnHead,
} from "../protocol/chatProtocol";
import { Dock } from "./composer/Dock";
import { Draft } from "./composer/draft";
import { RunMeter } from "./composer/runMeter";
import { phaseWord } from "./composer/StatusRow";
import { FrameScheduler } from "./frameScheduler";
import type { HostConnection } from "./hostConnection";
import type { KeptChat } from "./keptChat";
import { completionSentence } from "./text/completionSentence";
import { Transcript } from "./transcript/transcript";

type ChatHostConnection = HostConnection<FromWebview, ToWebview, KeptChat>;

/** The whole page: takes the host's messages, draws at most once per frame, reports what the user does. */
export class ChatView {
  readonly #host: ChatHostConnection;
  readonly #transcript: Transcript;
  readonly #dock: HTMLElement;
  readonly #status: HTMLElement;
  readonly #frames: FrameScheduler;
  readonly #draft: Draft;
  #composer: ComposerState | undefined;
  #estimate: EstimateView | undefined;
  /** The draft `#estimate` is for. */
  #estimatedDraft = -1;
  #found: { readonly query: string; readonly paths: readonly string[] } | undefined;
  #meter: RunMeter | undefined;
  #lastSent: string | undefined;
  #recall: readonly string[] = [];
  #focusCount = 0;
  #isAskingForAll = false;
  #undrawnSequence: number | undefined;
  #isDockStale = false;

  constructor(root: HTMLElement, host: ChatHostConnection) {
    this.#host = host;
    this.#draft = new Draft(host.readKept().draft);
    this.#frames = new FrameScheduler(() => this.#draw());
    this.#transcript = new Transcript(
      host.post,
      () => this.#frames.request(),
      () => this.#focusInput(),
    );
    this.#dock = document.createElement("div");
    this.#dock.className = "dock-anchor";
    this.#status = document.createElement("div");
    this.#status.className = "sr";
    this.#status.setAttribute("role", "status");
    this.#status.setAttribute("aria-live", "polite");
    root.classList.add("chat");
    root.replaceChildren(this.#transcript.element, this.#dock, this.#status);
  }

  start(): void {
    this.#host.onMessage((message) => this.#take(message));
    // VS Code gives the focus to the page as a whole; inside it belongs to the input, unless something has it already.
    window.addEventListener("focus", () => {
      if (document.activeElement === document.body) this.#focusInput();
    });
    this.#askForAll();
  }

  #take(message: ToWebview): void {
    switch (message.type) {
      case "state-changed":
        return this.#showAll(message.state);
      case "turn-added":
        this.#transcript.add(message.turn);
        this.#meter = new RunMeter(message.turn.id, Date.now(), message.turn.text);
        return this.#redraw();
      case "turn-changed":
        return this.#changeTurn(message.turn);
      case "answer-delta":
        if (this.#transcript.append(message)) {
          if (this.#meter?.turnId === message.turnId) this.#meter.count(message.reasoning + message.text);
          this.#undrawnSequence = message.sequence;
          this.#frames.request();
        } else this.#askForAll();
        return;
      case "composer-changed":
        this.#composer = message.composer;
        return this.#redraw();
      case "estimate-changed":
        if (message.draftNumber < this.#estimatedDraft) return;
        this.#estimatedDraft = message.draftNumber;
        this.#estimate = message.estimate;
        return this.#redraw();
      case "specs-found":
        this.#found = { query: message.query, paths: message.paths };
        return this.#redraw();
      case "draft-restored":
        if (this.#draft.text === "") this.#setText(message.text);
        return;
      case "focus-requested":
        return this.#focusInput();
    }
  }

  #focusInput(): void {
    this.#focusCount++;
    this.#redraw();
  }

  #showAll(state: ChatViewState): void {
    const isFirst = this.#composer === undefined;
    this.#isAskingForAll = false;
    this.#undrawnSequence = undefined;
    l10n.config({ contents: { ...state.translations } });
    document.documentElement.lang = state.language;
    this.#composer = state.composer;
    // What was typed since the page came up is newer than what the host remembers.
    if (this.#draft.number === 0 && state.draft !== "") this.#draft.text = state.draft;
    this.#recall = state.recall;
    const last = state.turns.at(-1);
    // Another conversation is shown from its end.
    const isSame = last?.id === this.#transcript.last?.id;
    const place = isSame ? this.#transcript.scrollTop : undefined;
    this.#transcript.show(state.turns, isFirst ? this.#host.readKept().scrollTop : place);
    this.#meter =
      last === undefined || last.phase === "done"
        ? undefined
        : new RunMeter(last.id, Math.min(last.startedAt, Date.now()), last.reasoning + last.text);
    if (isFirst && document.hasFocus() && last?.phase !== "asking") this.#focusCount++;
    this.#drawDock();
    // The host estimates what is in the input, also when that came from the page's own memory.
    if (this.#draft.text !== "")
      this.#host.post({ type: "draft-changed", text: this.#draft.text, draftNumber: this.#draft.number });
  }

  #changeTurn(turn: TurnHead): void {
    const before = this.#transcript.last;
    this.#transcript.change(turn);
    if (before?.id === turn.id && before.phase !== turn.phase) {
      const sentence =
        turn.phase === "done"
          ? completionSentence(turn)
          : turn.phase === "answering"
            ? phaseWord(turn.phase)
            : undefined;
      if (sentence !== undefined) this.#status.textContent = sentence;
    }
    this.#redraw();
  }

  /** Once, until the answer is there: pieces that still come in between do not fit either. */
  #askForAll(): void {
    if (this.#isAskingForAll) return;
    this.#isAskingForAll = true;
    this.#host.post({ type: "ready" });
  }

  #setText(text: string): void {
    if (!this.#draft.change(text)) return;
    // At once: an input whose value lags behind would lose a composition.
    this.#drawDock();
    this.#frames.request();
  }

  #send(): void {
    const text = this.#draft.text;
    if (this.#composer === undefined || this.#composer.isRunning || text.trim() === "") return;
    const obstacle = this.#obstacle;
    if (obstacle !== undefined) {
      this.#status.textContent = obstacle;
      return;
    }
    this.#lastSent = text;
    this.#host.post({ type: "prompt-submit", text });
    this.#setText("");
    this.#transcript.goToEnd();
  }

  get #obstacle(): string | undefined {
    if (this.#composer?.isTrusted === false)
      return l10n.t("This folder is not trusted, so nothing is sent from it.");
    return this.#estimatedDraft === this.#draft.number ? this.#estimate?.problem : undefined;
  }

  #redraw(): void {
    this.#isDockStale = true;
    this.#frames.request();
  }

  #draw(): void {
    const isSettled = this.#transcript.draw();
    if (this.#isDockStale) this.#drawDock();
    const change = this.#draft.takeUnsent();
    if (change !== undefined) this.#host.post({ type: "draft-changed", ...change });
    if (isSettled && this.#undrawnSequence !== undefined) {
      this.#host.post({ type: "deltas-drawn", sequence: this.#undrawnSequence });
      this.#undrawnSequence = undefined;
    }
    const scrollTop = this.#transcript.scrollTop;
    if (this.#composer !== undefined)
      this.#host.keep({ draft: this.#draft.text, ...(scrollTop !== undefined && { scrollTop }) });
    if (!isSettled) this.#frames.request();
  }

  #drawDock(): void {
    this.#isDockStale = false;
    const composer = this.#composer;
    if (composer === undefined) return;
    this.#transcript.showFirstRun(composer);
    const last = this.#transcript.last;
    const props = {
      composer,
      text: this.#draft.text,
      estimate: this.#estimate,
      found: this.#found,
      last,
      meter: this.#meter,
      obstacle: this.#obstacle,
      focusCount: this.#focusCount,
      recallable: () => {
        const lastMessage = this.#lastSent ?? last?.promptText ?? "";
        return [...new Set([lastMessage, ...this.#recall])].filter((text) => text !== "");
      },
      onText: (text: string) => this.#setText(text),
      onSend: () => this.#send(),
      onLeaveUpwards: () => this.#transcript.focusLast(),
      post: this.#host.post,
    };
    render(h(Dock, props), this.#dock);
  }
}
