import { UserFacingError } from "./errors";
import type { KnownSecrets } from "./knownSecrets";
import type { Model, ModelEndpoint } from "./models/model";
import type { AccountProfile, Balance, ChatEvent, ChatRequest, DefaultModels, GatewayClient } from "./ports";
import { redactDeep } from "./redactDeep";
import { redactError } from "./redactError";

/**
 * A gateway whose answers hold no known secret, whatever the server echoes: in text, reasoning, names, lists or errors.
 * It stands around the client and not in `runChat`, so that lists, accounts and connection tests are behind it, too; and
 * not in the client, which knows only the one key it sends.
 */
export class RedactedGateway implements GatewayClient {
  readonly #gateway: GatewayClient;
  readonly #secrets: KnownSecrets;

  constructor(gateway: GatewayClient, secrets: KnownSecrets) {
    this.#gateway = gateway;
    this.#secrets = secrets;
  }

  async probe(signal?: AbortSignal): Promise<void> {
    return this.#clean(this.#gateway.probe(signal));
  }

  async listModels(signal?: AbortSignal): Promise<readonly Model[]> {
    return this.#clean(this.#gateway.listModels(signal));
  }

  async listEndpoints(modelId: string, signal?: AbortSignal): Promise<readonly ModelEndpoint[]> {
    return this.#clean(this.#gateway.listEndpoints(modelId, signal));
  }

  async getDefaults(signal?: AbortSignal): Promise<DefaultModels | undefined> {
    return this.#clean(this.#gateway.getDefaults(signal));
  }

  async getProfile(signal?: AbortSignal): Promise<AccountProfile | undefined> {
    return this.#clean(this.#gateway.getProfile(signal));
  }

  async getBalance(signal?: AbortSignal): Promise<Balance | undefined> {
    return this.#clean(this.#gateway.getBalance(signal));
  }

  async *streamChat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, void, undefined> {
    const held = { "text-delta": this.#secrets.stream(), "reasoning-delta": this.#secrets.stream() };
    const types = ["reasoning-delta", "text-delta"] as const;
    let failure: { readonly error: unknown } | undefined;
    try {
      for await (const event of this.#gateway.streamChat(request, signal)) {
        if (event.type !== "text-delta" && event.type !== "reasoning-delta") {
          yield redactDeep(event, this.#secrets.redact);
          continue;
        }
        const text = held[event.type].push(event.text);
        if (text !== "") yield { type: event.type, text };
      }
    } catch (error) {
      failure = { error: this.#cleanError(error) };
    }
    // Only here, and not between the events: text and reasoning may take turns, and each is put together on its own.
    for (const type of types) {
      const text = held[type].flush();
      if (text !== "") yield { type, text };
    }
    if (failure) throw failure.error;
  }

  async #clean<T>(answer: Promise<T>): Promise<T> {
    try {
      return redactDeep(await answer, this.#secrets.redact);
    } catch (error) {
      throw this.#cleanError(error);
    }
  }

  #cleanError(error: unknown): unknown {
    return UserFacingError.is(error) ? redactError(error, this.#secrets.redact) : error;
  }
}
