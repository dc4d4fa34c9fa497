import * as v from "valibot";
import { omitAbsent } from "../omitAbsent";
import type { ModelEndpoint } from "./model";
import { parsePricing } from "./parsePricing";

const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);
const tokens = v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), undefined);
const percent = v.fallback(v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))), undefined);
const median = v.fallback(
  v.optional(v.object({ p50: v.pipe(v.number(), v.finite(), v.minValue(0)) })),
  undefined,
);

const Row = v.object({
  provider_name: text,
  tag: text,
  name: text,
  context_length: tokens,
  max_completion_tokens: tokens,
  pricing: v.optional(v.unknown()),
  quantization: text,
  uptime_last_30m: percent,
  latency_last_30m: median,
  throughput_last_30m: median,
});
const Body = v.object({ data: v.object({ endpoints: v.array(v.unknown()) }) });

/**
 * Reads the body of `GET {baseUrl}/models/{author}/{slug}/endpoints`, Kilo's reduced form as well as OpenRouter's full one
 * (wire 3). Wrong fields are dropped one by one; a row goes only when nothing in it names the upstream. `undefined` when the
 * body holds no list at all. Never throws.
 */
export function parseEndpoints(body: unknown): readonly ModelEndpoint[] | undefined {
  const parsed = v.safeParse(Body, body);
  if (!parsed.success) return undefined;
  return parsed.output.data.endpoints.flatMap((item) => {
    const row = v.safeParse(Row, item);
    const upstream = row.success
      ? (row.output.provider_name ?? row.output.tag ?? row.output.name)
      : undefined;
    return row.success && upstream !== undefined ? [toEndpoint(row.output, upstream)] : [];
  });
}

function toEndpoint(row: v.InferOutput<typeof Row>, upstream: string): ModelEndpoint {
  return {
    upstream,
    pricing: parsePricing(row.pricing),
    ...omitAbsent({
      tag: row.tag,
      contextLength: row.context_length,
      maxCompletionTokens: row.max_completion_tokens,
      quantization: row.quantization === "unknown" ? undefined : row.quantization,
      uptimePercent: row.uptime_last_30m,
      latencyP50: row.latency_last_30m?.p50,
      throughputP50: row.throughput_last_30m?.p50,
    }),
  };
}
