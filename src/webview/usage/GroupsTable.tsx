import * as l10n from "@vscode/l10n";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { UsageGroup, UsageGrouping } from "../../core/usage/usageReport";
import { groupName } from "./groupName";
import { Money } from "../Money";
import { Name } from "./Name";
import { nothing } from "../text/nothing";
import { tokensInOut } from "../../core/cost/tokensInOut";
import { sumText } from "./sumText";

/** One line per model, provider or spec. Absent when there is none. */
export function GroupsTable(props: {
  readonly groups: readonly UsageGroup[];
  readonly grouping: UsageGrouping;
}) {
  const { groups, grouping } = props;
  if (groups.length === 0) return null;
  const { label, head } = headings(grouping);
  return (
    <div class="table-box groups" role="region" aria-label={label} tabIndex={0}>
      <table class="grid" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="right">
              {l10n.t("Runs")}
            </th>
            <th scope="col" class="right">
              {l10n.t("Tokens in → out")}
            </th>
            <th scope="col" class="right">
              {l10n.t("Cost")}
            </th>
            <th scope="col" class="right">
              {l10n.t("Unknown cost")}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">
                <Name text={groupName(group)} />
              </th>
              <td class="right">{formatTokenLimit(group.runs)}</td>
              <td class="right">{tokensInOut(group.promptTokens, group.completionTokens)}</td>
              <td class="right">
                <b>
                  <Money shown={sumText(group)} />
                </b>
              </td>
              <td class="right dim">
                {group.unknownRuns === 0 ? nothing : formatTokenLimit(group.unknownRuns)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function headings(grouping: UsageGrouping): { readonly label: string; readonly head: string } {
  switch (grouping) {
    case "model":
      return { label: l10n.t("Usage by model"), head: l10n.t("Model") };
    case "provider":
      return { label: l10n.t("Usage by provider"), head: l10n.t("Provider") };
    case "spec":
      return { label: l10n.t("Usage by spec"), head: l10n.t("Spec") };
  }
}
