import * as l10n from "@vscode/l10n";
import { h, render } from "preact";
import type {
  FromModelsView,
  ModelDetails,
  ModelsViewState,
  TableSettings,
  ToModelsView,
} from "../../protocol/modelsProtocol";
import { FrameScheduler } from "../frameScheduler";
import type { HostConnection } from "../hostConnection";
import { PendingCall } from "../pendingCall";
import type { KeptModels } from "./keptModels";
import type { ModelsActions } from "./modelsActions";
import { ModelsView } from "./ModelsView";
import { defaultSettings, withoutFilters } from "./tableSettings";

type ModelsHostConnection = HostConnection<FromModelsView, ToModelsView, KeptModels>;

/** Milliseconds without another change after which the host is told. */
const settingsDelayMs = 300;
/** The same for the model whose details are wanted: a held arrow key passes many. */
const detailsDelayMs = 100;

/** Takes the host's messages, draws at most once per frame, reports what the user does. */
export class ModelsPage {
  readonly #root: HTMLElement;
  readonly #host: ModelsHostConnection;
  readonly #frames = new FrameScheduler(() => this.#draw());
  readonly #unsentSettings = new PendingCall(settingsDelayMs);
  readonly #unaskedDetails = new PendingCall(detailsDelayMs);
  readonly #actions: ModelsActions;
  #state: ModelsViewState | undefined;
  #settings = defaultSettings;
  #details: ModelDetails | undefined;
  #kept: KeptModels;

  constructor(root: HTMLElement, host: ModelsHostConnection) {
    this.#root = root;
    this.#host = host;
    this.#kept = host.readKept();
    this.#actions = {
      post: host.post,
      search: (search) => {
        this.#kept = { ...this.#kept, search, scrollTop: 0 };
        // At once: an input whose value lags behind would lose a composition.
        this.#draw();
      },
      change: (settings) => this.#change(settings),
      select: (modelId) => this.#select(modelId),
      clearFilters: () => {
        this.#kept = { ...this.#kept, search: "" };
        this.#change(withoutFilters(this.#settings));
      },
      showMoreFilters: (showsMoreFilters) => {
        this.#kept = { ...this.#kept, showsMoreFilters };
        this.#frames.request();
      },
      scrolled: (scrollTop) => {
        this.#kept = { ...this.#kept, scrollTop };
        host.keep(this.#kept);
      },
    };
  }

  start(): void {
    this.#host.onMessage((message) => this.#take(message));
    document.addEventListener("visibilitychange", () => {
      // A hidden page runs no timer, and may not come back.
      if (!document.hidden) return;
      this.#unsentSettings.makeNow();
      this.#unaskedDetails.makeNow();
    });
    this.#host.post({ type: "ready" });
  }

  #take(message: ToModelsView): void {
    if (message.type === "state-changed") return this.#takeAll(message.state);
    if (this.#state === undefined) return;
    switch (message.type) {
      case "list-changed":
        this.#state = { ...this.#state, list: message.list };
        break;
      case "costs-changed":
        this.#state = { ...this.#state, costs: message.costs };
        break;
      case "marks-changed":
        this.#state = { ...this.#state, favourites: message.favourites, hidden: message.hidden };
        break;
      case "details-changed":
        this.#details = message.details;
        break;
    }
    this.#frames.request();
  }

  #takeAll(state: ModelsViewState): void {
    const isOtherList = this.#state?.provider.id !== state.provider.id;
    l10n.config({ contents: { ...state.translations } });
    document.documentElement.lang = state.language;
    this.#state = state;
    // What was changed here and not yet sent is newer.
    if (!this.#unsentSettings.isPending) this.#settings = state.settings ?? defaultSettings;
    const { selectedId, ...closed } = this.#kept;
    // An empty list is one that is still being loaded.
    if (state.rows.length > 0 && !state.rows.some(({ id }) => id === selectedId)) {
      this.#kept = closed;
      this.#unaskedDetails.drop();
    } else if (isOtherList && selectedId !== undefined) this.#askForDetails(selectedId);
    this.#frames.request();
  }

  #change(settings: TableSettings): void {
    this.#settings = settings;
    this.#kept = { ...this.#kept, scrollTop: 0 };
    this.#unsentSettings.set(() => this.#host.post({ type: "settings-changed", settings: this.#settings }));
    this.#frames.request();
  }

  #select(modelId: string | undefined): void {
    const { selectedId, ...closed } = this.#kept;
    if (modelId === selectedId) return;
    this.#kept = { ...closed, ...(modelId !== undefined && { selectedId: modelId }) };
    if (modelId === undefined) this.#unaskedDetails.drop();
    else this.#askForDetails(modelId);
    this.#frames.request();
  }

  #askForDetails(modelId: string): void {
    this.#unaskedDetails.set(() => this.#host.post({ type: "model-open", modelId }));
  }

  #draw(): void {
    const state = this.#state;
    if (state === undefined) return;
    this.#host.keep(this.#kept);
    const props = {
      state,
      settings: this.#settings,
      kept: this.#kept,
      details: this.#details,
      actions: this.#actions,
    };
    render(h(ModelsView, props), this.#root);
  }
}
