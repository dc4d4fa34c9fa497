/** Upstreams of OpenRouter that stop generating, and billing, when a stream is aborted (wire 5.7). Lower case. */
const STOPS = new Set(
  (
    "openai azure anthropic fireworks mancer recursal anyscale lepton octoai novita novitaai deepinfra together " +
    "cohere hyperbolic infermatic avian avianio xai cloudflare sfcompute nineteen liquid friendli chutes deepseek"
  ).split(" "),
);

/** Those that go on to the end of the answer, which is billed (wire 5.7). */
const GOES_ON = new Set(
  (
    "amazonbedrock awsbedrock bedrock groq modal google googlevertex googleaistudio minimax huggingface replicate " +
    "perplexity mistral ai21 featherless lynn lambda reflection sambanova inflection 01ai zerooneai aionlabs alibaba " +
    "nebius nebiusaistudio kluster targon inferencenet"
  ).split(" "),
);

/**
 * Whether an upstream stops billing when a request is aborted: `true` or `false` where OpenRouter documents it,
 * `undefined` for the others and where nobody said who answers.
 */
export function stopsBilling(upstream: string | undefined): boolean | undefined {
  const name = upstream?.toLowerCase().replace(/[^a-z0-9]/g, "") ?? "";
  if (STOPS.has(name)) return true;
  return GOES_ON.has(name) ? false : undefined;
}
