import type { Model } from "../models/model";
import { supportsParameter } from "../models/requestLimits";
import { omitAbsent } from "../omitAbsent";
import type { RequestParameters } from "./prepareRequest";

type SampledParameters = Pick<RequestParameters, "topP" | "seed" | "stop" | "reasoning" | "routing">;

/** Their names in `supported_parameters` of the model list; `routing` is the gateway's own. */
const WIRE_NAMES = { topP: "top_p", seed: "seed", stop: "stop", reasoning: "reasoning" } as const;

/** Those that the model takes; what it is known not to take is left out. */
export function supportedParameters(model: Model | undefined, wanted: SampledParameters): SampledParameters {
  const takes = (name: keyof typeof WIRE_NAMES) => supportsParameter(model, WIRE_NAMES[name]);
  return omitAbsent({
    topP: takes("topP") ? wanted.topP : undefined,
    seed: takes("seed") ? wanted.seed : undefined,
    stop: takes("stop") ? wanted.stop : undefined,
    reasoning: takes("reasoning") ? wanted.reasoning : undefined,
    routing: wanted.routing,
  });
}
