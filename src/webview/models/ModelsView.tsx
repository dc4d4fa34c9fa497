import * as l10n from "@vscode/l10n";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { formatAge } from "../../core/cost/formatAge";
import type { ModelDetails, ModelsViewState, TableSettings } from "../../protocol/modelsProtocol";
import { Icon } from "../Icon";
import { FilterBar } from "./FilterBar";
import { filterRows } from "./filterRows";
import type { KeptModels } from "./keptModels";
import { ModelDetailsPane } from "./ModelDetailsPane";
import type { ModelsActions } from "./modelsActions";
import { ModelTable } from "./ModelTable";
import { PricePlot } from "./PricePlot";
import { searchRows } from "./searchRows";
import { sortRows } from "./sortRows";
import { StatusLine } from "./StatusLine";
import { tableRows } from "./tableRow";
import { isFiltered } from "./tableSettings";
import { useMediaQuery } from "../useMediaQuery";

/** The whole page. */
export function ModelsView(props: {
  readonly state: ModelsViewState;
  readonly settings: TableSettings;
  readonly kept: KeptModels;
  readonly details: ModelDetails | undefined;
  readonly actions: ModelsActions;
}) {
  const { state, settings, kept, actions } = props;
  const { selectedId } = kept;
  const searchInput = useRef<HTMLInputElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const all = useMemo(
    () => tableRows(state),
    [state.rows, state.costs, state.favourites, state.hidden, state.advice],
  );
  // Sorted before it is searched: typing then only leaves rows out.
  const sorted = useMemo(() => sortRows(all, settings.sort), [all, settings.sort]);
  const filtered = useMemo(
    () => filterRows(searchRows(sorted, kept.search), settings),
    [sorted, kept.search, settings],
  );
  const hidden = useMemo(
    () => (settings.showsHidden ? 0 : all.filter(({ isHidden }) => isHidden).length),
    [all, settings.showsHidden],
  );
  const selected = useMemo(() => all.find(({ id }) => id === selectedId), [all, selectedId]);
  const isTall = useMediaQuery("(min-height: 700px)");
  const isWide = useMediaQuery("(min-width: 900px)");
  const canShowPlot = isTall && (isWide || selected === undefined);

  const focusTable = () => view.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  const close = () => {
    focusTable();
    actions.select(undefined);
  };
  useEffect(() => {
    const takeKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && selectedId !== undefined) close();
      else if (event.key === "/") searchInput.current?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", takeKey);
    return () => document.removeEventListener("keydown", takeKey);
  }, [selectedId]);
  // VS Code gives the focus to the page as a whole; inside it belongs to the table, unless something has it already.
  useEffect(() => {
    const take = () => {
      if (document.activeElement === document.body) focusTable();
    };
    if (document.hasFocus()) take();
    window.addEventListener("focus", take);
    return () => window.removeEventListener("focus", take);
  }, []);

  return (
    <div class="view models" ref={view}>
      <FilterBar
        state={state}
        settings={settings}
        search={kept.search}
        showsMore={kept.showsMoreFilters}
        canShowPlot={canShowPlot}
        searchInput={searchInput}
        onLeaveDownwards={() => {
          focusTable();
          const first = filtered.shown[0];
          if (first !== undefined && !filtered.shown.some(({ id }) => id === selectedId))
            actions.select(first.id);
        }}
        actions={actions}
      />
      <Problem state={state} />
      <div class={selected === undefined ? "split closed" : "split"}>
        <main class="column">
          <ModelTable
            rows={filtered.shown}
            settings={settings}
            prompt={state.costs.prompt}
            selectedId={selectedId}
            chosenModelId={state.chosenModelId}
            language={state.language}
            scrollTop={kept.scrollTop}
            listKey={JSON.stringify([state.provider.id, kept.search, settings])}
            actions={actions}
          />
          {filtered.shown.length === 0 && <NoRows state={state} actions={actions} />}
          {canShowPlot && settings.showsPlot && filtered.shown.length > 0 && (
            <PricePlot
              rows={filtered.shown}
              selectedId={selectedId}
              prompt={state.costs.prompt}
              onSelect={actions.select}
              onClose={() => actions.change({ ...settings, showsPlot: false })}
            />
          )}
        </main>
        {selected !== undefined && (
          <ModelDetailsPane
            row={selected}
            details={props.details?.modelId === selected.id ? props.details : undefined}
            state={state}
            onClose={close}
            actions={actions}
          />
        )}
      </div>
      <StatusLine
        state={state}
        settings={settings}
        filtered={filtered}
        hidden={hidden}
        isNarrowed={kept.search.trim() !== "" || isFiltered(settings)}
      />
    </div>
  );
}

function Problem({ state: { list, language } }: { readonly state: ModelsViewState }) {
  if (list.problem === undefined) return null;
  return (
    <div class="callout warning list-problem" role="alert">
      <Icon name="warning" tone="warn" />
      <p>
        {list.problem}
        {list.loadedAt !== undefined &&
          ` ${l10n.t("These are the models and prices from {0}.", formatAge(Date.now() - list.loadedAt, language))}`}
      </p>
    </div>
  );
}

/** Why the table is empty, and what to do about it. */
function NoRows(props: { readonly state: ModelsViewState; readonly actions: ModelsActions }) {
  const { provider, list, rows } = props.state;
  if (rows.length > 0)
    return (
      <p class="no-rows">
        {l10n.t("No model matches.")}{" "}
        <button type="button" class="button link" onClick={props.actions.clearFilters}>
          {l10n.t("Clear Filters")}
        </button>
      </p>
    );
  if (list.isLoading) return <p class="no-rows">{l10n.t("Loading models and prices")}</p>;
  return (
    <p class="no-rows outside">
      {list.problem === undefined
        ? l10n.t("{0} lists no models.", provider.displayName)
        : l10n.t("There is no list yet.")}{" "}
      <button type="button" class="button link" onClick={() => props.actions.post({ type: "list-refresh" })}>
        {l10n.t("Load the List Again")}
      </button>
    </p>
  );
}
