import type * as vscode from "vscode";
import type { Turn } from "../core/chat/chatState";
import { followUpHistory } from "../core/chat/followUpHistory";
import { countTokens } from "../core/cost/countTokens";
import { tokenizerFamilyOf } from "../core/cost/tokenizerFamily";
import { UserFacingError } from "../core/errors";
import type { Model } from "../core/models/model";
import type { Logger } from "../core/ports";
import { promptConsent } from "../core/providers/promptConsent";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { contextProblem, estimateRequest, promptTokensOf } from "../core/run/prepareRequest";
import { DEFAULT_SYSTEM_PROMPT } from "../core/spec/buildMessages";
import { parseSlashCommand } from "../core/spec/parseSlashCommand";
import { pricePerMillion } from "../core/cost/pricePerMillion";
import type { EstimateView, PromptPart } from "../protocol/chatProtocol";
import type { ModelChoice } from "./modelChoice";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import { findSpec, nameOf, readSpec, specVersion } from "./specFiles";

/** Specs counted lately; each entry is a number, so this is about time, not memory. */
const MOST_COUNTED = 50;

interface DraftEstimatorParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly choice: ModelChoice;
  readonly log: Logger;
}

/**
 * Says what a message or a spec would cost if it were sent now. Sends nothing but, at most once per model list, the
 * question which models there are. Texts are counted once per version: typing counts only what is typed.
 */
export class DraftEstimator {
  readonly #parts: DraftEstimatorParts;
  readonly #counted = new Map<string, number>();

  constructor(parts: DraftEstimatorParts) {
    this.#parts = parts;
  }

  /** The text in the chat's input, with the turns it would follow up on. `undefined` when there is nothing to estimate. */
  async estimateDraft(text: string, turns: readonly Turn[]): Promise<EstimateView | undefined> {
    if (text.trim() === "") return undefined;
    const command = parseSlashCommand(text);
    if (!command) return this.#estimate(undefined, text, turns);
    if (command.problem !== undefined) return this.#problem(command.problem);
    try {
      return await this.#estimate(await findSpec(command.path), command.instruction ?? "", []);
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return this.#problem(error.message);
    }
  }

  /** @throws UserFacingError when the spec cannot be read, or no model can be found for it. */
  async estimateSpec(uri: vscode.Uri): Promise<EstimateView> {
    return this.#estimate(uri, "", []);
  }

  async #estimate(spec: vscode.Uri | undefined, text: string, turns: readonly Turn[]): Promise<EstimateView> {
    const provider = this.#parts.providers.get();
    const hasKey = (await this.#parts.providers.key(provider)) !== undefined;
    const { id, model } = await this.#parts.choice.resolve(provider, hasKey);
    const parts = await this.#promptParts(spec, text, turns, model);
    const promptTokens = promptTokensOf(
      parts.reduce((sum, { tokens }) => sum + tokens, 0),
      2 + followUpHistory(turns).length,
    );
    const parameters = this.#parts.settings.requestParameters(spec);
    const estimate = estimateRequest(model, promptTokens, parameters);
    const problem = contextProblem(model, promptTokens, parameters.maxTokens)?.message;
    const price = model && pricePerMillion(model.pricing);
    return {
      estimate,
      isFree: model?.isFree ?? false,
      mayLogPrompts: this.#mayLogPrompts(provider, id, model, hasKey),
      parts,
      ...(price && { pricePerMillion: price }),
      varies: model?.pricing.kind === "varies",
      ...(problem !== undefined && { problem }),
    };
  }

  async #promptParts(
    spec: vscode.Uri | undefined,
    text: string,
    turns: readonly Turn[],
    model: Model | undefined,
  ): Promise<readonly PromptPart[]> {
    const family = model && tokenizerFamilyOf(model);
    const count = (content: string) => countTokens(content, family);
    const history = followUpHistory(turns);
    return [
      { kind: "system", tokens: count(DEFAULT_SYSTEM_PROMPT) },
      ...(spec
        ? [{ kind: "spec" as const, name: nameOf(spec), tokens: await this.#countSpec(spec, model) }]
        : []),
      ...(text === "" ? [] : [{ kind: "text" as const, tokens: count(text) }]),
      ...(history.length === 0
        ? []
        : [{ kind: "history" as const, tokens: await this.#countHistory(turns, model) }]),
    ];
  }

  async #countSpec(uri: vscode.Uri, model: Model | undefined): Promise<number> {
    const family = model && tokenizerFamilyOf(model);
    const version = await specVersion(uri).catch(() => undefined);
    // A file that cannot be looked at is not cached; reading it says what is wrong.
    if (version === undefined) return countTokens(await readSpec(uri), family);
    const key = `${family ?? ""} ${version} ${uri.toString()}`;
    return this.#once(key, async () => countTokens(await readSpec(uri), family));
  }

  /** A conversation changes only at its end, and not while one types. */
  #countHistory(turns: readonly Turn[], model: Model | undefined): Promise<number> {
    const family = model && tokenizerFamilyOf(model);
    const last = turns.at(-1);
    const key = `${family ?? ""} history ${last?.id ?? ""} ${last?.phase ?? ""} ${last?.text.length ?? 0}`;
    return this.#once(key, async () =>
      followUpHistory(turns).reduce((sum, { content }) => sum + countTokens(content, family), 0),
    );
  }

  async #once(key: string, count: () => Promise<number>): Promise<number> {
    const known = this.#counted.get(key);
    if (known !== undefined) return known;
    const tokens = await count();
    const [oldest] = this.#counted.keys();
    if (this.#counted.size >= MOST_COUNTED && oldest !== undefined) this.#counted.delete(oldest);
    this.#counted.set(key, tokens);
    return tokens;
  }

  #mayLogPrompts(
    provider: ProviderConfig,
    modelId: string,
    model: Model | undefined,
    hasKey: boolean,
  ): boolean {
    const verdict = promptConsent({
      model,
      modelId,
      provider,
      hasKey,
      setting: "ask",
      consented: new Set(),
    });
    return verdict === "ask";
  }

  #problem(problem: string): EstimateView {
    this.#parts.log.debug("A draft names a spec that cannot be run.");
    return {
      estimate: {
        promptTokens: 0,
        maxCompletionTokens: 0,
        kind: "unknown",
        calibratedFrom: 0,
        expectedCompletionTokens: 0,
      },
      isFree: false,
      mayLogPrompts: false,
      parts: [],
      varies: false,
      problem,
    };
  }
}
