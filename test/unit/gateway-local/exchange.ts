import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:http";

/** One request and everything that came back, as bytes on the wire. */
export interface Exchange {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body as text. */
  readonly text: string;
  /** How many pieces the body arrived in. */
  readonly pieces: number;
  /** False when the connection was lost before the end of the body. */
  readonly complete: boolean;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The client goes away as soon as the body so far satisfies this. */
  readonly until?: (textSoFar: string) => boolean;
}

export const withKey = { authorization: "Bearer kilo_test_key" } as const;

/** Rejects when the connection is lost before the status line. Every call uses a connection of its own. */
export function exchange(url: string, sending: Sending = {}): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const method = sending.method ?? (sending.body === undefined ? "GET" : "POST");
    const headers = { "content-type": "application/json", ...sending.headers };
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      const finish = (): void => {
        const bytes = Buffer.concat(parts);
        const { statusCode: status = 0, headers: received, complete } = response;
        resolve({ status, headers: received, bytes, text: bytes.toString(), pieces: parts.length, complete });
        outgoing.destroy();
      };
      response.on("data", (part: Buffer) => {
        parts.push(part);
        if (sending.until?.(Buffer.concat(parts).toString()) === true) finish();
      });
      response.once("error", finish);
      response.once("end", finish);
    });
    outgoing.once("error", reject);
    outgoing.end(typeof sending.body === "string" ? sending.body : JSON.stringify(sending.body));
  });
}

/** A chat request with one user message. */
export function chatBody(
  model: string,
  content = "What is a good spec?",
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { model, messages: [{ role: "user", content }], stream: true, ...more };
}

/** The JSON objects of a stream's events, in order; comments and `[DONE]` left out. LF framing only. */
export function eventsOf(text: string): StreamEvent[] {
  return text
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice("data: ".length)));
}

/** The fields that these tests look at. */
export interface StreamEvent {
  readonly model?: string;
  readonly provider?: string;
  readonly choices?: readonly {
    readonly delta: Readonly<Record<string, unknown>>;
    readonly finish_reason: string | null;
    readonly native_finish_reason?: string | null;
  }[];
  readonly error?: { readonly code: unknown; readonly type?: string };
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly cost?: number;
    readonly is_byok?: boolean;
    readonly cost_details?: { readonly upstream_inference_cost: number };
    readonly prompt_tokens_details: { readonly cached_tokens: number; readonly cache_write_tokens: number };
    readonly completion_tokens_details: { readonly reasoning_tokens: number };
  };
}

export function contentOf(events: readonly StreamEvent[]): string {
  return events.map((event) => event.choices?.[0]?.delta["content"] ?? "").join("");
}
