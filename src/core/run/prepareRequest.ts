import * as l10n from "@vscode/l10n";
import { countTokens } from "../cost/countTokens";
import { estimateCost } from "../cost/estimateCost";
import { tokenizerFamilyOf } from "../cost/tokenizerFamily";
import type { CostEstimate } from "../cost/usage";
import { UserFacingError } from "../errors";
import type { Model } from "../models/model";
import { contextLimitOf } from "../models/modelCatalogue";
import { requestLimits } from "../models/requestLimits";
import type { ChatMessage, ChatRequest } from "../ports";

export interface RequestParameters {
  readonly temperature: number;
  readonly maxTokens: number;
}

/** Chat formats wrap each message in a few control tokens and open the answer with some more. */
const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_REQUEST = 3;

/** Estimated prompt tokens of `messages` on `model`, format overhead included. */
export function countPromptTokens(messages: readonly ChatMessage[], model: Model | undefined): number {
  const family = model && tokenizerFamilyOf(model);
  const textTokens = messages.reduce((sum, { content }) => sum + countTokens(content, family), 0);
  return promptTokensOf(textTokens, messages.length);
}

/** The same for texts that were counted before, so that typing does not count a whole spec again. */
export function promptTokensOf(textTokens: number, messageCount: number): number {
  return TOKENS_PER_REQUEST + messageCount * TOKENS_PER_MESSAGE + textTokens;
}

/** Estimate for a prompt of `promptTokens`; a model that is not in the list has an unknown price. */
export function estimateRequest(
  model: Model | undefined,
  promptTokens: number,
  parameters: RequestParameters,
): CostEstimate {
  const { maxCompletionTokens } = requestLimits(model, parameters, promptTokens);
  return estimateCost({ model, promptTokens, maxCompletionTokens });
}

/**
 * The request as it will be sent, and what it will cost. Running the same spec twice gives the same request.
 * @throws UserFacingError `context-length-exceeded` when the prompt alone fills the model's context.
 */
export function prepareRequest(input: {
  readonly modelId: string;
  readonly model: Model | undefined;
  readonly messages: readonly ChatMessage[];
  readonly parameters: RequestParameters;
  readonly sessionId?: string;
}): { readonly request: ChatRequest; readonly estimate: CostEstimate } {
  const { modelId, model, messages, parameters, sessionId } = input;
  const promptTokens = countPromptTokens(messages, model);
  const problem = contextProblem(model, promptTokens, parameters.maxTokens);
  if (problem) throw problem;
  const limits = requestLimits(model, parameters, promptTokens);
  return {
    request: {
      modelId,
      messages,
      ...(limits.temperature !== undefined && { temperature: limits.temperature }),
      ...(limits.maxTokens !== undefined && { maxTokens: limits.maxTokens }),
      ...(limits.maxTokensParameter && { maxTokensParameter: limits.maxTokensParameter }),
      ...(sessionId !== undefined && { sessionId }),
    },
    estimate: estimateCost({ model, promptTokens, maxCompletionTokens: limits.maxCompletionTokens }),
  };
}

/** Fewer tokens than this are hardly an answer, and not worth paying a full context for. */
const SMALLEST_ANSWER_TOKENS = 256;

/**
 * Why a prompt of that length cannot go to this model: it leaves no room for an answer. `undefined` when it can, or when
 * the context is not known. `maxTokens`: the longest answer that is wanted.
 */
export function contextProblem(
  model: Model | undefined,
  promptTokens: number,
  maxTokens: number,
): UserFacingError | undefined {
  const limit = model && contextLimitOf(model);
  if (limit === undefined || promptTokens + Math.min(maxTokens, SMALLEST_ANSWER_TOKENS) <= limit) {
    return undefined;
  }
  return new UserFacingError(
    "context-length-exceeded",
    l10n.t(
      "The request has about {0} tokens; {1} takes {2}.",
      promptTokens.toLocaleString("en-US"),
      model?.name ?? "",
      limit.toLocaleString("en-US"),
    ),
    { details: { promptTokens } },
  );
}
