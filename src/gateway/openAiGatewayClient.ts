import * as l10n from "@vscode/l10n";
import { withMachine } from "../core/connection/withMachine";
import { UserFacingError } from "../core/errors";
import { chatBody } from "../core/run/chatBody";
import type { Model, ModelEndpoint } from "../core/models/model";
import { parseEndpoints } from "../core/models/parseEndpoints";
import { parseModels } from "../core/models/parseModels";
import type {
  AccountProfile,
  Balance,
  ChatEvent,
  ChatRequest,
  DefaultModels,
  GatewayClient,
} from "../core/ports";
import type { GatewayConnection } from "../core/providers/providerConfig";
import {
  parseDefaults,
  parseKeyBalance,
  parseKeyInfo,
  parseKiloBalance,
  parseKiloProfile,
} from "./accountRoutes";
import { ChatEventAssembler } from "./chatEventAssembler";
import type { Route } from "./classifyFailure";
import type { GatewayEnvironment } from "../core/ports";
import { invalidAnswer, parseAnswerJson } from "./invalidAnswer";
import { lostInSleep } from "./lostInSleep";
import { networkError } from "./networkError";
import { readChatAnswer } from "./readChatAnswer";
import { requestHeaders, usableKey } from "./requestHeaders";
import type { RequestPolicy } from "./requestPolicy";
import { RequestScope } from "./requestScope";
import { RetrySchedule } from "./retrySchedule";
import { sendRequest } from "./sendRequest";
import type { OutgoingRequest } from "./sendRequest";
import { requestIdOf } from "./toUserFacingError";
import type { FailureContext } from "./toUserFacingError";
import { explainRefusal, UnclearRefusal } from "./unclearRefusal";

/** A gateway that speaks the OpenAI API: Kilo, OpenRouter, or any compatible server. */
export class OpenAiGatewayClient implements GatewayClient {
  readonly #connection: GatewayConnection;
  readonly #environment: GatewayEnvironment;
  readonly #policy: RequestPolicy;

  constructor(connection: GatewayConnection, environment: GatewayEnvironment, policy: RequestPolicy) {
    this.#connection = connection;
    this.#environment = environment;
    this.#policy = policy;
  }

  async probe(signal?: AbortSignal): Promise<void> {
    try {
      await this.#read(this.#accountUrl("/"), "account", signal);
    } catch (error) {
      if (!UserFacingError.is(error) || !isAnswer(error)) throw error;
    }
  }

  async listModels(signal?: AbortSignal): Promise<readonly Model[]> {
    const { id, displayName } = this.#connection.provider;
    const body = await this.#read(this.#url("/models"), "models", signal);
    const models = parseModels(body, id);
    if (models !== undefined) return models;
    throw new UserFacingError(
      "invalid-response",
      l10n.t("{0} sent no model list; the base URL may be wrong.", displayName),
    );
  }

  async listEndpoints(modelId: string, signal?: AbortSignal): Promise<readonly ModelEndpoint[]> {
    const path = endpointsPath(modelId);
    if (path === undefined) return [];
    try {
      return parseEndpoints(await this.#read(this.#url(path), "endpoints", signal, modelId)) ?? [];
    } catch (error) {
      if (isMissingRoute(error)) return [];
      throw error;
    }
  }

  async *streamChat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, void, undefined> {
    signal.throwIfAborted();
    const outgoing = this.#chatRequest(request);
    const { chatRetries, chatPauseLimitMs, random, pause } = this.#policy;
    const schedule = new RetrySchedule({ retries: chatRetries, pauseLimitMs: chatPauseLimitMs }, random);
    for (let attempt = 1; ; attempt += 1) {
      const assembler = new ChatEventAssembler();
      try {
        yield* this.#attemptChat(outgoing, assembler, signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UnclearRefusal) throw await this.#explain(error, signal);
        if (!UserFacingError.is(error) || !assembler.isRepeatable) throw error;
        const failure = error.toRunError();
        const waitMs = schedule.pauseAfter(failure);
        if (waitMs === undefined) throw error;
        yield { type: "waiting", waitMs, attempt, error: failure };
        await pause(waitMs, signal);
        yield { type: "retrying" };
        signal.throwIfAborted();
      }
    }
  }

  async #explain(refusal: UnclearRefusal, signal: AbortSignal): Promise<UserFacingError> {
    if (this.#connection.provider.kind !== "kilocode") return refusal;
    return explainRefusal(refusal, this.#connection, (connection) =>
      new OpenAiGatewayClient(connection, this.#environment, this.#policy).getProfile(signal),
    );
  }

  async *#attemptChat(
    outgoing: OutgoingRequest,
    assembler: ChatEventAssembler,
    signal: AbortSignal,
  ): AsyncGenerator<ChatEvent, void, undefined> {
    const scope = new RequestScope(signal, this.#policy.clock);
    try {
      const response = await sendRequest(outgoing, this.#environment, scope);
      const requestId = requestIdOf(response.headers);
      yield { type: "accepted", ...(requestId !== undefined && { requestId }) };
      scope.throwIfCancelled();
      const { timeouts } = this.#connection;
      yield* readChatAnswer({ response, timeouts, scope, context: outgoing.context }, assembler);
    } finally {
      scope.close();
    }
  }

  /** The same for every attempt: what is set while one waits for the next counts from the next request on. */
  #chatRequest(request: ChatRequest): OutgoingRequest {
    const url = this.#url("/chat/completions");
    const { timeouts } = this.#connection;
    // Without a stream the headers often come only with the finished answer, so its time is allowed for as well.
    const isWhole = request.stream === false;
    const limitMs =
      isWhole && timeouts.firstTokenMs === 0
        ? 0
        : timeouts.connectMs && timeouts.connectMs + (isWhole ? timeouts.firstTokenMs : 0);
    const context = this.#context(url, "chat", request.modelId);
    return {
      method: "post",
      url,
      headers: this.#headers(true, request.sessionId),
      body: chatBody(request, this.#connection.provider.kind),
      patience: {
        limitMs,
        onLimit: () => noAnswer(context, limitMs),
        onSlept: lostInSleep(context),
      },
      context,
    };
  }

  async getDefaults(signal?: AbortSignal): Promise<DefaultModels | undefined> {
    const { provider, organizationId } = this.#connection;
    if (provider.kind !== "kilocode") return undefined;
    const path = organizationId
      ? `/api/organizations/${encodeURIComponent(organizationId)}/defaults`
      : "/api/defaults";
    try {
      return parseDefaults(await this.#read(this.#accountUrl(path), "account", signal)) ?? {};
    } catch (error) {
      if (isMissingRoute(error)) return undefined;
      // The organisation allows no model that could be the default.
      if (UserFacingError.is(error) && error.details?.status === 409) return {};
      throw error;
    }
  }

  async getProfile(signal?: AbortSignal): Promise<AccountProfile | undefined> {
    switch (this.#connection.provider.kind) {
      case "kilocode":
        return this.#readAccount(this.#accountUrl("/api/profile"), parseKiloProfile, signal);
      case "openrouter":
        return this.#readAccount(this.#url("/key"), parseKeyInfo, signal);
      case "openai-compatible":
        return undefined;
    }
  }

  async getBalance(signal?: AbortSignal): Promise<Balance | undefined> {
    switch (this.#connection.provider.kind) {
      case "kilocode":
        return this.#readAccount(this.#accountUrl("/api/profile/balance"), parseKiloBalance, signal);
      case "openrouter": {
        const balance = await this.#readAccount(this.#url("/key"), parseKeyBalance, signal);
        return balance === "no-limit" ? undefined : balance;
      }
      case "openai-compatible":
        return undefined;
    }
  }

  async #readAccount<T>(
    url: URL,
    parse: (body: unknown) => T | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const parsed = parse(await this.#read(url, "account", signal));
    if (parsed === undefined) throw invalidAnswer("{}", this.#context(url, "account"));
    return parsed;
  }

  /** GET, to the end of the body, as JSON. */
  async #read(url: URL, route: Route, signal: AbortSignal | undefined, modelId?: string): Promise<unknown> {
    signal?.throwIfAborted();
    const scope = new RequestScope(signal, this.#policy.clock);
    const context = this.#context(url, route, modelId);
    const { readLimitMs, readRetries, random, pause } = this.#policy;
    const schedule = new RetrySchedule({ retries: readRetries, pauseLimitMs: readLimitMs / 2 }, random);
    const onLimit = (): UserFacingError => noAnswer(context, readLimitMs);
    const outgoing: OutgoingRequest = {
      method: "get",
      url,
      headers: this.#headers(false),
      context,
    };
    const work = async (): Promise<string> => {
      for (;;) {
        try {
          const response = await sendRequest(outgoing, this.#environment, scope);
          return await response.text().catch((error: unknown) => {
            scope.signal.throwIfAborted();
            throw networkError(error, context);
          });
        } catch (error) {
          scope.signal.throwIfAborted();
          const waitMs = UserFacingError.is(error) ? schedule.pauseAfter(error.toRunError()) : undefined;
          if (waitMs === undefined) throw error;
          await pause(waitMs, scope.signal);
        }
      }
    };
    try {
      return parseAnswerJson(await scope.race(work(), { limitMs: readLimitMs, onLimit }), context);
    } finally {
      scope.close();
    }
  }

  #headers(hasBody: boolean, sessionId?: string): Headers {
    return requestHeaders(this.#connection, this.#environment, { hasBody, sessionId });
  }

  #context(url: URL, route: Route, modelId?: string): FailureContext {
    return {
      provider: this.#connection.provider.displayName,
      host: url.host,
      route,
      key: usableKey(this.#connection),
      machine: this.#environment.machine,
      hasOrganization: this.#connection.organizationId !== undefined,
      ...(modelId !== undefined && { modelId }),
    };
  }

  #url(path: string): URL {
    return this.#parseUrl(`${this.#connection.provider.baseUrl.replace(/\/+$/, "")}${path}`);
  }

  /** Kilo's account routes lie beside the gateway's, at the origin (wire 1.6). */
  #accountUrl(path: string): URL {
    return new URL(path, this.#url("").origin);
  }

  #parseUrl(text: string): URL {
    const url = URL.parse(text);
    const hasCredentials = url !== null && (url.username !== "" || url.password !== "");
    if (url !== null && /^https?:$/.test(url.protocol) && !hasCredentials) return url;
    throw new UserFacingError(
      "not-configured",
      l10n.t(
        "The base URL of {0} must be a web address without a user name.",
        this.#connection.provider.displayName,
      ),
      { remedy: "check-provider" },
    );
  }
}

/** Author and slug are two segments and are encoded each on its own (wire 3.1); `undefined` for an id without a slash. */
function endpointsPath(modelId: string): string | undefined {
  const slash = modelId.indexOf("/");
  const segments = [modelId.slice(0, Math.max(0, slash)), modelId.slice(slash + 1)];
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return undefined;
  return `/models/${segments.map((segment) => encodeURIComponent(segment.toWellFormed()).replaceAll("%3A", ":")).join("/")}/endpoints`;
}

/** Whether somebody at the address said something, however useless. A 407 is the proxy on the way there. */
function isAnswer(error: UserFacingError): boolean {
  const status = error.details?.status;
  return error.code === "invalid-response" || (status !== undefined && status !== 407);
}

function isMissingRoute(error: unknown): boolean {
  const status = UserFacingError.is(error) ? error.details?.status : undefined;
  return status === 404 || status === 405;
}

function noAnswer({ provider, machine }: FailureContext, limitMs: number): UserFacingError {
  const seconds = Math.round(limitMs / 100) / 10;
  const sentence = l10n.t("{0} did not answer within {1} s.", provider, seconds);
  return new UserFacingError("timeout", withMachine(sentence, machine));
}
