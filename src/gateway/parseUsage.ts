import type { Usage } from "../core/cost/usage";
import { omitAbsent } from "../core/omitAbsent";
import type { WithoutAbsent } from "../core/omitAbsent";
import { asRecord, finiteNumber } from "./looseJson";
import type { LooseRecord } from "./looseJson";

/** What one piece of an answer says about tokens and money; later pieces may add to it. */
export type UsageReport = WithoutAbsent<{
  usage: Usage | undefined;
  usd: number | undefined;
  upstreamUsd: number | undefined;
  isByok: boolean | undefined;
  marketUsd: number | undefined;
}>;

/**
 * Reads `usage` of a chunk or a whole answer (wire 4.4) and the second upstream's cost, which lies in
 * `provider_metadata.gateway` of the delta (wire 7.2). Counts that are missing, negative or not numbers are not reported;
 * without prompt and completion counts there is no `usage`, but there may still be a cost. `undefined` when neither says
 * anything. Never throws.
 */
export function parseUsage(usageField: unknown, providerMetadata: unknown): UsageReport | undefined {
  const fields = asRecord(usageField);
  const gateway = asRecord(asRecord(providerMetadata)?.["gateway"]);
  const marketUsd = amount(gateway?.["marketCost"]) ?? amount(gateway?.["cost"]);
  if (fields === undefined) return marketUsd === undefined ? undefined : { marketUsd };
  const isByok = fields["is_byok"];
  return omitAbsent({
    usage: parseCounts(fields),
    usd: amount(fields["cost"]),
    upstreamUsd: amount(asRecord(fields["cost_details"])?.["upstream_inference_cost"]),
    isByok: typeof isByok === "boolean" ? isByok : undefined,
    marketUsd,
  });
}

function parseCounts(fields: LooseRecord): Usage | undefined {
  const promptTokens = count(fields["prompt_tokens"]);
  const completionTokens = count(fields["completion_tokens"]);
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  const prompt = asRecord(fields["prompt_tokens_details"]);
  const completion = asRecord(fields["completion_tokens_details"]);
  return {
    promptTokens: promptTokens ?? 0,
    completionTokens: completionTokens ?? 0,
    cachedPromptTokens: count(prompt?.["cached_tokens"]) ?? 0,
    reasoningTokens: count(completion?.["reasoning_tokens"]) ?? 0,
    cacheWriteTokens:
      count(prompt?.["cache_write_tokens"]) ??
      count(prompt?.["cache_creation_input_tokens"]) ??
      count(fields["cache_creation_input_tokens"]) ??
      0,
  };
}

function count(value: unknown): number | undefined {
  const number = amount(value);
  return number === undefined ? undefined : Math.round(number);
}

function amount(value: unknown): number | undefined {
  const number = finiteNumber(value);
  return number !== undefined && number >= 0 ? number : undefined;
}
