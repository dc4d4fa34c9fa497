import type { ChatMessage } from "../ports";
import { chatBody } from "../run/chatBody";
import type { RequestParameters } from "../run/prepareRequest";
import { sha256 } from "../sha256";
import type { RunRecord } from "./runRecord";

/** A request that would go out now, as far as it is known without asking the provider about its models. */
export interface WantedRequest {
  /** From the workspace folder. */
  readonly path: string;
  /** SHA-256 of the whole file's text. */
  readonly sha256: string;
  /** Absent = whatever the provider offers first, as then. */
  readonly model?: string;
  readonly provider?: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: RequestParameters;
  /** What was said in the call itself, and not by the spec. */
  readonly overrides: Partial<Pick<RequestParameters, "maxTokens" | "temperature">>;
}

/**
 * Whether a record holds the answer to a request: the bytes of the two have the same hash. A model may have been sent less
 * than was asked for, which only its provider's list can tell; where the spec is the same file as then, so is that.
 */
export async function answersRequest(record: RunRecord, wanted: WantedRequest): Promise<boolean> {
  const { body, sha256: sent, isRedacted } = record.request;
  if (isRedacted || typeof body !== "object" || body === null) return false;
  const recorded = body as Readonly<Record<string, unknown>>;
  if (wanted.provider !== undefined && wanted.provider !== record.provider.id) return false;
  if (wanted.model !== undefined && !isSameModel(wanted.model, recorded["model"])) return false;
  const expected = chatBody(
    { ...wanted.parameters, modelId: String(recorded["model"]), messages: wanted.messages },
    record.provider.kind,
  ) as Readonly<Record<string, unknown>>;
  const isSameFile = record.spec.path === wanted.path && record.spec.sha256 === wanted.sha256;
  const fits = isSameFile ? fitsOverrides(recorded, wanted) : hasSameParameters(recorded, expected);
  if (!fits) return false;
  return (await sha256(JSON.stringify({ ...recorded, messages: expected["messages"] }))) === sent;
}

function isSameModel(wanted: string, recorded: unknown): boolean {
  return typeof recorded === "string" && wanted.trim().toLowerCase() === recorded.toLowerCase();
}

function fitsOverrides(
  recorded: Readonly<Record<string, unknown>>,
  { overrides: { maxTokens, temperature } }: WantedRequest,
): boolean {
  const limit = recorded["max_tokens"] ?? recorded["max_completion_tokens"];
  return (
    (maxTokens === undefined || limit === undefined || limit === maxTokens) &&
    (temperature === undefined || [undefined, temperature].includes(recorded["temperature"] as number))
  );
}

function hasSameParameters(
  recorded: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): boolean {
  const names = new Set([...Object.keys(recorded), ...Object.keys(expected)]);
  names.delete("messages");
  return [...names].every((name) => JSON.stringify(recorded[name]) === JSON.stringify(expected[name]));
}
