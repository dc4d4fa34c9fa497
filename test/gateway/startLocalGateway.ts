import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { DeviceSignIn } from "./deviceSignIn";
import type { GatewayState, ModelsMode } from "./gatewayState";
import type { PaceName } from "./pace";
import type { RecordedRequest, RequestPredicate } from "./requestLog";
import { buildCatalogue } from "./catalogue";
import { clearState, createState } from "./gatewayState";
import { createPace } from "./pace";
import { createServer } from "node:http";
import { once } from "node:events";
import { playSteps } from "./playSteps";
import { route } from "./route";

export interface LocalGatewayOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `instant`. */
  readonly pace?: PaceName;
  /** Accepted besides living JWT-shaped tokens and keys with `depleted` in them; default `defaultKeys`. */
  readonly validKeys?: readonly string[];
  /** Made-up rows in the model list, for lists as long as the real ones; default 0. */
  readonly extraModels?: number;
  /** What `GET /models` answers; default `normal`. */
  readonly modelsMode?: ModelsMode;
  /** Silence of `fault/slow-first-token`; default 5000. */
  readonly slowFirstTokenMs?: number;
  /** Between the comments of `fault/stall-with-comments`; default 1000. */
  readonly commentIntervalMs?: number;
  /** Called with every piece of a body, just before it is written. */
  readonly onWrite?: (request: RecordedRequest, bytes: string | Uint8Array) => void;
}

/** A running gateway on 127.0.0.1. */
export interface LocalGateway {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** Kilo's form: `<origin>/api/openrouter`. OpenRouter's is `<origin>/api/v1`, the plain one `<origin>/v1`. */
  readonly baseUrl: string;
  /** What has arrived since the start or `clear()`, in order; the latest 5000 at most. */
  readonly requests: readonly RecordedRequest[];
  /** The first request that arrives after this call and satisfies the predicate. */
  nextRequest(predicate?: RequestPredicate): Promise<RecordedRequest>;
  /** The user's side of the device sign-in: `approve`, `deny`, `expire`, of a code or of the latest. */
  readonly device: Pick<DeviceSignIn, "approve" | "deny" | "expire">;
  /** What `GET /models` answers from now on. */
  setModelsMode(mode: ModelsMode): void;
  /** Connections that are open now. */
  readonly openSockets: number;
  /** Forgets requests, caches, spending, sign-ins and the models mode. */
  clear(): void;
  /** Destroys every connection and stops listening. */
  close(): Promise<void>;
}

export const defaultKeys: readonly string[] = ["kilo_local_key", "kilo_test_key", "sk-or-v1-local"];

/** Rejects when the port is taken. */
export async function startLocalGateway(options: LocalGatewayOptions = {}): Promise<LocalGateway> {
  const server = createServer();
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const state = createState({
    origin,
    catalogue: buildCatalogue(options.extraModels ?? 0),
    validKeys: options.validKeys ?? defaultKeys,
    slowFirstTokenMs: options.slowFirstTokenMs ?? 5000,
    commentIntervalMs: options.commentIntervalMs ?? 1000,
  });
  state.modelsMode = options.modelsMode ?? "normal";
  server.on("request", (request, response) => {
    // A client that goes away while its body is read is no failure of the gateway.
    serve(request, response, state, options).catch(() => response.destroy());
  });
  const sockets = watchSockets(server);
  return {
    origin,
    baseUrl: `${origin}/api/openrouter`,
    get requests() {
      return state.log.requests;
    },
    nextRequest: (predicate) => state.log.next(predicate),
    device: state.device,
    setModelsMode: (mode) => {
      state.modelsMode = mode;
    },
    get openSockets() {
      return sockets.size;
    },
    clear: () => clearState(state),
    close: () => close(server, sockets),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  state: GatewayState,
  { pace = "instant", onWrite }: LocalGatewayOptions,
): Promise<void> {
  // Node would add the time of day, and answers are to be the same in every run.
  response.sendDate = false;
  const text = await readText(request);
  const outcome = new Promise<"finished" | "aborted">((resolve) => {
    response.once("close", () => resolve(response.writableFinished ? "finished" : "aborted"));
  });
  const incoming: RecordedRequest = {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: request.headers,
    text,
    body: parseJson(text),
    at: Date.now(),
    outcome,
  };
  state.log.add(incoming);
  const { steps, seed } = route(incoming, state);
  await playSteps(steps, response, createPace(pace, seed), (bytes) => onWrite?.(incoming, bytes));
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}

function watchSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    // Frames go out one by one, as they are written.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  const closed = [server, ...sockets].map((emitter) => once(emitter, "close"));
  server.close();
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
}
