import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import type { Model, ModelEndpoint } from "../core/models/model";
import { contextLimitOf, findModel, shortName } from "../core/models/modelCatalogue";
import { promptCosts } from "../core/models/promptCosts";
import { taskAdvice } from "../core/models/taskAdvice";
import { omitAbsent } from "../core/omitAbsent";
import type { Clock } from "../core/ports";
import type { ProviderConfig } from "../core/providers/providerConfig";
import type { PastRuns } from "../core/usage/pastRuns";
import {
  type FromModelsView,
  type ModelCosts,
  type ModelDetails,
  type ModelListState,
  type ModelRow,
  type ModelsViewState,
  parseFromModelsView,
  parseTableSettings,
  type PricedPrompt,
  type ToModelsView,
} from "../protocol/modelsProtocol";
import type { ChatSession } from "./chatSession";
import type { DraftEstimator } from "./draftEstimator";
import type { GatewayFactory } from "../node/gatewayFactory";
import type { ModelCache } from "../core/models/modelCache";
import type { ModelMarks } from "./modelMarks";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import type { SpecInFront } from "./specInFront";
import { ViewPanel, type ViewPanelParts } from "./viewPanel";

const SETTINGS = "smartspec.modelTable";
/** Costs follow the edits of the spec after this pause. */
const PAUSE_MS = 400;
/** Uptime and speed change by the minute, and are looked at by one click after the other. */
const ENDPOINTS_FRESH_MS = 5 * 60_000;

interface ModelsPanelParts extends Pick<
  ViewPanelParts<FromModelsView>,
  "extensionUri" | "language" | "secrets" | "log" | "report"
> {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly models: ModelCache;
  readonly gateways: GatewayFactory;
  readonly estimator: DraftEstimator;
  readonly chat: ChatSession;
  readonly marks: ModelMarks;
  readonly specInFront: SpecInFront;
  readonly past: () => Promise<PastRuns>;
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  /** Settings, providers, keys or language changed. */
  readonly onDidChangeSurroundings: vscode.Event<unknown>;
}

/** The model view: the live list of one provider, with what the spec in front would cost on each of its models. */
export class ModelsPanel implements vscode.Disposable {
  readonly #parts: ModelsPanelParts;
  readonly #panel: ViewPanel<ToModelsView, FromModelsView>;
  readonly #listeners: readonly vscode.Disposable[];
  readonly #endpoints = new Map<string, { readonly at: number; readonly list: readonly ModelEndpoint[] }>();
  /** Chosen in the view; absent: the one that runs go to. */
  #providerId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ModelsPanelParts) {
    this.#parts = parts;
    this.#panel = new ViewPanel({
      ...parts,
      viewType: "smartspec.models",
      page: {
        script: "models.js",
        styles: ["media/editorView.css", "dist/webview/uplot.css", "media/models.css"],
      },
      title: () => l10n.t("Models"),
      parse: parseFromModelsView,
      onMessage: (message) => this.#handle(message),
      onClose: () => clearTimeout(this.#timer),
    });
    this.#listeners = [
      parts.onDidChangeSurroundings(() => {
        this.#endpoints.clear();
        this.#sendAll().catch(parts.report);
      }),
      parts.specInFront.onDidChange(() => this.#sendCostsSoon()),
      parts.specInFront.onDidEdit(() => this.#sendCostsSoon()),
      parts.chat.onDidDispatch(({ type }) => {
        if (type === "turn-finished") this.#sendCostsSoon();
      }),
    ];
  }

  show(): void {
    this.#panel.show();
  }

  async #handle(message: FromModelsView): Promise<void> {
    const { marks, memory, settings } = this.#parts;
    switch (message.type) {
      case "ready":
        return this.#sendAll();
      case "provider-choose":
        this.#providerId = message.provider;
        return this.#sendAll();
      case "list-refresh":
        return this.#loadAgain();
      case "model-open":
        return this.#sendDetails(message.modelId);
      case "model-use": {
        const provider = this.#provider();
        if (provider.id !== settings.provider) await settings.update("provider", provider.id);
        await settings.update("model", message.modelId);
        return;
      }
      case "spec-run": {
        const uri = this.#parts.specInFront.uri;
        const provider = this.#provider().id;
        if (uri)
          await vscode.commands.executeCommand("smartspec.runSpec", {
            uri,
            model: message.modelId,
            provider,
          });
        return;
      }
      case "model-mark":
        await marks.set(message.mark, this.#provider().id, message.modelId, message.isOn);
        this.#panel.post({ type: "marks-changed", ...this.#marks() });
        return;
      case "id-copy":
        await vscode.env.clipboard.writeText(message.modelId);
        return;
      case "settings-changed":
        await memory.update(SETTINGS, message.settings);
        return;
    }
  }

  /** @throws UserFacingError `not-configured` when there is none. */
  #provider(): ProviderConfig {
    return this.#parts.providers.get(this.#providerId);
  }

  /** At once with what is known, and again when the list is there. */
  async #sendAll(): Promise<void> {
    if (!this.#panel.isReady) return;
    let provider: ProviderConfig;
    try {
      provider = this.#provider();
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return this.#sendUnusable(error.message);
    }
    const { models } = this.#parts;
    const seen = models.seen(provider);
    const loading = models.list(provider, { retryFailure: true });
    if (seen.models === undefined) await this.#sendState(provider, { isLoading: true });
    await this.#settled(loading);
    await this.#sendState(provider);
  }

  async #loadAgain(): Promise<void> {
    const provider = this.#provider();
    const loading = this.#parts.models.list(provider, { refresh: true });
    this.#panel.post({ type: "list-changed", list: { ...this.#listState(provider), isLoading: true } });
    await this.#settled(loading);
    await this.#sendState(provider);
  }

  /** The view tells how it went (`#listState`). */
  async #settled(loading: Promise<unknown>): Promise<void> {
    await loading.catch((error: unknown) => {
      if (!UserFacingError.is(error)) throw error;
    });
  }

  async #sendState(provider: ProviderConfig, change: Partial<ModelListState> = {}): Promise<void> {
    const { models, settings } = this.#parts;
    const { models: list = [] } = models.seen(provider);
    const costs = await this.#costs(provider, list);
    const chosen = provider.id === settings.provider ? settings.model : "";
    const state: ModelsViewState = {
      ...this.#surroundings(),
      provider: nameOf(provider),
      rows: list.map(toRow),
      list: { ...this.#listState(provider), ...change },
      costs,
      advice: taskAdvice(list),
      ...this.#marks(),
      ...(chosen !== "" && { chosenModelId: findModel(list, chosen)?.id ?? chosen }),
    };
    // Another provider may have been chosen meanwhile.
    if (this.#provider().id === provider.id) this.#panel.post({ type: "state-changed", state });
  }

  /** The settings name a provider that cannot be asked; another one can be chosen in the view. */
  #sendUnusable(problem: string): void {
    const id = this.#providerId ?? this.#parts.settings.provider;
    const state: ModelsViewState = {
      ...this.#surroundings(),
      provider: { id, displayName: this.#parts.providers.nameOf(id) },
      rows: [],
      list: { isLoading: false, problem },
      costs: { prompt: this.#prompt(), byModel: {} },
      advice: [],
      favourites: [],
      hidden: [],
    };
    this.#panel.post({ type: "state-changed", state });
  }

  #surroundings(): Pick<
    ModelsViewState,
    "providers" | "cannotRun" | "settings" | "language" | "translations"
  > {
    const { providers, memory, language } = this.#parts;
    const { id, translations } = language();
    const kept = parseTableSettings(memory.get(SETTINGS));
    return {
      providers: providers
        .all()
        .filter(({ enabled }) => enabled)
        .map(nameOf),
      ...(!vscode.workspace.isTrusted && {
        cannotRun: l10n.t("This folder is not trusted, so nothing is sent from it."),
      }),
      ...(kept && { settings: kept }),
      language: id,
      translations,
    };
  }

  #prompt(): PricedPrompt {
    const { uri } = this.#parts.specInFront;
    return uri
      ? { kind: "spec", name: vscode.workspace.asRelativePath(uri, false) }
      : { kind: "chat", name: "" };
  }

  #listState(provider: ProviderConfig): ModelListState {
    const { loadedAt, isLoading, failure } = this.#parts.models.seen(provider);
    return {
      isLoading,
      ...(loadedAt !== undefined && { loadedAt }),
      ...(UserFacingError.is(failure) && { problem: failure.message }),
    };
  }

  #marks(): { readonly favourites: readonly string[]; readonly hidden: readonly string[] } {
    const { marks } = this.#parts;
    const { id } = this.#provider();
    return { favourites: marks.of("favourite", id), hidden: marks.of("hidden", id) };
  }

  async #costs(provider: ProviderConfig, models: readonly Model[]): Promise<ModelCosts> {
    const { specInFront, estimator, chat, past } = this.#parts;
    const { uri } = specInFront;
    const prompt = this.#prompt();
    try {
      const draft = uri
        ? await estimator.draftSize(uri, "", [])
        : await estimator.draftSize(undefined, chat.draft, chat.state.turns);
      return { prompt, byModel: promptCosts(models, draft, await past()) };
    } catch (error) {
      // A spec that cannot be read costs nothing that could be told; the editor shows what is wrong.
      if (!UserFacingError.is(error)) throw error;
      return { prompt, byModel: {} };
    }
  }

  #sendCostsSoon(): void {
    if (!this.#panel.isReady) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#sendCosts().catch(this.#parts.report), PAUSE_MS);
  }

  async #sendCosts(): Promise<void> {
    const provider = this.#provider();
    const { models = [] } = this.#parts.models.seen(provider);
    this.#panel.post({ type: "costs-changed", costs: await this.#costs(provider, models) });
  }

  async #sendDetails(modelId: string): Promise<void> {
    const provider = this.#provider();
    const { models = [] } = this.#parts.models.seen(provider);
    const model = findModel(models, modelId);
    if (!model) return;
    const ownRuns = (await this.#parts.past()).ownRuns({ provider: provider.id, model: model.id });
    const send = (endpoints: ModelDetails["endpoints"]) =>
      this.#panel.post({
        type: "details-changed",
        details: {
          modelId,
          endpoints,
          ...omitAbsent({
            description: model.description,
            maxCompletionTokens: model.maxCompletionTokens,
            supportedParameters: model.supportedParameters,
            ownRuns,
          }),
        },
      });
    send({ state: "loading" });
    send(await this.#endpointsOf(provider, model));
  }

  async #endpointsOf(provider: ProviderConfig, model: Model): Promise<ModelDetails["endpoints"]> {
    const { gateways, clock } = this.#parts;
    const key = `${provider.id} ${provider.baseUrl} ${model.id}`;
    const known = this.#endpoints.get(key);
    if (known && clock.now() - known.at < ENDPOINTS_FRESH_MS) return found(known.list);
    try {
      const list = await (await gateways.create(provider)).listEndpoints(model.id);
      this.#endpoints.set(key, { at: clock.now(), list });
      return found(list);
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return { state: "failed", problem: error.message };
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#panel.dispose();
  }
}

function found(list: readonly ModelEndpoint[]): ModelDetails["endpoints"] {
  return list.length === 0 ? { state: "none" } : { state: "loaded", list };
}

function nameOf({ id, displayName }: ProviderConfig): { readonly id: string; readonly displayName: string } {
  return { id, displayName };
}

function toRow(model: Model): ModelRow {
  const { id, pricing, isFree, mayTrainOnPrompts, hasOwnKey, supportedParameters, inputModalities } = model;
  const takes = (...names: readonly string[]) =>
    supportedParameters && names.some((parameter) => supportedParameters.includes(parameter));
  return {
    id,
    name: shortName(model),
    pricing,
    isFree,
    mayTrainOnPrompts,
    hasOwnKey,
    ...omitAbsent({
      expirationDate: model.expirationDate,
      contextLength: contextLimitOf(model),
      hasReasoning: takes("reasoning", "include_reasoning", "reasoning_effort"),
      hasTools: takes("tools"),
      takesImages: inputModalities.length === 0 ? undefined : inputModalities.includes("image"),
    }),
  };
}
