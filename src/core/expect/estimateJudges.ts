import { estimateCost } from "../cost/estimateCost";
import { sumEstimates } from "../cost/sumEstimates";
import { promptTokens, sizeOfPrompt, type TokenRates } from "../cost/tokenRates";
import type { CostEstimate, EstimatedUsd, JudgesEstimate } from "../cost/usage";
import type { Model } from "../models/model";
import { requestLimits } from "../models/requestLimits";
import { judgeMessages } from "./judgeMessages";
import { judgeParameters } from "./judgeParameters";

/** Somebody who will be asked about an answer. */
export interface AskedJudge {
  readonly criteria: string;
  /** `undefined` when the list does not have it: its price is not known. */
  readonly model: Model | undefined;
  /** How it counts tokens. */
  readonly rates: TokenRates;
}

/** Tokens of a usual verdict: a word and a sentence, and for some models a thought before. */
const USUAL_VERDICT_TOKENS = 100;

/**
 * What those who judge an answer come to, before there is one: each reads its criteria and the whole answer, at most the
 * longest that is allowed. `undefined` when nobody judges.
 */
export function estimateJudges(
  judges: readonly AskedJudge[],
  answer: Pick<CostEstimate, "expectedCompletionTokens" | "maxCompletionTokens">,
): JudgesEstimate | undefined {
  if (judges.length === 0) return undefined;
  return { count: judges.length, ...sumEstimates(judges.map((judge) => estimateJudge(judge, answer))) };
}

function estimateJudge(
  { criteria, model, rates }: AskedJudge,
  answer: Parameters<typeof estimateJudges>[1],
): EstimatedUsd {
  // Some that are free have no price in the list.
  if (model?.isFree) return { expectedUsd: 0, maxUsd: 0 };
  const question = promptTokens(
    sizeOfPrompt(judgeMessages(criteria, "").map(({ content }) => content)),
    rates,
  );
  const withAnswer = (tokens: number) =>
    estimateCost({
      model,
      promptTokens: question + tokens,
      mayBeOffBy: rates.mayBeOffBy,
      maxCompletionTokens: requestLimits(model, judgeParameters, question + tokens).maxCompletionTokens,
      expectedCompletionTokens: USUAL_VERDICT_TOKENS,
    });
  const { expectedUsd } = withAnswer(answer.expectedCompletionTokens);
  const { maxUsd } = withAnswer(answer.maxCompletionTokens);
  return { ...(expectedUsd !== undefined && { expectedUsd }), ...(maxUsd !== undefined && { maxUsd }) };
}
