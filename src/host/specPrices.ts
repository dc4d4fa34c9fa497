import type * as vscode from "vscode";
import { sizeOfPrompt } from "../core/cost/tokenRates";
import { UserFacingError } from "../core/errors";
import type { Model } from "../core/models/model";
import type { DraftSize } from "../core/models/promptCosts";
import type { ProviderConfig } from "../core/providers/providerConfig";
import type { RequestParameters } from "../core/run/prepareRequest";
import type { FrontMatter } from "../core/spec/frontMatter";
import { DEFAULT_SYSTEM_PROMPT } from "../core/spec/buildMessages";
import { specParameters } from "../core/spec/specParameters";
import type { PastRuns } from "../core/usage/pastRuns";
import type { DraftEstimator } from "./draftEstimator";
import type { ModelCache } from "../core/models/modelCache";
import type { ModelChoice } from "../core/models/modelChoice";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import type { SpecDocument } from "./specDocuments";
import { specIdentity } from "./specIdentity";

/** Who would answer a spec, and for which prices. */
export interface SpecTarget {
  /** Absent when there is no such provider. */
  readonly provider?: ProviderConfig;
  /** Absent when no model is chosen, or the list does not have it or could not be read. */
  readonly model?: Model;
  /** Id of the model, also of one that no list has. */
  readonly modelId?: string;
  /** Of the provider; absent when it could not be read. */
  readonly models?: readonly Model[];
  readonly parameters: RequestParameters;
  readonly past: PastRuns;
}

/** What a spec would send; with a `failure` it cannot be put together, and the size is that of its own text. */
export interface SpecDraft {
  readonly draft: DraftSize;
  readonly failure?: UserFacingError;
}

interface SpecPricesParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly choice: ModelChoice;
  readonly models: ModelCache;
  readonly estimator: DraftEstimator;
  readonly past: () => Promise<PastRuns>;
}

/** What the editor needs to know of prices. Asks nobody but for the list of models, and that once in a while. */
export class SpecPrices {
  readonly #parts: SpecPricesParts;

  constructor(parts: SpecPricesParts) {
    this.#parts = parts;
  }

  async target(uri: vscode.Uri, frontMatter: FrontMatter): Promise<SpecTarget> {
    const { settings, providers, choice, past } = this.#parts;
    const provider = await expected(() => providers.get(frontMatter.provider));
    const parameters = specParameters(frontMatter, settings.requestParameters(uri));
    if (!provider) return { parameters, past: await past() };
    const models = await this.modelsOf(provider);
    const hasKey = (await providers.key(provider)) !== undefined;
    const requested = frontMatter.model ?? frontMatter.models?.[0];
    const chosen = await expected(() => choice.resolve(provider, hasKey, { requested }));
    return {
      provider,
      ...(chosen && { modelId: chosen.id }),
      ...(chosen?.model && { model: chosen.model }),
      ...(models && { models }),
      parameters,
      past: await past(),
    };
  }

  /** `undefined` when the list could not be read. */
  modelsOf(provider: ProviderConfig): Promise<readonly Model[] | undefined> {
    return expected(() => this.#parts.models.list(provider));
  }

  async draft({ document: { uri }, spec }: SpecDocument): Promise<SpecDraft> {
    try {
      return { draft: await this.#parts.estimator.draftSize(uri, "", []) };
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      const { frontMatter, body } = spec;
      const draft = {
        size: sizeOfPrompt([frontMatter.system ?? DEFAULT_SYSTEM_PROMPT, body]),
        parameters: specParameters(frontMatter, this.#parts.settings.requestParameters(uri)),
        specId: specIdentity(uri).specId,
        expect: frontMatter.expect,
      };
      return { draft, failure: error };
    }
  }
}

async function expected<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    return undefined;
  }
}
