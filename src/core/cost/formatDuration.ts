import * as l10n from "@vscode/l10n";
import { localNumber } from "../localNumber";

/** A time span in milliseconds: `640 ms`, `4.2 s`, `1 min 04 s`, `1 h 12 min`. A negative one (a clock set back) is 0. */
export function formatDuration(durationMs: number): string {
  const ms = Number.isFinite(durationMs) ? Math.max(0, Math.round(durationMs)) : 0;
  if (ms < 1000) return l10n.t("{0} ms", ms);
  // Each step is decided by the rounded figure, so that nothing is shown as 60.0 s or 60 min.
  if (ms < 59_950) return l10n.t("{0} s", localNumber((ms / 1000).toFixed(1)));
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return l10n.t("{0} min {1} s", Math.floor(seconds / 60), twoDigits(seconds % 60));
  const minutes = Math.round(seconds / 60);
  return l10n.t("{0} h {1} min", Math.floor(minutes / 60), twoDigits(minutes % 60));
}

/**
 * Generation speed: `58 tok/s`, with a decimal below 10. `durationMs` counts from the first token on; `undefined` for less
 * than a second of data, which says nothing yet.
 */
export function formatSpeed(tokens: number, durationMs: number): string | undefined {
  if (!(durationMs >= 1000) || !(tokens > 0)) return undefined;
  const perSecond = tokens / (durationMs / 1000);
  return l10n.t("{0} tok/s", perSecond < 9.95 ? localNumber(perSecond.toFixed(1)) : Math.round(perSecond));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
