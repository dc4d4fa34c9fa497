import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { differingUsd } from "../../../src/core/cost/differingUsd";
import { parseModels } from "../../../src/core/models/parseModels";
import type { ProviderKind } from "../../../src/core/providers/providerConfig";
import type { RunResult } from "../../../src/core/run/runResult";
import { runChat } from "../../../src/core/run/runChat";
import { kilo } from "../../fakes/sampleProvider";
import { chunk, streamAnswer, testGateway } from "./testGateway";

/** One answer as it came over the wire, and what it has to be booked as. */
interface Recorded {
  readonly name: string;
  /** The row of `GET /models`. */
  readonly row: object;
  readonly kind?: ProviderKind;
  readonly usage?: object;
  /** `choices[0].delta.provider_metadata` of the last chunk. */
  readonly metadata?: object;
  /** Absent: `stop`; null: the stream ended without one. */
  readonly finishReason?: string | null;
  readonly cost: RunResult["cost"];
  readonly listUsd?: number;
  /** The list price that is shown beside the cost, because the two do not agree. */
  readonly differs?: number;
}

const sonnet = {
  id: "anthropic/claude-sonnet-4.5",
  context_length: 1_000_000,
  pricing: {
    prompt: "0.000003",
    completion: "0.000015",
    input_cache_read: "0.0000003",
    input_cache_write: "0.00000375",
    overrides: [
      {
        min_prompt_tokens: 200_000,
        prompt: "0.000006",
        completion: "0.0000225",
        input_cache_read: "0.0000006",
        input_cache_write: "0.0000075",
      },
    ],
  },
};
const plain = { prompt_tokens: 1234, completion_tokens: 567 };

/** Worked out by hand from the wire reference, 7.1 to 7.3. */
const recordings: readonly Recorded[] = [
  {
    name: "7.1 the gateway's own figure",
    row: sonnet,
    usage: { ...plain, cost: 0.012207, is_byok: false, cost_details: { upstream_inference_cost: 0.012207 } },
    cost: { kind: "reported", usd: 0.012207 },
    listUsd: 0.012207,
  },
  {
    name: "7.1 with the gateway's own upstream key the fee is not the cost",
    row: sonnet,
    usage: { ...plain, cost: 0.00061035, is_byok: true, cost_details: { upstream_inference_cost: 0.012207 } },
    cost: { kind: "reported", usd: 0.012207 },
    listUsd: 0.012207,
  },
  {
    name: "7.1 a discount of the upstream: the list is dearer, and the difference is told",
    row: sonnet,
    usage: { ...plain, cost: 0.0061035, is_byok: false },
    cost: { kind: "reported", usd: 0.0061035 },
    listUsd: 0.012207,
    differs: 0.012207,
  },
  {
    name: "7.2 a free model of Kilo's own: cost and details are removed",
    row: { id: "minimax/minimax-m2.1:free", isFree: true, pricing: { prompt: "0", completion: "0" } },
    usage: plain,
    cost: { kind: "computed", usd: 0 },
  },
  {
    name: "7.2 a custom price: tokens × list price",
    row: { id: "acme/promoted", pricing: { prompt: "0.0000001", completion: "0.0000004" } },
    usage: plain,
    cost: { kind: "computed", usd: 0.0003502 },
  },
  {
    name: "7.2 a paid model of Kilo's own whose upstream may not report",
    row: { id: "stealth/unseen", pricing: { prompt: "0.00000002", completion: "0.00000008" } },
    usage: { prompt_tokens: 7, completion_tokens: 3 },
    cost: { kind: "computed", usd: 0.00000038 },
  },
  {
    name: "7.2 the second upstream: its market cost first",
    row: sonnet,
    usage: plain,
    metadata: { gateway: { marketCost: "0.0123", cost: "0.0001" } },
    cost: { kind: "reported", usd: 0.0123 },
    listUsd: 0.012207,
  },
  {
    name: "7.2 the second upstream without a market cost",
    row: sonnet,
    usage: plain,
    metadata: { gateway: { cost: "0.0122" } },
    cost: { kind: "reported", usd: 0.0122 },
    listUsd: 0.012207,
  },
  {
    name: "7.2 the user's own key at Kilo: the provider bills apart",
    row: { ...sonnet, hasUserByokAvailable: true },
    usage: { ...plain, cost: 0 },
    cost: { kind: "unknown" },
  },
  {
    name: "7.2 a stream that broke",
    row: sonnet,
    usage: plain,
    finishReason: null,
    cost: { kind: "unknown" },
  },
  {
    name: "7.2 an auto model that reports",
    row: { id: "kilo-auto/balanced", pricing: { prompt: "-1", completion: "-1" } },
    usage: { ...plain, cost: 0.0042 },
    cost: { kind: "reported", usd: 0.0042 },
  },
  {
    name: "7.2 an auto model that does not",
    row: { id: "kilo-auto/efficient", pricing: { prompt: "-1", completion: "-1" } },
    usage: plain,
    cost: { kind: "unknown" },
  },
  {
    name: "7.3 cached tokens and cache writes at their own prices, reasoning not twice",
    row: sonnet,
    usage: {
      prompt_tokens: 10_000,
      completion_tokens: 500,
      prompt_tokens_details: { cached_tokens: 6000, cache_write_tokens: 1000 },
      completion_tokens_details: { reasoning_tokens: 300 },
    },
    // 3000 × 0.000003 + 6000 × 0.0000003 + 1000 × 0.00000375 + 500 × 0.000015
    cost: { kind: "computed", usd: 0.02205 },
  },
  {
    name: "7.3 above the step everything has the step's price",
    row: sonnet,
    usage: { prompt_tokens: 200_001, completion_tokens: 100 },
    cost: { kind: "computed", usd: 1.202256 },
  },
  {
    name: "7.3 at the step the lower price holds",
    row: sonnet,
    usage: { prompt_tokens: 200_000, completion_tokens: 100 },
    cost: { kind: "computed", usd: 0.6015 },
  },
  {
    name: "7.3 a fee per request",
    row: {
      id: "perplexity/sonar",
      pricing: { prompt: "0.000001", completion: "0.000001", request: "0.005" },
    },
    usage: { prompt_tokens: 100, completion_tokens: 900 },
    cost: { kind: "computed", usd: 0.006 },
  },
  {
    name: "7.3 OpenRouter does not bill an error finish",
    row: sonnet,
    kind: "openrouter",
    usage: { prompt_tokens: 100, completion_tokens: 0 },
    finishReason: "error",
    cost: { kind: "computed", usd: 0 },
  },
];

async function booked({ row, kind = "kilocode", usage, metadata, finishReason = "stop" }: Recorded) {
  const [model] = parseModels({ data: [row] }, "kilocode") ?? [];
  const chunks = [
    { choices: [{ index: 0, delta: { content: "4" }, finish_reason: null }] },
    {
      choices: [
        {
          index: 0,
          delta: { ...(metadata && { provider_metadata: metadata }) },
          finish_reason: finishReason,
        },
      ],
    },
    ...(usage ? [{ choices: [], usage }] : []),
  ];
  const provider = { ...kilo, kind };
  const { client } = testGateway([() => streamAnswer([...chunks.map(chunk), "data: [DONE]\n\n"])], {
    connection: { provider },
  });
  return runChat({
    gateway: client,
    request: { modelId: model?.id ?? "", messages: [{ role: "user", content: "2 + 2?" }] },
    provider,
    model,
    estimate: undefined,
    clock: { now: () => 0 },
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
}

describe("recorded usages", () => {
  for (const recorded of recordings)
    it(recorded.name, async () => {
      const { cost, listUsd } = await booked(recorded);
      assert.deepEqual(cost, recorded.cost);
      assert.equal(listUsd, recorded.listUsd);
      assert.equal(differingUsd(cost, listUsd), recorded.differs);
    });
});
