import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ChatAction } from "../core/chat/chatState";
import { UserFacingError } from "../core/errors";
import type { KnownSecrets } from "../core/knownSecrets";
import type { Logger } from "../core/ports";
import { redactDeep } from "../core/redactDeep";
import { completeSpecPath, formatSpecPath } from "../core/spec/completeSpecPath";
import { parseSlashCommand } from "../core/spec/parseSlashCommand";
import { type FromWebview, parseFromWebview, type ToWebview } from "../protocol/chatProtocol";
import { AnswerDeltaSender } from "./answerDeltaSender";
import { type ChatPresenter, turnHead, turnView } from "./chatPresenter";
import type { ChatSession } from "./chatSession";
import type { DraftEstimator } from "./draftEstimator";
import type { Language } from "./language";
import { type PageFiles, pageHtml, pageResourceRoots } from "./pageHtml";
import type { SpecInFront } from "./specInFront";
import { findSpec, findSpecPaths } from "./specFiles";
import type { SpecRunner } from "./specRunner";
import type { TurnActions } from "./turnActions";

/** The estimate of the open document follows its edits after this pause. */
const ESTIMATE_PAUSE_MS = 400;

const PAGE: PageFiles = {
  script: "chat.js",
  styles: ["media/answer.css", "media/chat.css"],
  title: "SmartSpec",
};

/** The chat in the side bar: shows the session, and turns what the user does there into calls. Holds no state of its own. */
export class ChatViewProvider implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewType = "smartspec.chat";
  readonly #extensionUri: vscode.Uri;
  readonly #chat: ChatSession;
  readonly #runner: SpecRunner;
  readonly #presenter: ChatPresenter;
  readonly #estimator: DraftEstimator;
  readonly #actions: TurnActions;
  readonly #language: () => Language;
  readonly #secrets: KnownSecrets;
  readonly #log: Logger;
  readonly #deltas: AnswerDeltaSender;
  readonly #listeners: vscode.Disposable[];
  #view: vscode.WebviewView | undefined;
  /** The page has said `ready`: before that, messages would be lost. */
  #isReady = false;
  /** A search for specs that is under way. */
  #finding: Promise<readonly string[]> | undefined;
  #composerTimer: ReturnType<typeof setTimeout> | undefined;
  #composerRequest = 0;

  constructor(parts: {
    readonly extensionUri: vscode.Uri;
    readonly chat: ChatSession;
    readonly runner: SpecRunner;
    readonly presenter: ChatPresenter;
    readonly estimator: DraftEstimator;
    readonly actions: TurnActions;
    readonly language: () => Language;
    readonly specInFront: SpecInFront;
    readonly secrets: KnownSecrets;
    readonly log: Logger;
    /** Settings, providers, keys or language changed: what stands around the input may have to change. */
    readonly onDidChangeSurroundings: vscode.Event<unknown>;
  }) {
    this.#extensionUri = parts.extensionUri;
    this.#chat = parts.chat;
    this.#runner = parts.runner;
    this.#presenter = parts.presenter;
    this.#estimator = parts.estimator;
    this.#actions = parts.actions;
    this.#language = parts.language;
    this.#secrets = parts.secrets;
    this.#log = parts.log;
    this.#deltas = new AnswerDeltaSender((message) => this.#post(message), {
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    });
    this.#listeners = [
      parts.chat.onDidDispatch((action) => this.#follow(action)),
      parts.chat.onDidReplace(() => void this.#sendEverything()),
      parts.runner.onDidChangeRunning(() => void this.#sendComposer()),
      parts.onDidChangeSurroundings(() => void this.#sendEverything()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#sendComposer()),
      parts.specInFront.onDidChange(() => this.#composerSoon()),
      parts.specInFront.onDidEdit(() => this.#composerSoon()),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#isReady = false;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [...pageResourceRoots(this.#extensionUri)],
    };
    view.webview.onDidReceiveMessage((data: unknown) => this.#receive(data));
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#isReady = false;
      this.#deltas.reset();
    });
    view.onDidChangeVisibility(() => {
      if (view.visible) view.badge = undefined;
    });
    view.webview.html = pageHtml(view.webview, this.#extensionUri, this.#language().id, PAGE);
  }

  /** Brings the chat to the front. Takes the focus only when asked to, or when VS Code has to create the view first. */
  async reveal(options: { focus: boolean }): Promise<void> {
    if (this.#view && !options.focus) this.#view.show(true);
    else await vscode.commands.executeCommand(`${ChatViewProvider.viewType}.focus`);
    if (options.focus) this.#post({ type: "focus-requested" });
  }

  #follow(action: ChatAction): void {
    const { turns } = this.#chat.state;
    if (action.type === "turn-added") {
      this.#post({ type: "turn-added", turn: turnView(action.turn) });
      return;
    }
    const turn = this.#chat.turn(action.turnId);
    if (!turn) return;
    if (action.type === "answer-delta") {
      if (!this.#isReady) return;
      this.#deltas.add({
        type: "answer-delta",
        turnId: turn.id,
        text: action.text,
        textOffset: turn.text.length - action.text.length,
        reasoning: action.reasoning,
        reasoningOffset: turn.reasoning.length - action.reasoning.length,
      });
      return;
    }
    this.#deltas.flush(turn.id);
    this.#post({ type: "turn-changed", turn: turnHead(turn) });
    if (action.type === "turn-finished") {
      void this.#sendComposer();
      this.#badge(turns.length);
    }
  }

  /** An answer that ended while nobody could see it. */
  #badge(turns: number): void {
    if (this.#view && !this.#view.visible && turns > 0) {
      const value = (this.#view.badge?.value ?? 0) + 1;
      const tooltip = value === 1 ? l10n.t("1 new answer") : l10n.t("{0} new answers", value);
      this.#view.badge = { value, tooltip };
    }
  }

  #receive(data: unknown): void {
    const message = parseFromWebview(data);
    if (!message) {
      this.#log.warn("The chat view sent a message that is not known.");
      return;
    }
    this.#handle(message).catch((error: unknown) => this.#actions.report(error));
  }

  async #handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        return this.#sendEverything();
      case "prompt-submit":
        return this.#submit(message.text);
      case "draft-changed":
        return this.#draftChanged(message.text, message.draftNumber);
      case "specs-find": {
        // Each letter asks, and a search of a large folder takes longer than typing: those that come meanwhile share it.
        this.#finding ??= findSpecPaths().finally(() => (this.#finding = undefined));
        const paths = completeSpecPath(await this.#finding, message.query);
        return this.#post({
          type: "specs-found",
          query: message.query,
          paths: paths.map(formatSpecPath),
        });
      }
      case "answer-cancel":
        return this.#runner.stopAll();
      case "question-answer":
        return this.#actions.answerQuestion(message.turnId, message.answer);
      case "turn-action":
        return this.#actions.act(message.turnId, message.action);
      case "code-action":
        return this.#actions.useCode(message.action, message.code);
      case "remedy-run":
        return this.#actions.remedy(message.turnId, message.remedy);
      case "command-run":
        return this.#actions.command(message.command);
      case "link-open":
        return this.#actions.openLink(message.href);
      case "deltas-drawn":
        return this.#deltas.acknowledge(message.sequence);
    }
  }

  async #submit(text: string): Promise<void> {
    if (text.trim() === "") return;
    const command = parseSlashCommand(text);
    try {
      if (command?.problem !== undefined) throw new UserFacingError("invalid-spec", command.problem);
      this.#chat.saveDraft("");
      if (!command) {
        const { error } = await this.#runner.run({ kind: "chat", text });
        // Not sent because of what it says: it comes back to be mended, without the key that may be in it.
        if (error?.code === "invalid-spec") {
          this.#chat.saveDraft(text);
          this.#post({ type: "draft-restored", text });
        }
        return;
      }
      const uri = await findSpec(command.path);
      await this.#runner.run({
        kind: "spec",
        uri: uri.toString(),
        ...(command.instruction !== undefined && { instruction: command.instruction }),
      });
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      // Nothing ran, so what was typed goes back where it was, with the reason below it.
      this.#chat.saveDraft(text);
      this.#post({ type: "draft-restored", text });
    }
  }

  async #draftChanged(text: string, draftNumber: number): Promise<void> {
    this.#chat.saveDraft(text);
    let estimate;
    try {
      estimate = await this.#estimator.estimateDraft(text, this.#chat.state.turns);
    } catch (error) {
      // No provider, no model, no network: the composer says so already; typing goes on.
      if (!UserFacingError.is(error)) throw error;
    }
    this.#post({ type: "estimate-changed", draftNumber, estimate });
  }

  async #sendEverything(): Promise<void> {
    if (!this.#isReady) return;
    await this.#chat.restored;
    this.#deltas.reset();
    this.#post({
      type: "state-changed",
      state: this.#presenter.state(this.#presenter.quickComposer()),
    });
    await this.#sendComposer();
  }

  /** Something outside the conversation changed that stands around the input. */
  refreshComposer(): void {
    void this.#sendComposer();
  }

  async #sendComposer(): Promise<void> {
    if (!this.#isReady) return;
    this.#composerRequest += 1;
    const request = this.#composerRequest;
    const composer = await this.#presenter.composer();
    // A slower, older answer must not replace a newer one.
    if (request === this.#composerRequest) this.#post({ type: "composer-changed", composer });
  }

  #composerSoon(): void {
    if (!this.#isReady || !this.#view?.visible) return;
    clearTimeout(this.#composerTimer);
    this.#composerTimer = setTimeout(() => void this.#sendComposer(), ESTIMATE_PAUSE_MS);
  }

  #post(message: ToWebview): void {
    if (!this.#isReady) return;
    // An old conversation may hold a key that is known only now. Deltas have passed a filter of their own.
    const clean = message.type === "answer-delta" ? message : redactDeep(message, this.#secrets.redact);
    void this.#view?.webview.postMessage(clean);
  }

  dispose(): void {
    clearTimeout(this.#composerTimer);
    this.#deltas.reset();
    for (const listener of this.#listeners) listener.dispose();
  }
}
