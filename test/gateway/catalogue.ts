import type { WireModel } from "./wireModel";
import type { Fault } from "./fault";
import { faults } from "./faults";
import models from "./models.json";
import { seededRandom } from "./seededRandom";

const named: readonly WireModel[] = models;

/** Where a router model sends a request when its row names no candidates. */
const ROUTER_TARGETS: Readonly<Record<string, string>> = {
  "kilo-auto/free": "minimax/minimax-m2.1:free",
  "openrouter/auto": "openai/gpt-4o-mini",
};

/** The rows in the order of the list: named models, `extraModels` made-up ones, and the faults last. */
export function buildCatalogue(extraModels: number): readonly WireModel[] {
  return [...named, ...bulkModels(extraModels), ...faults.map(faultModel)];
}

/** The model that really answers for `model`; `seed` decides where a router has a choice. */
export function servedModel(catalogue: readonly WireModel[], model: WireModel, seed: number): WireModel {
  const candidates = model.autoRouting?.models ?? [ROUTER_TARGETS[model.id] ?? model.id];
  const id = candidates[seed % candidates.length] ?? model.id;
  return catalogue.find((row) => row.id === id) ?? model;
}

export function isFree(model: WireModel): boolean {
  return model.isFree ?? model.id.endsWith(":free");
}

function faultModel({ name, summary, pricing }: Fault): WireModel {
  return {
    id: `fault/${name}`,
    name: `Fault: ${name}`,
    created: 1_788_000_000,
    description: summary,
    architecture: {
      modality: "text->text",
      input_modalities: ["text"],
      output_modalities: ["text"],
      tokenizer: "Other",
    },
    top_provider: { is_moderated: false, context_length: 131_072, max_completion_tokens: null },
    pricing: { ...(pricing ?? { prompt: "0", completion: "0" }), request: "0" },
    context_length: 131_072,
    per_request_limits: null,
    supported_parameters: ["max_tokens", "temperature"],
    isFree: pricing === undefined,
    mayTrainOnYourPrompts: false,
  };
}

function bulkModels(count: number): WireModel[] {
  const random = seededRandom(count);
  const authors = ["north", "harbour", "cedar", "orbit", "lumen", "delta", "quartz", "saffron"];
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, "0");
    const author = authors[Math.floor(random() * authors.length)] ?? "north";
    const contextLength = 2 ** (13 + Math.floor(random() * 8));
    const perMillion = 1 + Math.floor(random() * 3000);
    return {
      id: `${author}/bulk-${number}`,
      name: `${author[0]?.toUpperCase()}${author.slice(1)}: Bulk ${number}`,
      created: 1_700_000_000 + Math.floor(random() * 80_000_000),
      description: `Made-up row ${number}, for lists as long as the real ones. `
        .repeat(1 + (index % 8))
        .trim(),
      architecture: {
        modality: "text->text",
        input_modalities: index % 3 === 0 ? ["text", "image"] : ["text"],
        output_modalities: ["text"],
        tokenizer: "Other",
      },
      top_provider: { is_moderated: false, context_length: contextLength, max_completion_tokens: null },
      pricing: {
        prompt: (perMillion / 1e8).toFixed(12),
        completion: ((perMillion * 4) / 1e8).toFixed(12),
        request: "0",
      },
      context_length: contextLength,
      per_request_limits: null,
      supported_parameters: ["max_tokens", "temperature", "top_p", ...(index % 4 === 0 ? [] : ["tools"])],
      isFree: false,
      mayTrainOnYourPrompts: index % 10 === 0,
    };
  });
}
