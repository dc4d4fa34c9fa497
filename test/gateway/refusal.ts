import type { Dialect } from "./dialect";
import type { Headers, Step } from "./step";
import { jsonReply } from "./step";

/** Why a chat request is not served, with what the client is told. */
export interface Refusal {
  readonly status: number;
  /** Kilo's `error_type` (wire 6.2); absent where the upstream answers, which has none. */
  readonly type?: string;
  /** Kilo's `error.code`: its presence makes the error an object (form A) instead of a text (form B). */
  readonly code?: string;
  readonly message: string;
  /** The whole `error` of Kilo's 402 (form D). */
  readonly credits?: { readonly title: string; readonly balance: number };
  readonly headers?: Headers;
}

/** The refusal in the dialect's own form (wire 6.1). */
export function refuse(refusal: Refusal, dialect: Dialect): Step[] {
  const { status, message } = refusal;
  if (dialect === "openrouter") return jsonReply(status, { error: { message, code: status } });
  if (dialect === "plain") {
    const error = {
      message,
      type: refusal.type ?? "invalid_request_error",
      param: null,
      code: refusal.code ?? null,
    };
    return jsonReply(status, { error });
  }
  return jsonReply(status, kiloBody(refusal), refusal.headers);
}

function kiloBody({ status, type, code, message, credits }: Refusal): unknown {
  if (credits !== undefined) {
    const error = { ...credits, message, buyCreditsUrl: "https://app.kilo.ai/profile" };
    return { error, error_type: type };
  }
  if (code !== undefined) return { error: { code, message }, error_type: type };
  if (type === undefined) return { error: { message, code: status } };
  if (type === "context_length_exceeded") {
    return { error: { message, code: status, metadata: { provider_name: null } }, error_type: type };
  }
  return { error: type === "model_not_found" ? "Model not found" : message, error_type: type, message };
}
