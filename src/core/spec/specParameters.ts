import { omitAbsent } from "../omitAbsent";
import type { RequestParameters } from "../run/prepareRequest";
import type { FrontMatter } from "./frontMatter";

/** The parameters of a run: what its spec says, and for the rest what the settings say. */
export function specParameters(frontMatter: FrontMatter, settings: RequestParameters): RequestParameters {
  const { temperature, maxTokens, topP, seed, stop, reasoning, routing } = frontMatter;
  return { ...settings, ...omitAbsent({ temperature, maxTokens, topP, seed, stop, reasoning, routing }) };
}
