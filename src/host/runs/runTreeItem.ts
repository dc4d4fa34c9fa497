import * as vscode from "vscode";
import { formatDuration } from "../../core/cost/formatDuration";
import { tokensInOut } from "../../core/cost/tokensInOut";
import { UserFacingError } from "../../core/errors";
import { parseRecordName } from "../../core/records/recordName";
import { recordCost } from "../../core/records/recordCost";
import { recordFacts } from "../../core/records/recordFacts";
import { rowText } from "../../core/records/rowText";
import { recordLabel } from "../../core/records/recordLabel";
import { expectedLabel } from "../../core/records/expectedLabel";
import { type RecordMark, recordMark } from "../../core/records/recordMark";
import { statusLabel } from "../../core/run/statusLabel";
import type { RecordSummary } from "../../core/records/recordSummary";
import { nameOf } from "../specFiles";
import { recordAddress } from "./recordDocuments";
import type { RunRow } from "./runRow";

/** Shape first: colour only supports it. */
const ICONS: Readonly<Record<RecordMark, vscode.ThemeIcon>> = {
  passed: new vscode.ThemeIcon("pass", new vscode.ThemeColor("charts.green")),
  doubtful: new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground")),
  failed: new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground")),
  stopped: new vscode.ThemeIcon("circle-slash"),
};

type RecordRow = Extract<RunRow, { kind: "record" }>;

/** The row of a record. `label`: in the place of the spec's name; `moment`: when it was run, in words. */
export function recordItem(
  row: RecordRow,
  record: RecordSummary,
  { label = recordLabel(record), moment }: { readonly label?: string | undefined; readonly moment: string },
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  const { result } = record;
  const figures = [
    recordCost(record),
    result.usage && tokensInOut(result.usage.promptTokens, result.usage.completionTokens),
    result.timing.totalMs > 0 ? formatDuration(result.timing.totalMs) : undefined,
    result.model,
  ].flatMap((figure) => (figure === undefined ? [] : [rowText(figure)]));
  item.id = row.uri.toString();
  item.description = figures.join(" · ");
  item.iconPath = ICONS[recordMark(record)];
  item.tooltip = tooltip(record, moment);
  item.contextValue = "record";
  item.command = openCommand(recordAddress(row.uri));
  item.accessibilityInformation = {
    label: [label, statusLabel(result.status), expectedLabel(record), ...figures, moment]
      .filter((part) => part !== undefined)
      .join(", "),
  };
  return item;
}

/** The row of a file that is no record, or one that cannot be read: it says so, by the name of its spec to be short. */
export function brokenItem(row: RecordRow, error: unknown): vscode.TreeItem {
  const name = nameOf(row.uri);
  const sentence = UserFacingError.is(error) ? error.message : String(error);
  const item = new vscode.TreeItem(
    rowText(sentence.replace(name, () => parseRecordName(name)?.spec || name)),
  );
  item.id = row.uri.toString();
  item.iconPath = ICONS.doubtful;
  item.tooltip = rowText(sentence);
  item.contextValue = "brokenRecord";
  // Its text is all that can be shown.
  item.command = openCommand(row.uri);
  return item;
}

/** The editor's own command: to that one alone it says whether a click leaves the focus where it is, as in the explorer. */
function openCommand(uri: vscode.Uri): vscode.Command {
  return { command: "vscode.open", title: "", arguments: [uri] };
}

function tooltip(record: RecordSummary, moment: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const line = (content: string) => text.appendText(content).appendMarkdown("  \n");
  line(recordLabel(record));
  line(rowText(record.spec.path));
  line(moment);
  text.appendMarkdown("\n");
  for (const [name, value] of recordFacts(record)) line(`${name}: ${rowText(value)}`);
  return text;
}
