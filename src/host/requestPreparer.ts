import type { PromptSize } from "../core/cost/tokenRates";
import { tokenizerFamilyOf } from "../core/cost/tokenizerFamily";
import type { CostEstimate } from "../core/cost/usage";
import type { UserFacingError } from "../core/errors";
import type { PreparedHop } from "../core/fallback/runWithFallback";
import { shortName } from "../core/models/modelCatalogue";
import type { ChatMessage, ChatRequest } from "../core/ports";
import { missingKeyError } from "../core/providers/missingKey";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { composeRequest, type RequestParameters } from "../core/run/prepareRequest";
import type { EstimateBasis, PastRuns } from "../core/usage/pastRuns";
import type { ChosenModel, ModelChoice } from "./modelChoice";
import type { ProviderDirectory } from "./providerDirectory";

/** Who would answer. */
export interface RequestTarget {
  readonly provider: ProviderConfig;
  readonly hasKey: boolean;
  readonly chosen: ChosenModel;
  /** For the reader; the id when the list does not have the model. */
  readonly modelName: string;
}

/** A request that could go out now. */
export interface PreparedRequest extends PreparedHop {
  readonly hasKey: boolean;
  readonly request: ChatRequest;
  readonly estimate: CostEstimate;
  /** What its prompt is made of, and what the estimate went by. */
  readonly size: PromptSize;
  readonly basis: EstimateBasis;
}

export interface RequestInput {
  readonly messages: readonly ChatMessage[];
  readonly parameters: RequestParameters;
  readonly sessionId?: string;
  /** Absent for a message of the chat. */
  readonly specId?: string;
}

/** Finds out who answers, and makes the request for them. Sends nothing but questions about models. */
export class RequestPreparer {
  readonly #providers: ProviderDirectory;
  readonly #choice: ModelChoice;
  readonly #past: () => Promise<PastRuns>;

  constructor(providers: ProviderDirectory, choice: ModelChoice, past: () => Promise<PastRuns>) {
    this.#providers = providers;
    this.#choice = choice;
    this.#past = past;
  }

  /** @throws UserFacingError when there is no such provider, or no model can be found at it. */
  async target(wanted: {
    readonly provider?: string | undefined;
    readonly model?: string | undefined;
  }): Promise<RequestTarget> {
    const provider = this.#providers.get(wanted.provider);
    const hasKey = (await this.#providers.key(provider)) !== undefined;
    const chosen = await this.#choice.resolve(provider, hasKey, { requested: wanted.model, isRun: true });
    return { provider, hasKey, chosen, modelName: chosen.model ? shortName(chosen.model) : chosen.id };
  }

  /** @throws UserFacingError when the key is missing, or the prompt is too long for the model. */
  async prepare(target: RequestTarget, input: RequestInput): Promise<PreparedRequest> {
    const missing = missingKeyError(target.provider, target.chosen.model, target.hasKey);
    if (missing) throw missing;
    const { problem, ...prepared } = await this.#compose(target, input);
    if (problem) throw problem;
    return prepared;
  }

  /** The same to look at: what speaks against sending it comes along. */
  async preview(
    target: RequestTarget,
    input: RequestInput,
  ): Promise<{ readonly prepared: PreparedRequest; readonly problems: readonly UserFacingError[] }> {
    const { problem, ...prepared } = await this.#compose(target, input);
    const missing = missingKeyError(target.provider, target.chosen.model, target.hasKey);
    return { prepared, problems: [missing, problem].filter((one) => one !== undefined) };
  }

  async #compose(
    { provider, hasKey, chosen, modelName }: RequestTarget,
    { specId, ...rest }: RequestInput,
  ): Promise<PreparedRequest & { readonly problem: UserFacingError | undefined }> {
    const { id, model } = chosen;
    const family = model && tokenizerFamilyOf(model);
    const basis = (await this.#past()).basis({ provider: provider.id, model: id }, family, specId);
    const composed = composeRequest({ modelId: id, model, basis, ...rest });
    return { provider, modelId: id, model, modelName, hasKey, basis, ...composed };
  }
}
