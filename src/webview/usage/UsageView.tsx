import * as l10n from "@vscode/l10n";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { UsageQuery, UsageReport } from "../../core/usage/usageReport";
import type { FromUsageView, ToUsageView, UsageViewState } from "../../protocol/usageProtocol";
import type { HostConnection } from "../hostConnection";
import { useNow } from "../useNow";
import { BalanceSection } from "./BalanceSection";
import { BudgetSection } from "./BudgetSection";
import { GroupsTable } from "./GroupsTable";
import type { KeptUsage } from "./keptUsage";
import { PeriodBar } from "./PeriodBar";
import { RunsTable } from "./RunsTable";
import { runCount } from "./runCount";
import { SpendingPane } from "./SpendingPane";
import { Tiles } from "./Tiles";
import { TopSpecs } from "./TopSpecs";
import { createUsageDates } from "./usageDates";

const minuteMs = 60_000;

/** The whole page. */
export function UsageView(props: {
  readonly state: UsageViewState;
  /** By the page's clock, in milliseconds since 1970. */
  readonly receivedAt: number;
  readonly host: HostConnection<FromUsageView, ToUsageView, KeptUsage>;
}) {
  const { state, receivedAt, host } = props;
  const { report, balances, language } = state;
  const dates = useMemo(() => createUsageDates(language), [language]);
  const now = useNow(
    state.now,
    receivedAt,
    balances.some(({ at }) => at !== undefined) ? minuteMs : undefined,
  );
  const [query, changeQuery] = useQuery(report.query, host.post);
  const [before] = useState(host.readKept);
  const kept = useRef(before);
  const keep = (change: Partial<KeptUsage>) => {
    kept.current = { ...kept.current, ...change };
    host.keep(kept.current);
  };
  const [isTable, setTable] = useState(before.isTable);
  const content = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (content.current !== null) content.current.scrollTop = before.scrollTop;
  }, []);

  return (
    <div class="view usage">
      <PeriodBar state={state} query={query} dates={dates} onQuery={changeQuery} post={host.post} />
      <div
        class="content"
        ref={content}
        onScroll={(event) => keep({ scrollTop: event.currentTarget.scrollTop })}
      >
        <Tiles report={report} />
        <div class="split">
          <main class="column">
            <SpendingPane
              report={report}
              now={state.now}
              dates={dates}
              isTable={isTable}
              onToggle={() => {
                setTable(!isTable);
                keep({ isTable: !isTable });
              }}
            />
            <GroupsTable groups={report.groups} grouping={report.query.grouping} />
          </main>
          <aside class="pane" aria-label={l10n.t("Balance and budgets")}>
            {balances.map((balance) => (
              <BalanceSection
                key={balance.provider.id}
                balance={balance}
                now={now}
                dates={dates}
                post={host.post}
              />
            ))}
            <BudgetSection budgets={state.budgets} now={state.now} dates={dates} post={host.post} />
            <TopSpecs specs={report.topSpecs} />
          </aside>
        </div>
        <RunsTable
          rows={report.rows}
          runs={report.total.runs}
          period={report.query.period}
          dates={dates}
          onOpen={(runId) => host.post({ type: "run-open", runId })}
        />
      </div>
      <StatusLine report={report} />
    </div>
  );
}

/**
 * What the controls show: at once what was asked for, so that the next change builds on it, although the host's report may
 * still be another.
 */
function useQuery(
  reported: UsageQuery,
  post: (message: FromUsageView) => void,
): readonly [UsageQuery, (change: UsageQuery) => void] {
  const [asked, setAsked] = useState<UsageQuery>();
  const isAnswered = asked === undefined || isSameQuery(asked, reported);
  useLayoutEffect(() => {
    if (isAnswered) setAsked(undefined);
  }, [isAnswered]);
  return [
    isAnswered ? reported : asked,
    (query) => {
      setAsked(query);
      post({ type: "query-changed", query });
    },
  ];
}

function isSameQuery(one: UsageQuery, other: UsageQuery): boolean {
  return (
    one.period === other.period &&
    one.grouping === other.grouping &&
    one.provider === other.provider &&
    one.onlyThisWorkspace === other.onlyThisWorkspace
  );
}

function StatusLine({ report }: { readonly report: UsageReport }) {
  const { runs, unknownRuns } = report.total;
  return (
    <div class="status" role="status">
      <span>{runCount(runs)}</span>
      {unknownRuns === 1 && (
        <span>{l10n.t("Unknown cost is never counted as zero: 1 run is left out of the sums")}</span>
      )}
      {unknownRuns > 1 && (
        <span>
          {l10n.t("Unknown cost is never counted as zero: {0} runs are left out of the sums", unknownRuns)}
        </span>
      )}
      <span class="grow" />
      <span>{l10n.t("Ledger is stored on this computer only")}</span>
    </div>
  );
}
