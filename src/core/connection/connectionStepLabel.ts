import * as l10n from "@vscode/l10n";

/** The contract's step names are fixed English words; people read these. */
export function connectionStepLabel(name: string): string {
  switch (name) {
    case "address":
      return l10n.t("Address");
    case "connection":
      return l10n.t("TLS and proxy");
    case "gateway":
      return l10n.t("Gateway answers");
    case "key":
      return l10n.t("Key");
    case "model":
      return l10n.t("Model");
    case "first token":
      return l10n.t("First token");
    default:
      return name;
  }
}
