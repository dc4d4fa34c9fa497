import * as l10n from "@vscode/l10n";
import { render } from "preact";
import type { FromUsageView, ToUsageView } from "../../protocol/usageProtocol";
import { connectToHost } from "../hostConnection";
import { type KeptUsage, parseKeptUsage } from "./keptUsage";
import { UsageView } from "./UsageView";

const root = document.getElementById("app");
if (root !== null) {
  const host = connectToHost<FromUsageView, ToUsageView, KeptUsage>(parseKeptUsage);
  host.onMessage(({ state }) => {
    l10n.config({ contents: { ...state.translations } });
    document.documentElement.lang = state.language;
    render(<UsageView state={state} receivedAt={Date.now()} host={host} />, root);
  });
  host.post({ type: "ready" });
}
