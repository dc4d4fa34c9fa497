import type { Completion } from "./completion";
import type { Dialect } from "./dialect";
import { seededRandom } from "./seededRandom";

/** One event or comment of a healthy stream. `bytes` ends with the blank line. */
export interface Frame {
  readonly kind: "comment" | "role" | "reasoning" | "text" | "empty" | "finish" | "usage" | "done";
  readonly bytes: string;
  /** Generated tokens it carries. */
  readonly tokens: number;
}

const COMMENTS = { kilo: ": KILO PROCESSING\n\n", openrouter: ": OPENROUTER PROCESSING\n\n" } as const;
/** A real gateway comments every few seconds; here it is every so many chunks, to be independent of the pace. */
const CHUNKS_PER_COMMENT = 90;

/**
 * A healthy stream in the order of wire 5.2: comments, a role-only chunk, thinking, an empty delta, text, the finish
 * chunk, usage with empty choices, `[DONE]`. The plain dialect has no comments and no names of upstreams, and sends
 * usage, without money, only when asked.
 */
export function* streamFrames(
  completion: Completion,
  dialect: Dialect,
  wantsUsage: boolean,
): Generator<Frame, void> {
  const comment: Frame | undefined =
    dialect === "plain" ? undefined : { kind: "comment", bytes: COMMENTS[dialect], tokens: 0 };
  if (comment !== undefined) yield comment;
  yield deltaFrame("role", completion, dialect, { role: "assistant", content: "" });
  const random = seededRandom(completion.seed);
  let chunks = 0;
  for (const piece of inChunks(completion.reasoning, completion.tokensPerChunk, random)) {
    yield deltaFrame("reasoning", completion, dialect, reasoningDelta(piece.text, completion), piece.tokens);
    if (++chunks % CHUNKS_PER_COMMENT === 0 && comment !== undefined) yield comment;
  }
  if (chunks > 0) yield deltaFrame("empty", completion, dialect, { content: "" });
  for (const piece of inChunks(completion.text, completion.tokensPerChunk, random)) {
    yield deltaFrame("text", completion, dialect, { content: piece.text }, piece.tokens);
    if (++chunks % CHUNKS_PER_COMMENT === 0 && comment !== undefined) yield comment;
  }
  yield { kind: "finish", bytes: finishChunk(completion, dialect), tokens: 0 };
  if (completion.usage !== undefined && (dialect !== "plain" || wantsUsage)) {
    yield { kind: "usage", bytes: usageChunk(completion, dialect), tokens: 0 };
  }
  yield { kind: "done", bytes: "data: [DONE]\n\n", tokens: 0 };
}

/** One event with these fields after the ones that every chunk has. */
export function chunk(
  completion: Completion,
  dialect: Dialect,
  fields: Readonly<Record<string, unknown>>,
): string {
  const { id, provider, model, created } = completion;
  const upstream = dialect === "plain" ? {} : { provider };
  return `data: ${JSON.stringify({ id, ...upstream, model, object: "chat.completion.chunk", created, ...fields })}\n\n`;
}

export function finishChunk(
  completion: Completion,
  dialect: Dialect,
  fields: Readonly<Record<string, unknown>> = {},
): string {
  const native =
    dialect === "plain" ? {} : { native_finish_reason: completion.nativeFinishReason, logprobs: null };
  const metadata =
    completion.gatewayCost === undefined ? {} : { provider_metadata: { gateway: completion.gatewayCost } };
  const delta = { content: "", ...metadata };
  const choices = [{ index: 0, delta, finish_reason: completion.finishReason, ...native }];
  return chunk(completion, dialect, { choices, ...fields });
}

function usageChunk(completion: Completion, dialect: Dialect): string {
  return chunk(completion, dialect, { choices: [], usage: usageIn(completion, dialect) });
}

/** The usage as the dialect tells it: without anything about money in the plain one. */
export function usageIn(completion: Completion, dialect: Dialect): unknown {
  if (completion.usage === undefined || dialect !== "plain") return completion.usage;
  const { prompt_tokens, completion_tokens, total_tokens } = completion.usage;
  return { prompt_tokens, completion_tokens, total_tokens };
}

function deltaFrame(
  kind: Frame["kind"],
  completion: Completion,
  dialect: Dialect,
  delta: Readonly<Record<string, unknown>>,
  tokens = 0,
): Frame {
  const native = dialect === "plain" ? {} : { native_finish_reason: null, logprobs: null };
  const choices = [{ index: 0, delta, finish_reason: null, ...native }];
  return { kind, bytes: chunk(completion, dialect, { choices }), tokens };
}

function reasoningDelta(text: string, { reasoningForm }: Completion): Readonly<Record<string, unknown>> {
  if (reasoningForm === "content") return { role: "assistant", content: null, reasoning_content: text };
  const details = [{ type: "reasoning.text", text, format: "unknown", index: 0 }];
  return reasoningForm === "details"
    ? { role: "assistant", content: "", reasoning_details: details }
    : { role: "assistant", content: "", reasoning: text, reasoning_details: details };
}

function* inChunks(
  tokens: readonly string[],
  most: number,
  random: () => number,
): Generator<{ readonly text: string; readonly tokens: number }, void> {
  for (let from = 0; from < tokens.length;) {
    const piece = tokens.slice(from, from + Math.ceil(random() * most));
    // A random number of exactly 0 would give an empty piece.
    if (piece.length === 0) continue;
    yield { text: piece.join(""), tokens: piece.length };
    from += piece.length;
  }
}
