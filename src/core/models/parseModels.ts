import * as v from "valibot";
import { omitAbsent } from "../omitAbsent";
import type { Model, ModelPricing } from "./model";
import { isZeroPrice, parsePricing } from "./parsePricing";

/** A field of the wrong type counts as absent; it never costs the row. */
const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);
const flag = v.fallback(v.optional(v.boolean()), undefined);
const tokens = v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), undefined);
const finite = v.fallback(v.optional(v.pipe(v.number(), v.finite())), undefined);
const anything = v.optional(v.unknown());
const strings = v.fallback(
  v.optional(
    v.pipe(
      v.array(v.unknown()),
      v.transform((items) => items.filter((item) => typeof item === "string")),
    ),
  ),
  undefined,
);

const Architecture = v.object({
  modality: text,
  input_modalities: strings,
  output_modalities: strings,
  tokenizer: text,
});
const TopProvider = v.object({ context_length: tokens, max_completion_tokens: tokens });

const Row = v.object({
  id: v.pipe(
    v.string(),
    v.check((id) => id.trim() !== ""),
  ),
  name: text,
  description: text,
  created: finite,
  context_length: tokens,
  architecture: v.fallback(v.optional(Architecture), undefined),
  top_provider: v.fallback(v.optional(TopProvider), undefined),
  pricing: anything,
  supported_parameters: strings,
  expiration_date: text,
  preferredIndex: finite,
  isFree: flag,
  mayTrainOnYourPrompts: flag,
  hasUserByokAvailable: flag,
});

const List = v.union([
  v.array(v.unknown()),
  v.pipe(
    v.object({ data: v.array(v.unknown()) }),
    v.transform((body) => body.data),
  ),
  v.pipe(
    v.object({ models: v.array(v.unknown()) }),
    v.transform((body) => body.models),
  ),
]);

/** What gateways append to a name in brackets: price class, novelty, retirement, discount (wire 2.1). */
const DECORATION = /^(?:\$+|new|free|retires [^()]*|\d+(?:\.\d+)?% off)$/i;
const DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * Reads the body of `GET {baseUrl}/models` in Kilo's, OpenRouter's and plain OpenAI-compatible form: `{data: […]}`, a bare
 * array or `{models: […]}`. A row needs a string id and nothing else; a second row with the same id is dropped.
 * `undefined` when the body holds no list at all. Never throws.
 */
export function parseModels(body: unknown, provider: string): readonly Model[] | undefined {
  const list = v.safeParse(List, body);
  if (!list.success) return undefined;
  const models = new Map<string, Model>();
  for (const item of list.output) {
    const row = v.safeParse(Row, item);
    if (row.success && !models.has(row.output.id)) models.set(row.output.id, toModel(row.output, provider));
  }
  return [...models.values()];
}

function toModel(row: v.InferOutput<typeof Row>, provider: string): Model {
  const pricing = parsePricing(row.pricing);
  const [inputs, outputs] = (row.architecture?.modality ?? "").split("->");
  return {
    id: row.id,
    name: withoutDecorations(row.name ?? "") || row.id,
    provider,
    inputModalities: row.architecture?.input_modalities ?? splitModality(inputs),
    outputModalities: row.architecture?.output_modalities ?? splitModality(outputs),
    pricing,
    isFree: isFree(row, pricing),
    mayTrainOnPrompts: row.mayTrainOnYourPrompts ?? false,
    hasOwnKey: row.hasUserByokAvailable ?? false,
    ...omitAbsent({
      description: row.description,
      created: row.created !== undefined && row.created > 0 ? row.created : undefined,
      contextLength: row.context_length,
      providerContextLength: row.top_provider?.context_length,
      maxCompletionTokens: row.top_provider?.max_completion_tokens,
      tokenizer: row.architecture?.tokenizer,
      // An empty list means "not known" just as a missing one does (wire 2.1).
      supportedParameters: row.supported_parameters?.length ? row.supported_parameters : undefined,
      expirationDate: row.expiration_date?.match(DATE)?.[0],
      recommendedIndex: row.preferredIndex,
    }),
  };
}

/**
 * A price known to be zero makes a model free, unless the gateway's own flag denies it. Without a usable price the flag
 * decides, and without a flag the `:free` suffix. Rows of the user's own upstream key list zeros because the upstream bills
 * and not the gateway; nobody without that key may use them for nothing, so there the zeros prove nothing.
 */
function isFree(row: v.InferOutput<typeof Row>, pricing: ModelPricing): boolean {
  const saidFree = row.isFree ?? row.id.toLowerCase().endsWith(":free");
  switch (pricing.kind) {
    case "varies":
      return false;
    case "unknown":
      return saidFree;
    case "known": {
      const isZero =
        isZeroPrice(pricing.prompt) && isZeroPrice(pricing.completion) && pricing.request === undefined;
      return isZero && (row.hasUserByokAvailable === true ? saidFree : row.isFree !== false);
    }
  }
}

function withoutDecorations(name: string): string {
  let bare = name.trim();
  // From bracket to bracket, each looked at once: names come from elsewhere and may have any length.
  while (bare.endsWith(")")) {
    const start = bare.lastIndexOf("(");
    if (start < 0 || !DECORATION.test(bare.slice(start + 1, -1))) break;
    bare = bare.slice(0, start).trimEnd();
  }
  return bare;
}

function splitModality(side: string | undefined): readonly string[] {
  return (side ?? "").split("+").filter((part) => part !== "");
}
