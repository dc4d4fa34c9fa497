import * as l10n from "@vscode/l10n";
import type { UsageGroup } from "../../core/usage/usageReport";
import { groupName } from "./groupName";

/** What one layer of the chart's bars stands for. */
export interface SpendingStack {
  readonly key: string;
  readonly name: string;
  /** US dollars of known cost, one figure per slot. */
  readonly usdBySlot: readonly number[];
}

/** As many as there are patterns that can be told apart beside that of the others. */
const mostNamed = 3;

/** The three dearest groups and all others together; groups without a known cost are not there. */
export function spendingStacks(groups: readonly UsageGroup[]): readonly SpendingStack[] {
  const dearestFirst = groups.filter(({ usd }) => usd > 0);
  const named = dearestFirst
    .slice(0, mostNamed)
    .map((group) => ({ key: `group ${group.key}`, name: groupName(group), usdBySlot: group.usdBySlot }));
  const others = dearestFirst.slice(mostNamed);
  if (others.length === 0) return named;
  return [...named, { key: "others", name: l10n.t("Others"), usdBySlot: sumBySlot(others) }];
}

/** US dollars of all of them together, one figure per slot. */
export function sumBySlot(stacks: readonly Pick<SpendingStack, "usdBySlot">[]): readonly number[] {
  return (stacks[0]?.usdBySlot ?? []).map((_, slot) =>
    stacks.reduce((sum, { usdBySlot }) => sum + (usdBySlot[slot] ?? 0), 0),
  );
}
