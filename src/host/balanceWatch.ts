import type { RunCost } from "../core/cost/usage";
import { UserFacingError } from "../core/errors";
import type { Clock, GatewayClient, Logger } from "../core/ports";
import type { ProviderConfig } from "../core/providers/providerConfig";
import type { ProviderDirectory } from "./providerDirectory";

/** Accounts are charged after the answer, so that the first look waits a little (wire 7.3). */
const SOON_MS = 3_000;
/** A gateway that has to ask its upstream for the cost books it up to about a minute later (wire 5.7). */
const LATER_MS = 75_000;

export interface SeenBalance {
  /** USD, may be negative; absent when it has not been read yet, or there is none to read. */
  readonly usd?: number;
  /** When it was read, in milliseconds since 1970; with `usd`. */
  readonly at?: number;
  readonly isLoading: boolean;
  /** Why the last attempt to read it failed, in one sentence. */
  readonly problem?: string;
}

interface BalanceWatchParts {
  readonly gateways: { create(provider: ProviderConfig): Promise<Pick<GatewayClient, "getBalance">> };
  readonly providers: Pick<ProviderDirectory, "key">;
  readonly clock: Clock;
  readonly log: Logger;
  /** A balance was looked up. */
  readonly onChange: () => void;
}

/**
 * What is left on the accounts that runs were charged to. Looked up only when somebody wants to see it and after a run, never
 * on its own: soon, and once more later when nobody could say what the run cost.
 */
export class BalanceWatch {
  readonly #parts: BalanceWatchParts;
  readonly #seen = new Map<string, SeenBalance>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #generation = 0;

  constructor(parts: BalanceWatchParts) {
    this.#parts = parts;
  }

  /** The balance seen last; `undefined` when nobody has looked yet. */
  of(providerId: string): SeenBalance | undefined {
    return this.#seen.get(providerId);
  }

  /** Another key is another account. */
  forget(): void {
    this.#generation += 1;
    this.#seen.clear();
  }

  /** A request went to `provider` and ended. */
  runEnded(provider: ProviderConfig, cost: RunCost): void {
    if (provider.kind === "openai-compatible") return;
    this.#lookIn(SOON_MS, provider, "soon");
    if (cost.kind === "unknown") this.#lookIn(LATER_MS, provider, "later");
  }

  #lookIn(ms: number, provider: ProviderConfig, name: "soon" | "later"): void {
    const key = `${name} ${provider.id}`;
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void this.#read(provider);
    }, ms);
    this.#timers.set(key, timer);
  }

  /** Somebody wants to see it now, and sees that it is being asked for. Never rejects for a failure that is expected. */
  async look(provider: ProviderConfig): Promise<void> {
    if (provider.kind === "openai-compatible") return;
    const { problem: _old, ...before } = this.#seen.get(provider.id) ?? {};
    this.#show(provider, { ...before, isLoading: true });
    await this.#read(provider);
  }

  async #read(provider: ProviderConfig): Promise<void> {
    const { gateways, providers, clock, log } = this.#parts;
    const generation = this.#generation;
    const show = (seen: SeenBalance) => {
      if (generation === this.#generation) this.#show(provider, seen);
    };
    try {
      if ((await providers.key(provider)) === undefined) return show({ isLoading: false });
      const gateway = await gateways.create(provider);
      const balance = await gateway.getBalance();
      show({ ...(balance && { usd: balance.usd, at: clock.now() }), isLoading: false });
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      // It is shown where it is known; that it is not known is no failure of anything the user does.
      log.debug(`The balance of ${provider.id} could not be read (${error.code}).`);
      show({ ...this.#seen.get(provider.id), isLoading: false, problem: error.message });
    }
  }

  #show(provider: ProviderConfig, seen: SeenBalance): void {
    this.#seen.set(provider.id, seen);
    this.#parts.onChange();
  }

  dispose(): void {
    // What is being looked up comes too late.
    this.forget();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
