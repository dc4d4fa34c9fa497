import type { ChatEvent, ChatRequest, GatewayClient } from "../../src/core/ports";
import type { Model } from "../../src/core/models/model";

/** Plays a script of events; a function in it is called and may throw. Keeps what it was asked. */
export class FakeGatewayClient implements GatewayClient {
  readonly requests: ChatRequest[] = [];
  readonly #script: readonly (ChatEvent | (() => void | Promise<void>))[];

  constructor(script: readonly (ChatEvent | (() => void | Promise<void>))[]) {
    this.#script = script;
  }

  async *streamChat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent> {
    this.requests.push(request);
    for (const step of this.#script) {
      if (signal.aborted) throw signal.reason;
      if (typeof step === "function") await step();
      else yield step;
    }
  }

  probe(): Promise<void> {
    return Promise.resolve();
  }
  listModels(): Promise<readonly Model[]> {
    return Promise.resolve([]);
  }
  listEndpoints(): Promise<readonly []> {
    return Promise.resolve([]);
  }
  getDefaults(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  getProfile(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  getBalance(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
