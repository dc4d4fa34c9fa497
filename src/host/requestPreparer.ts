import type { CostEstimate } from "../core/cost/usage";
import type { PreparedHop } from "../core/fallback/runWithFallback";
import { shortName } from "../core/models/modelCatalogue";
import type { ChatMessage, ChatRequest } from "../core/ports";
import { missingKeyError } from "../core/providers/missingKey";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { prepareRequest, type RequestParameters } from "../core/run/prepareRequest";
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
}

/** Finds out who answers, and makes the request for them. Sends nothing but questions about models. */
export class RequestPreparer {
  readonly #providers: ProviderDirectory;
  readonly #choice: ModelChoice;

  constructor(providers: ProviderDirectory, choice: ModelChoice) {
    this.#providers = providers;
    this.#choice = choice;
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
  prepare(
    { provider, hasKey, chosen, modelName }: RequestTarget,
    input: {
      readonly messages: readonly ChatMessage[];
      readonly parameters: RequestParameters;
      readonly sessionId: string;
    },
  ): PreparedRequest {
    const missing = missingKeyError(provider, chosen.model, hasKey);
    if (missing) throw missing;
    const { request, estimate } = prepareRequest({ modelId: chosen.id, model: chosen.model, ...input });
    return { provider, modelId: chosen.id, model: chosen.model, modelName, hasKey, request, estimate };
  }
}
