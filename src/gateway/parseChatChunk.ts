import { asRecord, nonEmptyString } from "./looseJson";
import { parseUsage } from "./parseUsage";
import type { UsageReport } from "./parseUsage";

/** One stream chunk or one whole answer, reduced to what we use. Absent = it said nothing about that. */
export interface ChatChunk {
  readonly model?: string;
  readonly upstream?: string;
  readonly reasoning?: string;
  readonly text?: string;
  /** A piece of a tool call. We offer no tools, but a model that calls one all the same has been at work. */
  readonly hasToolCall: boolean;
  readonly report?: UsageReport;
  readonly finishReason?: string;
  /** The upstream's own finish reason says that it broke, whatever `finishReason` claims (wire 5.5). */
  readonly brokeUpstream: boolean;
  /** An object in the shape of an error body, `{ error }`. */
  readonly failure?: object;
  /** There is something of a chat answer in it: choices, usage or an error. */
  readonly isChatAnswer: boolean;
}

const BROKEN = new Set(["error", "network_error"]);

/** Reads a chunk (`delta`) or a whole answer (`message`). Unknown and wrong fields are ignored. Never throws. */
export function parseChatChunk(value: unknown): ChatChunk {
  const root = asRecord(value) ?? {};
  const choices: readonly unknown[] = Array.isArray(root["choices"]) ? root["choices"] : [];
  const choice = asRecord(choices[0]);
  const delta = asRecord(choice?.["delta"]) ?? asRecord(choice?.["message"]);
  const model = nonEmptyString(root["model"]);
  const upstream = nonEmptyString(root["provider"]);
  const reasoning = reasoningOf(delta);
  const text = textOf(delta?.["content"]) ?? nonEmptyString(delta?.["refusal"]);
  const report = parseUsage(root["usage"], delta?.["provider_metadata"] ?? root["provider_metadata"]);
  const finishReason = nonEmptyString(choice?.["finish_reason"]);
  const nativeReason = nonEmptyString(choice?.["native_finish_reason"]);
  const failure = failureOf(root, choice, finishReason);
  return {
    hasToolCall: Array.isArray(delta?.["tool_calls"]) && delta["tool_calls"].length > 0,
    brokeUpstream: nativeReason !== undefined && BROKEN.has(nativeReason.toLowerCase()),
    isChatAnswer: Array.isArray(root["choices"]) || report !== undefined || failure !== undefined,
    ...(model !== undefined && { model }),
    ...(upstream !== undefined && { upstream }),
    ...(reasoning !== undefined && { reasoning }),
    ...(text !== undefined && { text }),
    ...(report !== undefined && { report }),
    ...(finishReason !== undefined && { finishReason }),
    ...(failure !== undefined && { failure }),
  };
}

/** The three forms usually repeat one another, so only the first that has text counts (wire 5.3). */
function reasoningOf(delta: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (delta === undefined) return undefined;
  const details: readonly unknown[] = Array.isArray(delta["reasoning_details"])
    ? delta["reasoning_details"]
    : [];
  const joined = details
    .map((item) => {
      const record = asRecord(item);
      return nonEmptyString(record?.["text"]) ?? nonEmptyString(record?.["summary"]) ?? "";
    })
    .join("");
  return (
    nonEmptyString(delta["reasoning"]) ?? nonEmptyString(joined) ?? nonEmptyString(delta["reasoning_content"])
  );
}

function textOf(content: unknown): string | undefined {
  if (!Array.isArray(content)) return nonEmptyString(content);
  const parts = content.map((part: unknown) =>
    typeof part === "string" ? part : (nonEmptyString(asRecord(part)?.["text"]) ?? ""),
  );
  return nonEmptyString(parts.join(""));
}

function failureOf(
  root: Readonly<Record<string, unknown>>,
  choice: Readonly<Record<string, unknown>> | undefined,
  finishReason: string | undefined,
): object | undefined {
  // The error counts before the choices: the chunk that carries it may look like a usage chunk otherwise.
  if (isError(root["error"])) return root;
  if (isError(choice?.["error"])) return { error: choice?.["error"], error_type: root["error_type"] };
  return finishReason === "error" ? { error: {} } : undefined;
}

function isError(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || nonEmptyString(value) !== undefined;
}
