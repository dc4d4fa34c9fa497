import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import type { Model } from "../models/model";
import { findModel, nearestModels } from "../models/modelCatalogue";
import { requestLimits } from "../models/requestLimits";
import type { ChatRequest, Clock, GatewayClient } from "../ports";
import { missingKeyError } from "../providers/missingKey";
import { normalizeBaseUrl } from "../providers/normalizeBaseUrl";
import type { ProviderConfig } from "../providers/providerConfig";
import type { ConnectionReport, ConnectionStep } from "./connectionReport";
import { withMachine } from "./withMachine";

/** Stable names, part of the public contract; a view has its own words for them. In the order they are taken. */
export type ConnectionStepName = "address" | "connection" | "gateway" | "key" | "model" | "first token";

/** Small enough to cost next to nothing, and the least some upstreams accept (wire 4.2). */
const MAX_TOKENS = 16;
const PROMPT = "Say hello.";
/** Generously counted, with what chat formats add. */
const PROMPT_TOKENS = 12;

export interface ConnectionTest {
  readonly gateway: GatewayClient;
  readonly provider: ProviderConfig;
  /** Absent = the steps "model" and "first token" are left out. */
  readonly modelId?: string | undefined;
  readonly hasKey: boolean;
  /** Host name → its address. Left out where the platform has no name service or a proxy looks names up. */
  readonly resolveHost?: ((host: string) => Promise<string>) | undefined;
  /** Address of the proxy in use, without credentials; absent = none that the host knows of. */
  readonly proxy?: string | undefined;
  /** Where the requests are sent from; absent = the computer before which the user sits. */
  readonly machine?: string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called as each step begins. */
  readonly onStepStart?: ((name: ConnectionStepName) => void) | undefined;
  /** Called as each step ends. */
  readonly onStep?: ((step: ConnectionStep) => void) | undefined;
}

/**
 * Goes from the address to the first token and stops at the first thing that fails, so that no error is the mere
 * consequence of another (wire 8, no. 31). Steps:
 * - "address": the base URL is one, and its host has an address when `resolveHost` is given.
 * - "connection": the host answers over TLS, and through the proxy when there is one; any answer will do.
 * - "gateway": the model list answers and is not empty. The detail says so when no key is used.
 * - "key": the account behind the key; left out without a key, and where the provider cannot tell.
 * - "model": the list has the model; else the nearest names.
 * - "first token": sends a fixed prompt of a few tokens, never the user's text, and stops at the first piece of answer;
 *   `ms` is the time to it. This one may cost a little; a model that needs a key fails here before anything is sent.
 *
 * Rejects with the signal's own reason when it is aborted, and with what is not a `UserFacingError`: a bug.
 */
export async function testConnection(test: ConnectionTest): Promise<ConnectionReport> {
  const { provider, clock, signal } = test;
  const steps: ConnectionStep[] = [];
  /** Takes one step; one whose detail is `undefined` had nothing to tell and is left out. */
  const take = async <
    T extends { readonly detail: string | undefined; readonly endedAt?: number | undefined },
  >(
    name: ConnectionStepName,
    action: () => Promise<T>,
  ): Promise<T> => {
    const startedAt = clock.now();
    test.onStepStart?.(name);
    const end = (ok: boolean, detail: string, endedAt = clock.now()): void => {
      const step = { name, ok, ms: endedAt - startedAt, detail };
      steps.push(step);
      test.onStep?.(step);
    };
    try {
      signal.throwIfAborted();
      const result = await action();
      signal.throwIfAborted();
      if (result.detail !== undefined) end(true, result.detail, result.endedAt);
      return result;
    } catch (error) {
      if (UserFacingError.is(error) && !signal.aborted) end(false, error.message);
      throw error;
    }
  };
  try {
    await take("address", () => checkAddress(test));
    await take("connection", () => checkConnection(test));
    const { models } = await take("gateway", () => checkGateway(test));
    if (test.hasKey) await take("key", () => checkKey(test));
    const { modelId } = test;
    if (modelId !== undefined) {
      const { model } = await take("model", async () => checkModel(models, modelId, provider));
      await take("first token", () => checkFirstToken(test, model));
    }
    return { ok: true, provider: provider.id, steps };
  } catch (error) {
    signal.throwIfAborted();
    if (!UserFacingError.is(error)) throw error;
    return { ok: false, provider: provider.id, steps, error: error.toRunError() };
  }
}

async function checkAddress({ provider, resolveHost, machine, signal }: ConnectionTest) {
  const address = normalizeBaseUrl(provider.baseUrl);
  if (!address.ok) {
    throw new UserFacingError("not-configured", address.problem, { remedy: "check-provider" });
  }
  if (resolveHost === undefined) return { detail: address.url };
  const host = new URL(address.url).hostname.replace(/^\[|\]$/g, "");
  try {
    const resolved = await settled(resolveHost(host), signal);
    return {
      detail: resolved === host ? address.url : l10n.t("{0}, {1} is {2}", address.url, host, resolved),
    };
  } catch (cause) {
    signal.throwIfAborted();
    const sentence = l10n.t("{0} cannot be reached; check the connection or the proxy.", host);
    throw new UserFacingError("network", withMachine(sentence, machine), { cause, remedy: "check-provider" });
  }
}

async function checkConnection({ gateway, provider, proxy, machine, signal }: ConnectionTest) {
  await gateway.probe(signal);
  const isEncrypted = provider.baseUrl.startsWith("https:");
  const security = isEncrypted ? l10n.t("encrypted") : l10n.t("not encrypted");
  const way = proxy === undefined ? security : l10n.t("{0}, through the proxy {1}", security, proxy);
  return { detail: machine === undefined ? way : l10n.t("{0}, from {1}", way, machine) };
}

/** A name lookup cannot be aborted; this stops waiting for it. */
async function settled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function checkGateway({ gateway, provider, hasKey, signal }: ConnectionTest) {
  const models = await gateway.listModels(signal);
  if (models.length === 0) {
    const sentence = l10n.t("{0} answers, but its model list is empty.", provider.displayName);
    throw new UserFacingError("invalid-response", sentence, { remedy: "check-provider" });
  }
  const detail = hasKey
    ? l10n.t("Models: {0}", models.length)
    : l10n.t("Models: {0}; no key is used", models.length);
  return { detail, models };
}

async function checkKey({ gateway, signal }: ConnectionTest) {
  const profile = await gateway.getProfile(signal);
  return { detail: profile && (profile.email ?? profile.name ?? l10n.t("The key is accepted.")) };
}

function checkModel(models: readonly Model[], modelId: string, provider: ProviderConfig) {
  const model = findModel(models, modelId);
  if (model !== undefined) return { detail: model.id, model };
  const nearest = nearestModels(models, modelId, 3).map(({ id }) => id);
  const sentence =
    nearest.length === 0
      ? l10n.t("{0} does not offer {1}.", provider.displayName, modelId)
      : l10n.t("{0} does not offer {1}. Nearest: {2}", provider.displayName, modelId, nearest.join(", "));
  throw new UserFacingError("model-not-found", sentence);
}

async function checkFirstToken(test: ConnectionTest, model: Model) {
  const { gateway, provider, hasKey, clock, signal } = test;
  const missingKey = missingKeyError(provider, model, hasKey);
  if (missingKey !== undefined) throw missingKey;
  let servedModel = model.id;
  let upstream: string | undefined;
  let answeredAt: number | undefined;
  for await (const event of gateway.streamChat(tinyRequest(model), signal)) {
    if (event.type === "served-by") {
      servedModel = event.model ?? servedModel;
      upstream = event.upstream ?? upstream;
    }
    // Models that think without showing it may use up the tokens: then the finish is all there is to see of the answer.
    const isAnswer =
      event.type === "text-delta" ||
      event.type === "reasoning-delta" ||
      (event.type === "finish" && event.reason === "length");
    if (isAnswer) {
      // Taken here, as leaving the loop waits until the connection is closed.
      answeredAt = clock.now();
      break;
    }
  }
  if (answeredAt === undefined) throw new UserFacingError("empty-answer", l10n.t("The model sent no text."));
  const detail = upstream === undefined ? servedModel : l10n.t("{0} via {1}", servedModel, upstream);
  return { detail, endedAt: answeredAt };
}

function tinyRequest(model: Model): ChatRequest {
  const limits = requestLimits(model, { maxTokens: MAX_TOKENS, temperature: 0 }, PROMPT_TOKENS);
  return {
    modelId: model.id,
    messages: [{ role: "user", content: PROMPT }],
    ...(limits.maxTokens !== undefined && { maxTokens: limits.maxTokens }),
    ...(limits.maxTokensParameter && { maxTokensParameter: limits.maxTokensParameter }),
  };
}
