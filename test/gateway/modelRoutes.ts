import type { Dialect } from "./dialect";
import type { GatewayState } from "./gatewayState";
import type { Steps } from "./step";
import type { WireModel } from "./wireModel";
import { htmlReply, jsonReply } from "./step";
import { openRouterEndpoints, openRouterModel } from "./openRouterForm";
import { servingOf } from "./upstreams";

const LARGEST_PAGE = 1000;

/** `GET {prefix}/models` (wire 2). The public list, whatever the key. */
export function replyWithModels(state: GatewayState, dialect: Dialect, query: URLSearchParams): Steps {
  switch (state.modelsMode) {
    case "html":
      return htmlReply(200, "<!doctype html><title>Sign in to network</title>");
    case "error-500":
      return jsonReply(500, { error: "Failed to fetch models", message: "The upstream list did not arrive" });
    case "empty":
      return list([], dialect, query);
    case "no-prices":
      return list(
        state.catalogue.map(({ pricing: _pricing, isFree: _isFree, ...rest }) => rest),
        dialect,
        query,
      );
    case "normal":
      return list(state.catalogue, dialect, query);
  }
}

/** `GET {prefix}/models/{author}/{slug}/endpoints` (wire 3); `author` and `slug` are one undecoded path segment each. */
export function replyWithEndpoints(
  state: GatewayState,
  dialect: Dialect,
  author: string,
  slug: string,
): Steps {
  const id = decodeSegments(author, slug);
  const model = state.catalogue.find((row) => row.id === id);
  const serving = servingOf(id ?? "");
  if (model === undefined || serving.unlisted === true || dialect === "plain") {
    return jsonReply(404, { error: { message: "Not Found", code: 404 } });
  }
  if (dialect === "openrouter") {
    return jsonReply(200, { data: openRouterEndpoints(model, serving.upstreams) });
  }
  const { prompt, completion, image, request, input_cache_read, input_cache_write } = model.pricing;
  const pricing = { prompt, completion, image, request, input_cache_read, input_cache_write };
  const endpoints = serving.upstreams.map(({ provider, tag, contextLength }) => ({
    tag,
    provider_name: provider,
    context_length: contextLength ?? model.top_provider.context_length ?? model.context_length,
    pricing,
  }));
  return jsonReply(200, { data: { id: model.id, name: model.name, type: "language", endpoints } });
}

function list(
  models: readonly (Omit<WireModel, "pricing"> & Partial<WireModel>)[],
  dialect: Dialect,
  query: URLSearchParams,
): Steps {
  if (dialect === "kilo") return jsonReply(200, { data: models });
  if (dialect === "plain") {
    const data = models.map(({ id, created }) => ({
      id,
      object: "model",
      created: created ?? 0,
      owned_by: id.split("/")[0],
    }));
    return jsonReply(200, { object: "list", data });
  }
  const offset = Number(query.get("offset") ?? 0);
  const isPaged = query.has("offset") || query.has("limit");
  const limit = isPaged ? Math.min(Number(query.get("limit") ?? 500), LARGEST_PAGE) : models.length;
  const page = models.slice(offset, offset + limit);
  const next =
    offset + limit < models.length ? `/api/v1/models?offset=${offset + limit}&limit=${limit}` : null;
  const data = page.map((model) => {
    const { pricing } = model;
    if (pricing !== undefined) return openRouterModel({ ...model, pricing });
    const { pricing: _none, ...rest } = openRouterModel({
      ...model,
      pricing: { prompt: "", completion: "" },
    });
    return rest;
  });
  return jsonReply(200, { data, total_count: models.length, links: { next } });
}

function decodeSegments(author: string, slug: string): string | undefined {
  try {
    return `${decodeURIComponent(author)}/${decodeURIComponent(slug)}`;
  } catch {
    return undefined;
  }
}
