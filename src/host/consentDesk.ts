import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import type { ConsentQuestion } from "../core/chat/chatState";
import { UserFacingError } from "../core/errors";
import { consentKey, type PromptConsent, promptConsent } from "../core/providers/promptConsent";
import type { ChatSession } from "./chatSession";
import type { PreparedRequest } from "../core/run/requestPreparer";
import type { Settings } from "./settings";

const CONSENTED = "smartspec.promptConsent";

export type ConsentAnswer = "allow" | "cancel";

/** Asks, once per model, before text goes to a provider that may keep it, and remembers what was agreed to. */
export class ConsentDesk {
  readonly #settings: Settings;
  readonly #chat: ChatSession;
  /** Across workspaces. */
  readonly #memory: vscode.Memento;
  readonly #questions = new Map<string, (answer: ConsentAnswer) => void>();

  constructor(settings: Settings, chat: ChatSession, memory: vscode.Memento) {
    this.#settings = settings;
    this.#chat = chat;
    this.#memory = memory;
  }

  /** What is known without asking. */
  verdict({ provider, modelId, model, hasKey }: PreparedRequest): PromptConsent {
    return promptConsent({
      model,
      modelId,
      provider,
      hasKey,
      setting: this.#settings.promptLogging,
      consented: new Set(this.#memory.get<string[]>(CONSENTED, [])),
    });
  }

  /**
   * True when the request may go out; asks where that is open.
   * @throws UserFacingError `forbidden` when the settings refuse such models.
   */
  async ask(turnId: string, prepared: PreparedRequest): Promise<boolean> {
    const { modelId, modelName, hasKey, request, estimate } = prepared;
    const verdict = this.verdict(prepared);
    if (verdict === "refused") throw this.refusal(prepared);
    if (verdict !== "ask") return true;
    const question: ConsentQuestion = {
      kind: "prompt-logging",
      modelId,
      modelName,
      promptTokens: estimate.promptTokens,
      earlierTurns: request.messages.filter(({ role }) => role === "assistant").length,
      anonymous: !hasKey,
    };
    const answer = await new Promise<ConsentAnswer>((resolve) => {
      this.#questions.set(turnId, resolve);
      this.#chat.dispatch({ type: "question-asked", turnId, question });
    });
    this.#questions.delete(turnId);
    if (answer !== "allow") return false;
    this.#chat.dispatch({ type: "question-answered", turnId });
    await this.agree(prepared);
    return true;
  }

  /** The user has agreed that this model's provider may keep prompts. */
  async agree({ provider, modelId }: PreparedRequest): Promise<void> {
    const consented = new Set(this.#memory.get<string[]>(CONSENTED, []));
    await this.#memory.update(CONSENTED, [...consented.add(consentKey(provider.id, modelId))]);
  }

  /** For a verdict of `refused`. */
  refusal({ modelName }: PreparedRequest): UserFacingError {
    return new UserFacingError(
      "forbidden",
      l10n.t("The provider of {0} may keep prompts, and your settings refuse that.", modelName),
    );
  }

  /** False when no question of this turn is open here. */
  answer(turnId: string, answer: ConsentAnswer): boolean {
    const resolve = this.#questions.get(turnId);
    resolve?.(answer);
    return resolve !== undefined;
  }
}
