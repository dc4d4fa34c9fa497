import type { Model } from "../models/model";
import type { ProviderKind } from "../providers/providerConfig";
import type { RunStatus } from "../run/runResult";
import { isFreeOfCharge, usablePricing } from "./listPrice";
import { listUsd } from "./listUsd";
import type { ReportedCost, RunCost, Usage } from "./usage";

export interface RunCostInput {
  /** The catalogue's row of the model; `undefined` when the list does not have it. */
  readonly model: Model | undefined;
  readonly providerKind: ProviderKind;
  /** `undefined` = no counts arrived. */
  readonly usage: Usage | undefined;
  /** `undefined` = the gateway said nothing about money. */
  readonly reported: ReportedCost | undefined;
  readonly status: RunStatus;
  /** `undefined` = none arrived, so that the counts may not be the final ones. */
  readonly finishReason?: string | undefined;
}

/**
 * What a run cost (wire 7.1 to 7.3), in this order:
 * 1. what the gateway reports, which beats any price list;
 * 2. unknown, when the account's own upstream key paid at Kilo: Kilo charges nothing, but the upstream sends its own bill,
 *    so that 0 would be wrong and the list price a guess (7.2, mistake 2);
 * 3. 0, when the price list says that nothing costs anything, however the run ended;
 * 4. 0, for what OpenRouter does not bill: an error finish reason, or neither a token nor a finish reason;
 * 5. unknown, when the stream was cancelled or broke: counts that arrived by then may be those of half an answer;
 * 6. tokens × list price, when both are known.
 * Never negative and never a guess.
 */
export function costOfRun(input: RunCostInput): RunCost {
  const { model, providerKind, usage, reported, status, finishReason } = input;
  const isOwnKey = providerKind === "kilocode" && model?.hasOwnKey === true;
  const reportedUsd = reported && reportedAmount(reported, isOwnKey);
  if (reportedUsd !== undefined) return { kind: "reported", usd: reportedUsd };
  if (isOwnKey) return { kind: "unknown" };

  const pricing = usablePricing(model);
  if (pricing && isFreeOfCharge(pricing)) return { kind: "computed", usd: 0 };
  const isFinished =
    status === "completed" || (finishReason !== undefined && finishReason !== "" && finishReason !== "error");
  const isUnbilled = finishReason === "error" || (usage?.completionTokens === 0 && !isFinished);
  if (providerKind === "openrouter" && isUnbilled && status !== "cancelled")
    return { kind: "computed", usd: 0 };
  if (status === "cancelled" || !isFinished) return { kind: "unknown" };
  const usd = listUsd(model, usage);
  return usd === undefined ? { kind: "unknown" } : { kind: "computed", usd };
}

/** The amount that counts among those reported; `undefined` when none does. They are never added up (wire 7.1). */
function reportedAmount(reported: ReportedCost, isOwnKey: boolean): number | undefined {
  const usd = amount(reported.usd);
  const upstreamUsd = amount(reported.upstreamUsd);
  const marketUsd = amount(reported.marketUsd);
  // A zero here is what Kilo charges, not what the run cost.
  if (isOwnKey) return [upstreamUsd, marketUsd, usd].find((value) => value !== undefined && value > 0);
  // With the gateway's own upstream key, `usd` is only the fee.
  if (reported.isByok) return upstreamUsd ?? marketUsd;
  return usd ?? upstreamUsd ?? marketUsd;
}

/** Negative and non-finite amounts were seen in the wild and mean nothing (mistake 6). */
function amount(usd: number | undefined): number | undefined {
  if (usd === undefined || !Number.isFinite(usd) || usd < 0) return undefined;
  // Negative zero is zero.
  return usd === 0 ? 0 : usd;
}
