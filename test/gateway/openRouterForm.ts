import type { WireModel, WirePricing } from "./wireModel";
import type { Upstream } from "./upstreams";

/** A row in OpenRouter's own, wider form (wire 2.2): what Kilo leaves out is there, what Kilo adds is not. */
export function openRouterModel(model: WireModel): Readonly<Record<string, unknown>> {
  return {
    id: model.id,
    canonical_slug: model.canonical_slug ?? model.id.replace(/:.*$/, ""),
    hugging_face_id: null,
    name: model.name,
    created: model.created ?? 0,
    description: model.description ?? "",
    context_length: model.context_length,
    architecture: openRouterArchitecture(model),
    pricing: model.pricing,
    top_provider: model.top_provider,
    per_request_limits: null,
    supported_parameters: model.supported_parameters ?? [],
    default_parameters: { temperature: null, top_p: null, frequency_penalty: null },
    supported_voices: null,
    expiration_date: model.expiration_date ?? null,
    links: { details: `/api/v1/models/${model.id}/endpoints` },
    ...(model.reasoning === undefined ? {} : { reasoning: model.reasoning }),
  };
}

/** The body's `data` of OpenRouter's endpoints route (wire 3.3). */
export function openRouterEndpoints(
  model: WireModel,
  upstreams: readonly Upstream[],
): Readonly<Record<string, unknown>> {
  return {
    id: model.id,
    name: model.name,
    created: model.created ?? 0,
    description: model.description ?? "",
    architecture: { ...openRouterArchitecture(model), instruct_type: null },
    endpoints: upstreams.map((upstream, index) => openRouterEndpoint(model, upstream, index)),
  };
}

function openRouterEndpoint(
  model: WireModel,
  upstream: Upstream,
  index: number,
): Readonly<Record<string, unknown>> {
  const pricing: WirePricing = { ...model.pricing, discount: 0 };
  const parameters = model.supported_parameters ?? [];
  const choosesTools = parameters.includes("tool_choice");
  const slower = 1 + index / 2;
  return {
    name: `${upstream.provider} | ${model.id}`,
    model_id: model.id,
    model_name: model.name,
    context_length: upstream.contextLength ?? model.context_length,
    pricing,
    provider_name: upstream.provider,
    tag: upstream.tag,
    quantization: upstream.quantization ?? null,
    max_completion_tokens: model.top_provider.max_completion_tokens ?? null,
    max_prompt_tokens: null,
    supported_parameters: parameters,
    supports_tool_choice: {
      auto: choosesTools,
      function: choosesTools,
      none: choosesTools,
      required: choosesTools,
    },
    status: index === 0 ? 0 : -2,
    uptime_last_5m: index === 0 ? 100 : null,
    uptime_last_30m: 99.82 - index,
    uptime_last_1d: 99.61 - index,
    supports_implicit_caching: model.pricing.input_cache_read !== undefined,
    latency_last_30m: { p50: 1.25 * slower, p75: 1.75 * slower, p90: 3.5 * slower, p99: 9.75 * slower },
    throughput_last_30m: { p50: 60 / slower, p75: 48 / slower, p90: 36 / slower, p99: 12 / slower },
  };
}

function openRouterArchitecture({ architecture }: WireModel): Readonly<Record<string, unknown>> {
  // "pdf" is Kilo's word; OpenRouter says "file".
  const inputs = architecture.input_modalities.filter((modality) => modality !== "pdf");
  return { ...architecture, modality: architecture.modality ?? null, input_modalities: inputs };
}
