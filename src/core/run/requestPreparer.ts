import type { PromptSize } from "../cost/tokenRates";
import type { CostEstimate } from "../cost/usage";
import type { UserFacingError } from "../errors";
import type { Expectation } from "../expect/expectation";
import type { PreparedHop } from "../fallback/runWithFallback";
import { shortName } from "../models/modelCatalogue";
import type { ChatMessage, ChatRequest } from "../ports";
import { missingKeyError } from "../providers/missingKey";
import type { ProviderConfig } from "../providers/providerConfig";
import { composeRequest, type RequestParameters } from "./prepareRequest";
import { estimateBasis } from "../usage/estimateBasis";
import type { EstimateBasis, PastRuns } from "../usage/pastRuns";
import type { ChosenModel, ModelChoice } from "../models/modelChoice";

/** Who can answer. */
interface Providers {
  /** @throws UserFacingError `not-configured` when it does not exist or cannot be used. */
  get(id: string | undefined): ProviderConfig;
  key(provider: ProviderConfig): Promise<string | undefined>;
}

/** Who would answer. */
export interface RequestTarget {
  readonly provider: ProviderConfig;
  readonly hasKey: boolean;
  readonly chosen: ChosenModel;
  /** For the reader; the id when the list does not have the model. */
  readonly modelName: string;
}

/** What is asked. */
export interface RequestInput {
  readonly messages: readonly ChatMessage[];
  readonly parameters: RequestParameters;
  /** Absent for a request that belongs to no conversation. */
  readonly sessionId?: string;
  /** Absent for a message of the chat. */
  readonly specId?: string;
  /** Of the answer: who judges that is part of the estimate. */
  readonly expect?: readonly Expectation[] | undefined;
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

/** Finds out who answers, and makes the request for them. Sends nothing but questions about models. */
export class RequestPreparer {
  readonly #providers: Providers;
  readonly #choice: Pick<ModelChoice, "resolve">;
  readonly #past: () => Promise<PastRuns>;

  constructor(providers: Providers, choice: Pick<ModelChoice, "resolve">, past: () => Promise<PastRuns>) {
    this.#providers = providers;
    this.#choice = choice;
    this.#past = past;
  }

  /** @throws UserFacingError when there is no such provider, or no model can be found at it. */
  async target(wanted: {
    readonly provider?: string | undefined;
    readonly model?: string | undefined;
    /** As of `ModelChoice`; somebody pressed a button unless it says otherwise. */
    readonly isRun?: boolean;
  }): Promise<RequestTarget> {
    const provider = this.#providers.get(wanted.provider);
    const hasKey = (await this.#providers.key(provider)) !== undefined;
    const chosen = await this.#choice.resolve(provider, hasKey, {
      requested: wanted.model,
      isRun: wanted.isRun ?? true,
    });
    return { provider, hasKey, chosen, modelName: chosen.model ? shortName(chosen.model) : chosen.id };
  }

  /** @throws UserFacingError when the key is missing, or the prompt is too long for the model. */
  async prepare(target: RequestTarget, input: RequestInput): Promise<PreparedRequest> {
    const missing = missingKeyError(target.provider, target.chosen.model, target.hasKey);
    if (missing) throw missing;
    return this.draft(target, input);
  }

  /** The same whether or not there is a key: prices are public. @throws UserFacingError when the prompt is too long. */
  async draft(target: RequestTarget, input: RequestInput): Promise<PreparedRequest> {
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
    { specId, expect, ...rest }: RequestInput,
  ): Promise<PreparedRequest & { readonly problem: UserFacingError | undefined }> {
    const { id, model, models } = chosen;
    const answerer = { provider: provider.id, modelId: id, model, models };
    const basis = estimateBasis(await this.#past(), answerer, { specId, expect });
    const composed = composeRequest({ modelId: id, model, basis, ...rest });
    return { provider, modelId: id, model, modelName, hasKey, basis, ...composed };
  }
}
