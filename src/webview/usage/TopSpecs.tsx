import * as l10n from "@vscode/l10n";
import { formatUsdSum } from "../../core/cost/formatCost";
import type { UsageReport } from "../../core/usage/usageReport";
import { groupName } from "./groupName";
import { Money } from "../Money";
import { Name } from "./Name";

/** What was spent on each of the dearest specs. Absent when nothing was. */
export function TopSpecs({ specs }: { readonly specs: UsageReport["topSpecs"] }) {
  const spent = specs.filter(({ usd }) => usd > 0);
  const [dearest] = spent;
  if (dearest === undefined) return null;
  return (
    <section>
      <h3>{l10n.t("Top specs")}</h3>
      <ul class="top-specs">
        {spent.map((spec) => (
          <li key={spec.key}>
            <Name text={groupName(spec)} />
            <Money shown={formatUsdSum(spec.usd)} />
            <div class="meter" aria-hidden="true">
              <i style={{ width: `${(spec.usd / dearest.usd) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
