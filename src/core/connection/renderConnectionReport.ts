import * as l10n from "@vscode/l10n";
import { formatDuration } from "../cost/formatDuration";
import { textWidth } from "../textWidth";
import type { ConnectionReport } from "./connectionReport";
import { connectionStepLabel } from "./connectionStepLabel";

/** The report as Markdown for people. Holds no secret: steps name hosts, accounts and models only. */
export function renderConnectionReport(
  report: ConnectionReport,
  provider: { readonly name: string; readonly baseUrl: string | undefined },
): string {
  const verdict = report.ok
    ? l10n.t("{0} answers.", provider.name)
    : (report.error?.message ?? l10n.t("The connection does not work."));
  const rows = report.steps.map((step) => [
    step.ok ? "✓" : "✗",
    connectionStepLabel(step.name),
    formatDuration(step.ms),
    cell(step.detail),
  ]);
  const details = report.error?.details;
  const more = [
    details?.status === undefined ? undefined : `- ${l10n.t("Status")}: ${details.status}`,
    details?.providerMessage === undefined
      ? undefined
      : `- ${l10n.t("Provider message")}: ${cell(details.providerMessage)}`,
    details?.requestId === undefined ? undefined : `- ${l10n.t("Request id")}: ${details.requestId}`,
  ].filter((line) => line !== undefined);
  return [
    `# ${l10n.t("Connection to {0}", provider.name)}`,
    "",
    ...(provider.baseUrl === undefined ? [] : [provider.baseUrl, ""]),
    `**${verdict}**`,
    "",
    ...(rows.length === 0
      ? []
      : [...table([["", l10n.t("Step"), l10n.t("Time"), l10n.t("Result")], ...rows]), ""]),
    ...(more.length === 0 ? [] : [...more, ""]),
  ].join("\n");
}

/** A Markdown table that also reads well as it is: the first row is the head, cells are padded to their column's width. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text + " ".repeat((widths[column] ?? 0) - textWidth(text))).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((columns) => "-".repeat(columns))), ...body.map(line)];
}

/** What a server wrote must not break out of its table cell. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}
