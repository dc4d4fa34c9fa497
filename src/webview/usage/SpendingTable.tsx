import * as l10n from "@vscode/l10n";
import type { UsagePeriod, UsageSlot } from "../../core/usage/usageReport";
import { formatSlotUsd } from "./formatSlotUsd";
import { Money } from "../Money";
import { Name } from "./Name";
import { nothing } from "../text/nothing";
import type { SpendingStack } from "./spendingStacks";
import type { UsageDates } from "./usageDates";

/** The chart's figures: a row per slot, a column per layer. */
export function SpendingTable(props: {
  readonly title: string;
  readonly slots: readonly UsageSlot[];
  readonly period: UsagePeriod;
  readonly stacks: readonly SpendingStack[];
  /** US dollars, one per slot. */
  readonly totals: readonly number[];
  readonly dates: UsageDates;
}) {
  const { title, slots, period, stacks, totals, dates } = props;
  return (
    <table class="grid" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{period === "day" ? l10n.t("Hour") : l10n.t("Day")}</th>
          {stacks.map(({ key, name }) => (
            <th key={key} scope="col" class="right">
              <Name text={name} />
            </th>
          ))}
          <th scope="col" class="right">
            {l10n.t("Total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {slots.map((slot, index) => (
          <tr key={slot.from}>
            <th scope="row">{dates.slotName(slot, period)}</th>
            {stacks.map(({ key, usdBySlot }) => (
              <td key={key} class="right">
                <SlotMoney usd={usdBySlot[index] ?? 0} period={period} />
              </td>
            ))}
            <td class="right">
              <b>
                <SlotMoney usd={totals[index] ?? 0} period={period} />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A dash for 0: a run of unknown cost may have been among what is summed up. */
function SlotMoney({ usd, period }: { readonly usd: number; readonly period: UsagePeriod }) {
  if (usd === 0) return <Money shown={nothing} spoken={l10n.t("no known cost")} />;
  return <Money shown={formatSlotUsd(usd, period)} />;
}
