import type { Environment } from "../core/providers/environmentKey";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { resolveProviders, selectedProviderId } from "../core/providers/resolveProviders";

/** Who can answer one run: the built-in providers, with the addresses that environment and call give them. */
export class ProviderChoice {
  /** Where the run goes first. */
  readonly chosenId: string;
  readonly #baseUrl: string | undefined;
  readonly #environment: Environment;

  /** `wanted`: by the call, else by the spec. `baseUrl`: of the chosen one, normalized. */
  constructor(wanted: string | undefined, baseUrl: string | undefined, environment: Environment) {
    this.chosenId = selectedProviderId(wanted, environment, true);
    this.#baseUrl = baseUrl;
    this.#environment = environment;
  }

  /** @throws UserFacingError `not-configured` when it does not exist or has no usable address. */
  get(id: string = this.chosenId): ProviderConfig {
    const { current, problem } = this.#resolve(id);
    if (current) return current;
    throw problem;
  }

  all(): readonly ProviderConfig[] {
    return this.#resolve(this.chosenId).providers;
  }

  /** Sentences about addresses in the environment that are doubtful. */
  get warnings(): readonly string[] {
    return this.#resolve(this.chosenId).warnings;
  }

  nameOf(id: string): string {
    return this.all().find((provider) => provider.id === id)?.displayName ?? id;
  }

  #resolve(selectedId: string) {
    const baseUrl = this.#baseUrl;
    return resolveProviders({
      configured: baseUrl === undefined ? [] : [{ id: this.chosenId, baseUrl }],
      selectedId,
      environment: this.#environment,
    });
  }
}
