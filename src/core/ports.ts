/** What core needs from outside. Adapters live in `gateway/`, `host/` and `cli/`. */
import type { ReportedCost, Usage } from "./cost/usage";
import type { RunError } from "./errors";
import type { Model, ModelEndpoint } from "./models/model";
import type { ConnectionChange, ProviderConfig } from "./providers/providerConfig";
import type { Reasoning } from "./spec/frontMatter";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ChatRequest {
  readonly modelId: string;
  readonly messages: readonly ChatMessage[];
  /** Left out when the model does not take it; so are the next four. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  readonly reasoning?: Reasoning;
  /** OpenRouter's provider preferences; only sent where they are understood. */
  readonly routing?: Readonly<Record<string, unknown>>;
  readonly maxTokens?: number;
  /** Name under which `maxTokens` travels; some models only take the newer one. Default `max_tokens`. */
  readonly maxTokensParameter?: "max_tokens" | "max_completion_tokens";
  /** Default true. */
  readonly stream?: boolean;
  /** Sent as `X-KiloCode-TaskId` to Kilo: keeps a conversation on one upstream, so that its prompt cache works. */
  readonly sessionId?: string;
}

export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | (string & {});

/**
 * One thing that happened while a model answers. Deltas carry only what is new. Order on the wire is free: usage and
 * `served-by` may come at any time and more than once; the last one counts.
 */
export type ChatEvent =
  /** Headers arrived: the gateway accepted the request. */
  | { readonly type: "accepted"; readonly requestId?: string }
  /**
   * An attempt failed before any output and before anything was billed. The same request goes out again after `waitMs`,
   * which begins with `retrying`; an abort ends the pause at once. `attempt` counts from 1 and is the one that failed.
   */
  | {
      readonly type: "waiting";
      readonly waitMs: number;
      readonly attempt: number;
      readonly error: RunError;
    }
  | { readonly type: "retrying" }
  /** A sign of life without content (keep-alive comment, empty delta). */
  | { readonly type: "heartbeat" }
  /** Who really answers. */
  | { readonly type: "served-by"; readonly model?: string; readonly upstream?: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "usage"; readonly usage: Usage | undefined; readonly cost: ReportedCost }
  | { readonly type: "finish"; readonly reason: FinishReason };

/** The account behind a key. */
export interface AccountProfile {
  readonly email?: string;
  readonly name?: string;
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
}

export interface Balance {
  /** USD; may be negative. */
  readonly usd: number;
}

/** The gateway's own choice of models; each may be missing. */
export interface DefaultModels {
  readonly defaultModel?: string;
  readonly defaultFreeModel?: string;
}

/**
 * One provider, ready to be asked. Every method throws only `UserFacingError`s, except that an aborted `signal` rejects
 * with the signal's own reason.
 */
export interface GatewayClient {
  /**
   * Asks the host for anything at all and takes any answer: name, proxy, TLS and certificate work. Says nothing about the
   * gateway. Throws `network` or `timeout` when there was no answer, or only a proxy's refusal.
   */
  probe(signal?: AbortSignal): Promise<void>;
  /** Rows without a usable id are dropped. An empty list is an empty list, not an error. */
  listModels(signal?: AbortSignal): Promise<readonly Model[]>;
  /** Upstreams of one model; empty where the gateway has none to tell (auto models, plain servers: 404). */
  listEndpoints(modelId: string, signal?: AbortSignal): Promise<readonly ModelEndpoint[]>;
  /**
   * Sends one request and yields what arrives; an attempt that came to nothing is made again where that may help, told by
   * `waiting`, and there is no other retry anywhere. Ends normally after a finish reason (`error` comes right before what is thrown), or at the end of the body without
   * one (then no `finish` event was yielded: the answer is incomplete). Throws `stream-interrupted` or the error that
   * came inside the stream; what was yielded before stays valid. Leaving the loop early aborts the request.
   */
  streamChat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>;
  /** `undefined` where the provider's kind has no such route. */
  getDefaults(signal?: AbortSignal): Promise<DefaultModels | undefined>;
  /**
   * Proves the key. Kilo: `GET /api/profile` at the origin of the base URL; OpenRouter: `GET /key`; others: `undefined`,
   * as nothing there tells a good key from a bad one without spending money. 401/403 throw `authentication`/`forbidden`.
   */
  getProfile(signal?: AbortSignal): Promise<AccountProfile | undefined>;
  /** `undefined` where the provider's kind has no such route. */
  getBalance(signal?: AbortSignal): Promise<Balance | undefined>;
}

/** How long one request may be repeated; what is absent stays as the gateway layer has it. */
export interface RetryPatience {
  /** Attempts after the first one, for a chat request that came to nothing. */
  readonly chatRetries?: number;
  /** Milliseconds the pauses between the attempts of one chat request may take together. */
  readonly chatPauseLimitMs?: number;
}

/** Makes a client for one request. */
export interface Gateways {
  create(
    provider: ProviderConfig,
    change?: ConnectionChange,
    patience?: RetryPatience,
  ): Promise<GatewayClient>;
}

/** The files of the folder that a spec belongs to; nothing outside of it can be read. */
export interface SpecFolder {
  /**
   * The text of a file, without a byte order mark. `path`: from the folder, `/` between segments, as `confinedPath` gives it.
   * @throws UserFacingError `invalid-spec` when it is missing, no text, leads out of the folder, or holds secrets that the
   * user does not want to send; `payload-too-large`.
   */
  read(path: string): Promise<string>;
}

/** Lines for the log channel. Callers never pass keys or prompts; the adapter redacts all the same. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Whether a text matches a regular expression of JavaScript. Patterns come from files, so an adapter must be able to give
 * up. Throws `UserFacingError`: `invalid-spec` when it is no pattern, `timeout` when it takes too long.
 */
export type TextMatcher = (pattern: string, flags: string, text: string) => Promise<boolean>;

/** Small values that outlive the process, by name. VS Code's `Memento` is one. */
export interface Memory {
  get<T>(name: string, absent: T): T;
  update(name: string, value: unknown): PromiseLike<void>;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** What the gateway layer gets from its host. */
export interface GatewayEnvironment {
  /** The host's own `fetch`: in VS Code it carries the editor's proxy and certificates. */
  readonly fetch: typeof globalThis.fetch;
  /** Where requests are sent from, when that is not the computer before which the user sits; absent = it is. */
  readonly machine?: string | undefined;
  /** Names this extension honestly, e.g. `"SmartSpec-Kilo/0.1.0 (VS Code 1.139.1)"`. */
  readonly userAgent: string;
  readonly log: Logger;
  /** English sentence → translation: this bundle has its own copy of `@vscode/l10n`. */
  readonly translations: Readonly<Record<string, string>>;
}
