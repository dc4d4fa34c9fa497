import * as l10n from "@vscode/l10n";
import type { FallbackHop, SkipReason } from "./fallbackHop";
import { formatUsd } from "../cost/formatCost";
import { formatDuration } from "../cost/formatDuration";

/** What happened at one station of the fallback chain. `nowMs`: milliseconds since 1970. */
export function hopText(hop: FallbackHop, nowMs: number): string {
  switch (hop.state) {
    case "running":
      return l10n.t("Asking");
    case "answered":
      return l10n.t("Answered");
    case "failed":
      return [hop.message ?? l10n.t("Stopped"), billText(hop)]
        .filter((part) => part !== undefined)
        .join(" · ");
    case "skipped":
      return skipText(hop.skipped ?? "unusable", hop, nowMs);
  }
}

function billText({ cost }: FallbackHop): string | undefined {
  if (cost === undefined) return undefined;
  if (cost.kind === "unknown") return l10n.t("cost unknown");
  return cost.usd === 0 ? l10n.t("not billed") : formatUsd(cost.usd);
}

function skipText(reason: SkipReason, hop: FallbackHop, nowMs: number): string {
  switch (reason) {
    case "costs-more":
      return l10n.t("Skipped: costs more than your first choice");
    case "not-free":
      return l10n.t("Skipped: costs money, your first choice is free");
    case "price-unknown":
      return l10n.t("Skipped: its price cannot be compared with your first choice");
    case "may-log-prompts":
      return l10n.t("Skipped: may train on prompts");
    case "over-budget":
      return l10n.t("Skipped: could cross your budget");
    case "cooling-down": {
      const leftMs = (hop.until ?? nowMs) - nowMs;
      return leftMs > 0
        ? l10n.t("Skipped: failed a moment ago, tried again in {0}", formatDuration(leftMs))
        : l10n.t("Skipped: had failed a moment before");
    }
    case "unusable":
      return hop.message === undefined ? l10n.t("Skipped") : l10n.t("Skipped: {0}", hop.message);
    default:
      // A reason of a later version.
      return l10n.t("Skipped");
  }
}
