import type { Completion, WireUsage } from "./completion";
import type { Fault } from "./fault";
import type { Frame } from "./streamFrames";
import { answerOfWords } from "./answerOfWords";
import { composeReasoning } from "./composeAnswer";
import {
  hostileAnswer,
  hostileEscapes,
  hostileLongLines,
  hostileNesting,
  hostileTable,
} from "./hostileAnswer";
import { seededRandom } from "./seededRandom";
import { splitTokens } from "./splitTokens";

const HUGE_WORDS = 100_000;
/** Two-, three- and four-byte characters, combining marks and an emoji of two code points. */
export const MULTIBYTE_TEXT = "Dobrý den, světe 👋🏽\n\nสวัสดี ก้าวไปด้วยกัน โต๊ะ ตั๋ว น้ำ\n\n你好，世界";

/** Faults of what is answered and what is said about it; the wire itself is in order. */
export const shapeFaults: readonly Fault[] = [
  {
    name: "empty",
    summary: "Finishes with stop and without any text.",
    reshape: (completion) => withText(completion, []),
  },
  {
    name: "reasoning-only",
    summary: "Spends every token on thinking and finishes with length, without text.",
    reshape: (completion) => ({
      ...withText(completion, [], splitTokens(composeReasoning("", completion.seed))),
      finishReason: "length",
      nativeFinishReason: "length",
    }),
  },
  {
    name: "length",
    summary: "Is cut by the token limit half-way.",
    reshape: (completion) => ({
      ...half(completion),
      finishReason: "length",
      nativeFinishReason: "max_tokens",
    }),
  },
  {
    name: "content-filter",
    summary: "Is cut by a content filter half-way.",
    reshape: (completion) => ({
      ...half(completion),
      finishReason: "content_filter",
      nativeFinishReason: "SAFETY",
    }),
  },
  {
    name: "native-error",
    summary: "Finishes with stop, without text; only the native finish reason tells of a network error.",
    reshape: (completion) => ({ ...withText(completion, []), nativeFinishReason: "network_error" }),
  },
  {
    name: "ignores-limit",
    summary: "Answers in 2 000 words, whatever the limit of the request, and has a price.",
    pricing: { prompt: "0.000003", completion: "0.000015" },
    reshape: (completion) => withText(completion, splitTokens("word ".repeat(2_000))),
  },
  {
    name: "no-usage",
    summary: "Never reports usage.",
    reshape: (completion) => ({ ...completion, usage: undefined }),
  },
  {
    name: "byok-cost",
    summary: "Reports the 5 % fee as cost, and the real price among the cost details.",
    reshape: (completion) =>
      withMoney(completion, {
        cost: 0.000021,
        is_byok: true,
        cost_details: {
          upstream_inference_cost: 0.00042,
          upstream_inference_prompt_cost: 0.00012,
          upstream_inference_completions_cost: 0.0003,
        },
      }),
  },
  {
    name: "market-cost",
    summary: "Reports its cost only as the market cost of a second upstream.",
    reshape: (completion) => ({
      ...withMoney(completion, {}),
      gatewayCost: { cost: "0.00042", marketCost: "0.00045" },
    }),
  },
  {
    name: "negative-cost",
    summary: "Reports a negative cost.",
    reshape: (completion) => withMoney(completion, { cost: -142_066, is_byok: false }),
  },
  atOnce("huge", "Answers with 100 000 words, as fast as they can be sent.", ({ seed }) =>
    answerOfWords(HUGE_WORDS, "en", seededRandom(seed)),
  ),
  {
    name: "hostile",
    summary: "Answers with script tags, unsafe links, remote images, direction marks and an enormous table.",
    reshape: (completion) => withText(completion, splitTokens(hostileAnswer())),
  },
  atOnce("hostile-long-line", "Answers with lines of 200 000 characters that keep parsers busy.", () =>
    hostileLongLines(200_000),
  ),
  atOnce("hostile-nesting", "Answers with quotes, lists and links in 1 000 levels.", () =>
    hostileNesting(1000),
  ),
  atOnce("hostile-table", "Answers with a table of 2 000 rows and a row of 5 000 cells.", () =>
    [hostileTable(2000, 12), hostileTable(1, 5000), "The end."].join("\n\n"),
  ),
  atOnce(
    "hostile-escapes",
    "Answers with terminal commands and characters that nobody sees.",
    hostileEscapes,
  ),
  {
    name: "multibyte",
    summary: "Answers with characters of two, three and four bytes.",
    reshape: (completion) => withText(completion, splitTokens(MULTIBYTE_TEXT)),
  },
];

/** A fault that answers with this text, as fast as it can be sent. */
function atOnce(name: string, summary: string, answer: (completion: Completion) => string): Fault {
  return {
    name,
    summary,
    reshape: (completion) => ({
      ...withText(completion, splitTokens(answer(completion))),
      tokensPerChunk: 64,
    }),
    stream: ({ frames, stream }) => stream(timeless(frames())),
  };
}

/** The completion with another text, its counts and nothing to pay. */
export function withText(
  completion: Completion,
  text: readonly string[],
  reasoning: readonly string[] = [],
): Completion {
  const usage = completion.usage && {
    ...completion.usage,
    completion_tokens: text.length + reasoning.length,
    total_tokens: completion.usage.prompt_tokens + text.length + reasoning.length,
    completion_tokens_details: { reasoning_tokens: reasoning.length, image_tokens: 0 },
  };
  return { ...completion, text, reasoning, usage, finishReason: "stop", nativeFinishReason: "stop" };
}

/** The frames as if no model had to think of them: at a realistic pace this answer would take half an hour. */
function* timeless(frames: Iterable<Frame>): Generator<Frame, void> {
  for (const frame of frames) yield { ...frame, tokens: 0 };
}

function half(completion: Completion): Completion {
  return withText(completion, completion.text.slice(0, Math.ceil(completion.text.length / 2)));
}

function withMoney(
  completion: Completion,
  money: Pick<WireUsage, "cost" | "is_byok" | "cost_details">,
): Completion {
  if (completion.usage === undefined) return completion;
  const { cost: _cost, is_byok: _byok, cost_details: _details, ...counts } = completion.usage;
  return { ...completion, usage: { ...counts, ...money } };
}
