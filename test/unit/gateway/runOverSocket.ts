import type { Timeouts } from "../../../src/core/providers/providerConfig";
import { runChat } from "../../../src/core/run/runChat";
import type { RunEvent } from "../../../src/core/run/runChat";
import type { RunResult } from "../../../src/core/run/runResult";
import { OpenAiGatewayClient } from "../../../src/gateway/openAiGatewayClient";
import { DEFAULT_POLICY } from "../../../src/gateway/requestPolicy";
import { testConnection } from "./testGateway";

/** The limit of ours that has to end a run, or the user. */
export type EndedBy = "connectMs" | "firstTokenMs" | "idleMs" | "stop";

export interface SocketRun {
  readonly baseUrl: string;
  readonly model: string;
  readonly prompt: string;
  readonly apiKey: string;
  readonly endedBy?: EndedBy | undefined;
}

export interface SocketOutcome {
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  /** Milliseconds of each pause between attempts, none of which was waited for. */
  readonly pauses: readonly number[];
}

const NO_LIMITS: Timeouts = { connectMs: 0, firstTokenMs: 0, idleMs: 0 };

/** One run with the real client over a real socket, without the time it would take. */
export async function runOverSocket({
  baseUrl,
  model,
  prompt,
  apiKey,
  endedBy,
}: SocketRun): Promise<SocketOutcome> {
  const events: RunEvent[] = [];
  const pauses: number[] = [];
  const stop = new AbortController();
  const quiet = (): void => undefined;
  const connection = testConnection({
    provider: { baseUrl },
    connection: {
      apiKey,
      timeouts: endedBy === undefined || endedBy === "stop" ? NO_LIMITS : { ...NO_LIMITS, [endedBy]: 5000 },
    },
  });
  const client = new OpenAiGatewayClient(
    connection,
    {
      fetch: globalThis.fetch,
      userAgent: "test",
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      translations: {},
    },
    {
      ...DEFAULT_POLICY,
      random: () => 0.5,
      pause: (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
      // Our own limits come ten times as fast.
      clock: {
        now: () => Date.now(),
        after: (ms, call) => {
          const timer = setTimeout(call, ms / 10);
          return () => clearTimeout(timer);
        },
      },
    },
  );
  const result = await runChat({
    gateway: client,
    request: { modelId: model, messages: [{ role: "user", content: prompt }], sessionId: model },
    provider: connection.provider,
    model: undefined,
    estimate: undefined,
    clock: { now: () => Date.now() },
    signal: stop.signal,
    onEvent: (event) => {
      events.push(event);
      if (endedBy === "stop" && event.type === "text-delta") setTimeout(() => stop.abort(), 50);
    },
  });
  return { result, events, pauses };
}
