import * as l10n from "@vscode/l10n";
import { costKindLabel } from "../core/cost/costKindLabel";
import { costWords } from "../core/cost/costWords";
import { formatCost } from "../core/cost/formatCost";
import type { RunCost } from "../core/cost/usage";
import type { ExpectationResult, ExpectationState } from "../core/expect/expectation";
import { expectationLabel } from "../core/expect/expectationLabel";
import { expectationStateLabel } from "../core/expect/expectationStateLabel";
import { Icon } from "./Icon";
import { Money } from "./Money";
import { OutsideText } from "./OutsideText";

const icons = {
  passed: { name: "pass", tone: "ok" },
  failed: { name: "error", tone: "bad" },
  waiting: { name: "circle-large-outline" },
  skipped: { name: "dash" },
} as const satisfies Record<ExpectationState, { readonly name: string; readonly tone?: string }>;

/** What the spec expects of the answer, and what became of it. */
export function Expectations(props: {
  readonly expect: readonly ExpectationResult[];
  /** The answer has: nothing waits any more. */
  readonly hasEnded: boolean;
}) {
  const { expect, hasEnded } = props;
  return (
    <section class="expectations">
      <h4>{heading(expect, hasEnded)}</h4>
      <ul>
        {expect.map(({ expectation, state, detail, cost }, index) => (
          <li key={index}>
            <Icon {...icons[state]} />
            <span>
              <span class="sr">{expectationStateLabel(state)} </span>
              <OutsideText text={expectationLabel(expectation)} />
              {detail !== undefined && (
                <span class="dim">
                  {" · "}
                  <OutsideText text={detail} />
                </span>
              )}
              {cost !== undefined && (
                <span class="dim num">
                  {" · "}
                  <JudgeCost cost={cost} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function JudgeCost({ cost }: { readonly cost: RunCost }) {
  if (cost.kind === "unknown" || cost.usd === 0) return costWords(cost);
  return (
    <>
      <Money shown={formatCost(cost)} /> {costKindLabel(cost.kind)}
    </>
  );
}

function heading(expect: readonly ExpectationResult[], hasEnded: boolean): string {
  const passed = expect.filter(({ state }) => state === "passed").length;
  if (!hasEnded)
    return passed === 0
      ? l10n.t("Expected, not checked yet")
      : l10n.t("Expected, {0} of {1} so far", passed, expect.length);
  return expect.every(({ state }) => state === "skipped")
    ? l10n.t("Expected, not checked")
    : l10n.t("Expected, {0} of {1}", passed, expect.length);
}
