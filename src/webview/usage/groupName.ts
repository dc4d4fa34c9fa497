import * as l10n from "@vscode/l10n";
import type { UsageGroup } from "../../core/usage/usageReport";

/** The name of a group as it is shown: chat messages without a spec have none of their own. */
export function groupName({ key, name }: Pick<UsageGroup, "key" | "name">): string {
  return key === "" ? l10n.t("Chat without a spec") : name;
}
