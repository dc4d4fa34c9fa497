import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import { findModel } from "./modelCatalogue";
import type { Model } from "./model";
import type { Clock, DefaultModels, GatewayClient, Logger, Memory } from "../ports";
import type { ProviderConfig } from "../providers/providerConfig";
import type { ModelCache } from "./modelCache";

const RECENT = "smartspec.recentModels";
const MOST_RECENT = 5;
const DEFAULTS_FRESH_MS = 10 * 60_000;
/** After a failure they are asked for again sooner, but not by every keystroke. */
const DEFAULTS_RETRY_MS = 10_000;

/** The model of a request. `model` is absent when the provider's list does not have it or could not be read. */
export interface ChosenModel {
  readonly id: string;
  readonly model: Model | undefined;
  /** All that the provider offers; absent when the list could not be read. */
  readonly models?: readonly Model[];
}

interface ModelChoiceParts {
  /** Empty when no model is set. */
  readonly settings: { readonly model: string };
  readonly providers: {
    readonly onDidChange: (listener: () => void) => unknown;
    readonly defaultModelFromEnvironment: string | undefined;
  };
  readonly models: Pick<ModelCache, "list">;
  readonly gateways: { create(provider: ProviderConfig): Promise<Pick<GatewayClient, "getDefaults">> };
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Finds out which model a request goes to when the user may or may not have said so. */
export class ModelChoice {
  readonly #parts: ModelChoiceParts;
  #generation = 0;
  readonly #defaults = new Map<
    string,
    { readonly until: number; readonly value: DefaultModels | undefined }
  >();

  constructor(parts: ModelChoiceParts) {
    this.#parts = parts;
    parts.providers.onDidChange(() => {
      this.#generation += 1;
      this.#defaults.clear();
    });
  }

  /** Ids of the models that answered last, newest first, as `provider model`. */
  get recent(): readonly string[] {
    return this.#parts.memory.get<string[]>(RECENT, []);
  }

  remember(provider: ProviderConfig, modelId: string): void {
    const entry = `${provider.id} ${modelId}`;
    const recent = [entry, ...this.recent.filter((other) => other !== entry)];
    void this.#parts.memory.update(RECENT, recent.slice(0, MOST_RECENT));
  }

  /**
   * In this order: the request's own, the setting, the provider config's default, `SMARTSPEC_DEFAULT_MODEL`, the
   * gateway's default for this account (a free one without a key), the only model of a server that has just one.
   * @throws UserFacingError `not-configured` when nobody names one; the list's own error when that is why.
   */
  async resolve(
    provider: ProviderConfig,
    hasKey: boolean,
    options: {
      /** The request's own model id. */
      readonly requested?: string | undefined;
      /** A list that failed a moment ago is asked for again: somebody pressed a button. */
      readonly isRun?: boolean;
    } = {},
  ): Promise<ChosenModel> {
    const { requested, isRun = false } = options;
    const named =
      requested?.trim() ||
      this.#parts.settings.model ||
      provider.defaultModel ||
      this.#parts.providers.defaultModelFromEnvironment ||
      (await this.#gatewayDefault(provider, hasKey, isRun));
    const models = await this.#parts.models
      .list(provider, { retryFailure: isRun })
      .catch((error: unknown) => {
        if (!UserFacingError.is(error)) throw error;
        return error;
      });
    if (UserFacingError.is(models)) {
      // The list is a convenience: prices are then unknown, but a named model may well answer.
      if (!named) throw models;
      this.#parts.log.warn(`The model list could not be loaded (${models.code}).`);
      return { id: named, model: undefined };
    }
    if (named) {
      const model = findModel(models, named);
      return { id: model?.id ?? named, model, models };
    }
    const [only, second] = models;
    if (only && !second) return { id: only.id, model: only, models };
    throw new UserFacingError("not-configured", l10n.t("No model is chosen for {0}.", provider.displayName), {
      remedy: "choose-model",
    });
  }

  async #gatewayDefault(
    provider: ProviderConfig,
    hasKey: boolean,
    isRun: boolean,
  ): Promise<string | undefined> {
    const key = `${provider.id} ${provider.baseUrl}`;
    let entry = this.#defaults.get(key);
    if (!entry || this.#parts.clock.now() > entry.until || (isRun && !entry.value)) {
      const generation = this.#generation;
      entry = await this.#loadDefaults(provider);
      // Defaults of the old account must not come back after a change of key.
      if (generation === this.#generation) this.#defaults.set(key, entry);
    }
    const { defaultModel, defaultFreeModel } = entry.value ?? {};
    return hasKey ? (defaultModel ?? defaultFreeModel) : (defaultFreeModel ?? defaultModel);
  }

  async #loadDefaults(
    provider: ProviderConfig,
  ): Promise<{ readonly until: number; readonly value: DefaultModels | undefined }> {
    try {
      const gateway = await this.#parts.gateways.create(provider);
      const value = await gateway.getDefaults();
      return { until: this.#parts.clock.now() + DEFAULTS_FRESH_MS, value };
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      // Not every server has this route; whether the model list answers tells more.
      this.#parts.log.info(`The gateway named no default model (${error.code}).`);
      return { until: this.#parts.clock.now() + DEFAULTS_RETRY_MS, value: undefined };
    }
  }
}
