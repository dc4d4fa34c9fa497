import * as l10n from "@vscode/l10n";
import { formatUsdLimit } from "../cost/formatCost";
import { localNumber } from "../localNumber";
import type { Expectation } from "./expectation";

/** What is expected of an answer, for a list: `mentions “rounding”`, `costs at most $0.02`. */
export function expectationLabel(expectation: Expectation): string {
  switch (expectation.kind) {
    case "contains":
      return l10n.t("mentions “{0}”", expectation.text);
    case "not-contains":
      return l10n.t("does not mention “{0}”", expectation.text);
    case "regex":
      return l10n.t("matches {0}", `/${expectation.pattern}/${expectation.flags ?? "u"}`);
    case "json-schema":
      return l10n.t("is JSON that fits the schema");
    case "max-usd":
      return expectation.usd === 0
        ? l10n.t("costs nothing")
        : l10n.t("costs at most {0}", formatUsdLimit(expectation.usd));
    case "max-seconds":
      return l10n.t("finishes within {0} s", localNumber(String(expectation.seconds)));
    case "judge":
      return expectation.model === undefined
        ? l10n.t("judged: {0}", expectation.criteria)
        : l10n.t("judged by {0}: {1}", expectation.model, expectation.criteria);
  }
}
