import * as l10n from "@vscode/l10n";

/**
 * How far a cost is from its estimate, both in US dollars: `+3 %`, `−6 %`, and above 25 % in words. `undefined` when there
 * is nothing to compare: a missing or a zero estimate, or an unknown cost.
 */
export function formatDeviation(
  actualUsd: number | undefined,
  expectedUsd: number | undefined,
): string | undefined {
  if (actualUsd === undefined || expectedUsd === undefined || !(expectedUsd > 0)) return undefined;
  const percent = Math.round((actualUsd / expectedUsd - 1) * 100);
  if (!Number.isFinite(percent)) return undefined;
  if (percent > 25) return l10n.t("dearer than estimated");
  if (percent < -25) return l10n.t("cheaper than estimated");
  if (percent === 0) return "±0 %";
  return percent > 0 ? `+${percent} %` : `−${-percent} %`;
}
