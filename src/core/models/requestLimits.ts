import type { Model } from "./model";
import { contextLimitOf } from "./modelCatalogue";

/** False only where the list says so: missing or empty means unknown, not none (wire 2.1). */
export function supportsParameter(model: Model | undefined, parameter: string): boolean {
  return !model?.supportedParameters?.length || model.supportedParameters.includes(parameter);
}

export interface RequestLimits {
  /** Absent = the model does not take one; it must not be sent. */
  readonly temperature?: number;
  /** Absent = the model takes no limit; none must be sent. */
  readonly maxTokens?: number;
  /** Field that carries the limit; present with `maxTokens`. */
  readonly maxTokensParameter?: "max_tokens" | "max_completion_tokens";
  /** The most the answer can take, whether or not a limit is sent: what an estimate has to count with. */
  readonly maxCompletionTokens: number;
}

/** Some upstreams refuse a smaller limit (wire 4.2). */
export const smallestMaxTokens = 16;

/**
 * What to ask of `model`, from what the user wants. The limit of the answer is the user's, lowered to what the model can give
 * and to what the prompt leaves of the context, but never below 16 tokens: a list's own maximum often equals the whole
 * window, which upstreams refuse for any prompt (wire 7.4, mistake 26). Parameters a model is known not to take are left out.
 */
export function requestLimits(
  model: Model | undefined,
  wanted: { readonly maxTokens: number; readonly temperature: number },
  promptTokens: number,
): RequestLimits {
  const supports = (parameter: string) => supportsParameter(model, parameter);
  const context = model && contextLimitOf(model);
  const room = context === undefined ? Infinity : context - Math.max(0, Math.ceil(promptTokens));
  const ability = Math.min(positive(model?.maxCompletionTokens), room);
  const maxTokens = Math.max(smallestMaxTokens, Math.min(Math.floor(wanted.maxTokens), ability));
  const temperature = supports("temperature") && { temperature: wanted.temperature };
  if (supports("max_tokens") || supports("max_completion_tokens")) {
    return {
      ...temperature,
      maxTokens,
      maxTokensParameter: supports("max_tokens") ? "max_tokens" : "max_completion_tokens",
      maxCompletionTokens: maxTokens,
    };
  }
  // Nothing can hold the answer back but the model itself.
  return {
    ...temperature,
    maxCompletionTokens: Math.max(smallestMaxTokens, Number.isFinite(ability) ? ability : maxTokens),
  };
}

function positive(limit: number | undefined): number {
  return limit !== undefined && limit > 0 ? limit : Infinity;
}
