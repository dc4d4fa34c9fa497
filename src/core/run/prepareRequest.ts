import * as l10n from "@vscode/l10n";
import { estimateCost } from "../cost/estimateCost";
import { formatTokenLimit } from "../cost/formatTokens";
import { type PromptSize, promptTokens as promptTokensOf, sizeOfPrompt } from "../cost/tokenRates";
import type { CostEstimate } from "../cost/usage";
import { UserFacingError } from "../errors";
import { estimateJudges } from "../expect/estimateJudges";
import type { Model } from "../models/model";
import { contextLimitOf } from "../models/modelCatalogue";
import { type RequestLimits, requestLimits } from "../models/requestLimits";
import { supportedParameters } from "./supportedParameters";
import type { ChatMessage, ChatRequest } from "../ports";
import type { EstimateBasis } from "../usage/pastRuns";

/** What is asked for beside the messages; a model may take less of it. */
export interface RequestParameters extends Pick<
  ChatRequest,
  "topP" | "seed" | "stop" | "reasoning" | "routing"
> {
  readonly temperature: number;
  readonly maxTokens: number;
}

/** What a prompt will cost on `model` and what may be asked for; a model that is not in the list has an unknown price. */
export function estimateRequest(
  model: Model | undefined,
  size: PromptSize,
  parameters: RequestParameters,
  { rates, spec, completionTokens, judges: askedJudges = [] }: EstimateBasis,
): { readonly limits: RequestLimits; readonly estimate: CostEstimate } {
  const tokens = promptTokensOf(size, rates, spec);
  const limits = requestLimits(model, parameters, tokens);
  const answer = estimateCost({
    model,
    promptTokens: tokens,
    mayBeOffBy: rates.mayBeOffBy,
    maxCompletionTokens: limits.maxCompletionTokens,
    ...(completionTokens !== undefined && { expectedCompletionTokens: completionTokens }),
    calibratedFrom: rates.learnedFrom,
  });
  const judges = estimateJudges(askedJudges, answer);
  return { limits, estimate: { ...answer, ...(judges && { judges }) } };
}

/** What a request is made from. */
export interface RequestParts {
  readonly modelId: string;
  readonly model: Model | undefined;
  readonly messages: readonly ChatMessage[];
  readonly parameters: RequestParameters;
  readonly basis: EstimateBasis;
  readonly sessionId?: string;
}

/** A request with what it will cost. */
export interface ComposedRequest {
  readonly request: ChatRequest;
  readonly estimate: CostEstimate;
  readonly size: PromptSize;
}

/**
 * The request as it will be sent, and what it will cost. Running the same spec twice gives the same request.
 * @throws UserFacingError `context-length-exceeded` when the prompt alone fills the model's context.
 */
export function prepareRequest(parts: RequestParts): ComposedRequest {
  const { problem, ...composed } = composeRequest(parts);
  if (problem) throw problem;
  return composed;
}

/** The same, whether or not it can be sent: `problem` says why it cannot. */
export function composeRequest(
  input: RequestParts,
): ComposedRequest & { readonly problem: UserFacingError | undefined } {
  const { modelId, model, messages, parameters, basis, sessionId } = input;
  const size = sizeOfPrompt(messages.map(({ content }) => content));
  const { limits, estimate } = estimateRequest(model, size, parameters, basis);
  return {
    problem: contextProblem(model, estimate.promptTokens, parameters.maxTokens),
    request: {
      modelId,
      messages,
      ...(limits.temperature !== undefined && { temperature: limits.temperature }),
      ...(limits.maxTokens !== undefined && { maxTokens: limits.maxTokens }),
      ...(limits.maxTokensParameter && { maxTokensParameter: limits.maxTokensParameter }),
      ...supportedParameters(model, parameters),
      ...(sessionId !== undefined && { sessionId }),
    },
    estimate,
    size,
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
      formatTokenLimit(promptTokens),
      model?.name ?? "",
      formatTokenLimit(limit),
    ),
    { details: { promptTokens } },
  );
}
