import { localNumber } from "../localNumber";

/** A share in percent (0 to 100, or more): `0.1 %`, `97.2 %`, `100 %`; `<0.1 %` for what is not quite nothing. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 0.05) return `<${localNumber("0.1")} %`;
  // Not quite all is never shown as all, nor less than it is.
  const shown = percent < 100 && percent >= 99.95 ? 99.9 : percent;
  return `${localNumber(shown.toFixed(1).replace(/\.0$/, ""))} %`;
}
