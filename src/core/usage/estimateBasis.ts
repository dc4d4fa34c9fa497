import { tokenizerFamilyOf } from "../cost/tokenizerFamily";
import type { Expectation } from "../expect/expectation";
import type { Model } from "../models/model";
import { findModel } from "../models/modelCatalogue";
import type { EstimateBasis, PastRuns } from "./pastRuns";

/** Who will answer. */
interface Answerer {
  /** Provider config id. */
  readonly provider: string;
  readonly modelId: string;
  /** `undefined` when the list does not have it. */
  readonly model: Model | undefined;
  /** What the provider offers, where a judge may be another model; absent when that is not known. */
  readonly models?: readonly Model[] | undefined;
}

/** What an estimate of a text goes by. `expect`: what its spec does of the answer. */
export function estimateBasis(
  past: PastRuns,
  { provider, modelId, model, models = [] }: Answerer,
  {
    specId,
    expect = [],
  }: { readonly specId?: string | undefined; readonly expect?: readonly Expectation[] | undefined },
): EstimateBasis {
  const basisOf = (id: string, listed: Model | undefined, spec?: string) =>
    past.basis({ provider, model: id }, listed && tokenizerFamilyOf(listed), spec);
  const judges = expect
    .filter((expectation) => expectation.kind === "judge")
    .map(({ criteria, model: id }) => {
      const judge = id === undefined ? model : findModel(models, id);
      return { criteria, model: judge, rates: basisOf(judge?.id ?? id ?? modelId, judge).rates };
    });
  return { ...basisOf(modelId, model, specId), ...(judges.length > 0 && { judges }) };
}
