import assert from "node:assert/strict";
import type { ErrorCode } from "../../../src/core/errors";
import { UserFacingError } from "../../../src/core/errors";
import type { ChatEvent, ChatRequest, GatewayClient, Logger } from "../../../src/core/ports";
import type { GatewayConnection, ProviderConfig } from "../../../src/core/providers/providerConfig";
import type { GatewayEnvironment } from "../../../src/core/ports";
import { OpenAiGatewayClient } from "../../../src/gateway/openAiGatewayClient";
import { DEFAULT_POLICY } from "../../../src/gateway/requestPolicy";
import type { RequestPolicy } from "../../../src/gateway/requestPolicy";

export const KEY = "eyJ-test-key-0123456789";

/** One request as it would have gone out. */
export interface RecordedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly init: RequestInit;
}

export type Answer = (request: RecordedRequest) => Response | Promise<Response>;

/** A client whose `fetch` answers from a list and records what was asked. */
export interface TestGateway {
  readonly client: GatewayClient;
  readonly requests: RecordedRequest[];
  readonly log: string[];
  /** Milliseconds of each pause between attempts, none of which was waited for. */
  readonly pauses: number[];
}

export interface TestGatewayOptions {
  readonly provider?: Partial<ProviderConfig>;
  readonly connection?: Partial<GatewayConnection>;
  readonly policy?: Partial<RequestPolicy>;
  readonly machine?: string;
}

/** The last answer repeats. */
export function testGateway(answers: readonly Answer[], options: TestGatewayOptions = {}): TestGateway {
  const requests: RecordedRequest[] = [];
  const log: string[] = [];
  const pauses: number[] = [];
  const write = (message: string): void => void log.push(message);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const environment: GatewayEnvironment = {
    fetch: async (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      const request: RecordedRequest = {
        url,
        method: init.method ?? "GET",
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
        init,
      };
      requests.push(request);
      const answer = answers[requests.length - 1] ?? answers.at(-1);
      if (answer === undefined) throw new Error("No answer was prepared.");
      return answer(request);
    },
    machine: options.machine,
    userAgent: "SmartSpec-Kilo/0.0.0 (test)",
    log: logger,
    translations: {},
  };
  const client = new OpenAiGatewayClient(testConnection(options), environment, {
    ...DEFAULT_POLICY,
    chatRetries: 0,
    readRetries: 0,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    ...options.policy,
  });
  return { client, requests, log, pauses };
}

export function testConnection(options: TestGatewayOptions = {}): GatewayConnection {
  return {
    provider: {
      id: "kilocode",
      displayName: "Kilo",
      kind: "kilocode",
      baseUrl: "http://gateway.test/api/gateway",
      enabled: true,
      ...options.provider,
    },
    apiKey: KEY,
    organizationId: undefined,
    timeouts: { connectMs: 0, firstTokenMs: 0, idleMs: 0 },
    ...options.connection,
  };
}

export const HELLO: ChatRequest = { modelId: "acme/large-2", messages: [{ role: "user", content: "Hello" }] };

export function jsonAnswer(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  });
}

/** A 200 stream of exactly these pieces; stays open at the end when `open` is set. */
export function streamAnswer(
  pieces: readonly (string | Uint8Array)[],
  end: "close" | "open" | "reset" = "close",
): Response {
  const encoder = new TextEncoder();
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces[next++];
      if (piece !== undefined) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
      else if (end === "close") controller.close();
      else if (end === "reset")
        controller.error(Object.assign(new TypeError("terminated"), { code: "UND_ERR_SOCKET" }));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "request-id": "req-1" } });
}

export function textChunk(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

/** What came, and how it ended. */
export interface Collected {
  readonly events: ChatEvent[];
  readonly error?: unknown;
}

export async function collect(stream: AsyncIterable<ChatEvent>): Promise<Collected> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

export function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

export const never = new AbortController().signal;

export const chunk = (fields: object): string => `data: ${JSON.stringify(fields)}\n\n`;

export const delta = (fields: object, rest: object = {}): string =>
  chunk({ choices: [{ index: 0, delta: fields, ...rest }] });

export const FINISH = delta({}, { finish_reason: "stop" });

export function chat(answer: Answer, options?: TestGatewayOptions, stream = true): Promise<Collected> {
  return collect(testGateway([answer], options).client.streamChat({ ...HELLO, stream }, never));
}

export function codeOf(error: unknown): ErrorCode | undefined {
  return UserFacingError.is(error) ? error.code : undefined;
}

export const okStream = (): Response => streamAnswer([textChunk("Hi"), "data: [DONE]\n\n"]);

export async function chatError(
  answer: () => Response | Promise<Response>,
  options?: TestGatewayOptions,
): Promise<UserFacingError> {
  const { error } = await collect(testGateway([answer], options).client.streamChat(HELLO, never));
  assert.ok(UserFacingError.is(error), String(error));
  return error;
}
