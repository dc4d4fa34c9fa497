import * as l10n from "@vscode/l10n";
import type { ExpectationState } from "../../core/expect/expectation";
import { expectationLabel } from "../../core/expect/expectationLabel";
import type { CompareColumn } from "../../protocol/compareProtocol";
import { Icon } from "../Icon";
import { OutsideText } from "../OutsideText";

const icons = {
  passed: { name: "pass", tone: "ok" },
  failed: { name: "error", tone: "bad" },
  waiting: { name: "circle-large-outline" },
  skipped: { name: "dash" },
} as const satisfies Record<ExpectationState, { readonly name: string; readonly tone?: string }>;

/** What the spec expects of the answer, and what became of it. */
export function Expectations({ column }: { readonly column: CompareColumn }) {
  const { expect } = column;
  return (
    <section class="expectations">
      <h4>{heading(column)}</h4>
      <ul>
        {expect.map(({ expectation, state, detail }, index) => (
          <li key={index}>
            <Icon {...icons[state]} />
            <span>
              <span class="sr">{stateWord(state)} </span>
              <OutsideText text={expectationLabel(expectation)} />
              {detail !== undefined && (
                <span class="dim">
                  {" · "}
                  <OutsideText text={detail} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function heading({ expect, outcome }: CompareColumn): string {
  const passed = expect.filter(({ state }) => state === "passed").length;
  if (outcome === undefined)
    return passed === 0
      ? l10n.t("Expected, not checked yet")
      : l10n.t("Expected, {0} of {1} so far", passed, expect.length);
  return expect.every(({ state }) => state === "skipped")
    ? l10n.t("Expected, not checked")
    : l10n.t("Expected, {0} of {1}", passed, expect.length);
}

function stateWord(state: ExpectationState): string {
  switch (state) {
    case "passed":
      return l10n.t("Passed:");
    case "failed":
      return l10n.t("Not passed:");
    case "waiting":
      return l10n.t("Waiting:");
    case "skipped":
      return l10n.t("Not checked:");
  }
}
