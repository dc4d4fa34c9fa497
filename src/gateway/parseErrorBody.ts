import { asRecord, finiteNumber, nonEmptyString } from "./looseJson";
import type { LooseRecord } from "./looseJson";

/** What an error body says, whatever its shape (wire 6.1, A to E). Every field may be missing. */
export interface ErrorBody {
  /** The body has one of the gateways' own shapes, so somebody who knows this API wrote it. */
  readonly isFromGateway: boolean;
  /** Machine-readable kinds in the order in which they count (wire 0.1, rule 3); lower case. */
  readonly kinds: readonly string[];
  /** Numeric `error.code` or `error.http_status`. */
  readonly status?: number;
  /** The reason in words, unwrapped from its envelopes. */
  readonly message?: string;
  /** What the upstream itself said, where the gateway only says that it failed. */
  readonly upstreamReason?: string;
  /** Heading of a 402. */
  readonly title?: string;
  readonly upstream?: string;
  readonly retryAfterMs?: number;
  /** The server's own word on whether another attempt makes sense. */
  readonly retryable?: boolean;
  readonly balanceUsd?: number;
  readonly buyCreditsUrl?: string;
  readonly requestId?: string;
  /** The content was refused: `metadata` has `reasons` or `flagged_input`, or the `patterns` of a guardrail. */
  readonly isModeration: boolean;
}

const GENERIC_MESSAGE = /^\s*provider returned error\.?\s*$/i;
const MAX_MESSAGE_LENGTH = 2000;
/** `metadata.raw` may hold JSON that holds JSON; real ones are two deep. */
const MAX_DEPTH = 4;

/** Reads an error body: parsed JSON, or text as it came. Never throws. */
export function parseErrorBody(body: unknown): ErrorBody {
  if (typeof body === "string") {
    const parsed = parseJson(body);
    return parsed === undefined ? plainText(body) : parseErrorBody(parsed);
  }
  // Some gateways wrap the one error in a list.
  const root = asRecord(Array.isArray(body) ? body[0] : body);
  if (root === undefined) return { isFromGateway: false, kinds: [], isModeration: false };
  const error = asRecord(root["error"]);
  const errorText = nonEmptyString(root["error"]);
  const metadata = asRecord(error?.["metadata"]);
  const availability = asRecord(error?.["availability"]);

  const kinds = [
    root["error_type"],
    error?.["code"],
    availability?.["code"],
    metadata?.["error_type"],
    error?.["error_type"],
    error?.["type"],
  ].flatMap((kind) => (typeof kind === "string" && !/^\d*$/.test(kind) ? [kind.toLowerCase()] : []));
  const status = [error?.["code"], error?.["http_status"]].map(Number).find(isErrorStatus);
  const retryAfterSeconds =
    finiteNumber(availability?.["retry_after"]) ?? finiteNumber(metadata?.["retry_after"]);
  const url = nonEmptyString(error?.["buyCreditsUrl"]) ?? nonEmptyString(metadata?.["buyCreditsUrl"]);
  const upstreamReason = error === undefined ? undefined : unwrapped(error, metadata);
  const message = error === undefined ? wordsOf(root, 0) : withTitleAndHint(error, metadata, upstreamReason);
  const title = nonEmptyString(error?.["title"]);
  const upstream = nonEmptyString(metadata?.["provider_name"]) ?? nonEmptyString(root["provider"]);
  const requestId = nonEmptyString(root["vercel_request_id"]) ?? nonEmptyString(root["request_id"]);
  const balanceUsd = finiteNumber(error?.["balance"]);
  const retryable = availability?.["retryable"];
  return {
    isFromGateway: error !== undefined || errorText !== undefined,
    kinds,
    isModeration:
      Array.isArray(metadata?.["reasons"]) ||
      Array.isArray(metadata?.["patterns"]) ||
      metadata?.["flagged_input"] !== undefined,
    ...(status !== undefined && { status }),
    ...(message !== undefined && { message: clip(message) }),
    ...(upstreamReason !== undefined && { upstreamReason }),
    ...(title !== undefined && { title }),
    ...(upstream !== undefined && { upstream }),
    ...(retryAfterSeconds !== undefined &&
      retryAfterSeconds >= 0 && { retryAfterMs: Math.round(retryAfterSeconds * 1000) }),
    ...(typeof retryable === "boolean" && { retryable }),
    ...(balanceUsd !== undefined && { balanceUsd }),
    ...(url?.startsWith("https://") && { buyCreditsUrl: url }),
    ...(requestId !== undefined && { requestId }),
  };
}

function plainText(body: string): ErrorBody {
  // Of a page only its title is worth showing.
  const words = /^\s*</.test(body) ? /<title[^<>]*>([^<]*)<\/title>/i.exec(body)?.[1] : body;
  const message = words?.replaceAll(/\s+/g, " ").trim();
  return { isFromGateway: false, kinds: [], isModeration: false, ...(message && { message: clip(message) }) };
}

/** The upstream's own words, where the gateway has none. */
function unwrapped(error: LooseRecord, metadata: LooseRecord | undefined): string | undefined {
  const own = nonEmptyString(error["message"]);
  const words = own === undefined || GENERIC_MESSAGE.test(own) ? wordsOf(metadata?.["raw"], 0) : undefined;
  return words === undefined || GENERIC_MESSAGE.test(words) ? undefined : words;
}

function withTitleAndHint(
  error: LooseRecord,
  metadata: LooseRecord | undefined,
  upstreamReason: string | undefined,
): string | undefined {
  const title = nonEmptyString(error["title"]);
  const words = upstreamReason ?? nonEmptyString(error["message"]);
  const titled = [title, words].filter((part) => part !== undefined).join(": ");
  const hint = nonEmptyString(metadata?.["remedy_hint"]);
  if (hint === undefined) return titled || undefined;
  return titled === "" ? hint : `${clip(titled).replace(/[\s.]+$/, "")}. ${hint}`;
}

/** The sentence inside an upstream's body of unknown make. */
function wordsOf(value: unknown, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === "string") {
    const parsed = parseJson(value);
    return (parsed === undefined ? undefined : wordsOf(parsed, depth + 1)) ?? nonEmptyString(value.trim());
  }
  const record = asRecord(Array.isArray(value) ? value[0] : value);
  if (record === undefined) return undefined;
  const inner = asRecord(record["error"]);
  if (inner !== undefined) return wordsOf(inner, depth + 1);
  return (
    nonEmptyString(record["message"]) ??
    nonEmptyString(record["error"]) ??
    nonEmptyString(record["msg"]) ??
    wordsOf(record["detail"], depth + 1)
  );
}

/** Only objects and lists: a text such as `"429"` is a message, not JSON. */
function parseJson(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

function clip(text: string): string {
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}…` : text;
}
