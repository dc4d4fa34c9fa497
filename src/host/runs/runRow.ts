import type * as vscode from "vscode";
import type { ListedRecord } from "../../core/records/listedRecords";

/** A row of the runs view. */
export type RunRow =
  | { readonly kind: "group"; readonly key: string; readonly rows: readonly ListedRecord<vscode.Uri>[] }
  | { readonly kind: "record"; readonly uri: vscode.Uri }
  /** Shows further rows of a group; `rest`: how many there are. */
  | { readonly kind: "more"; readonly groupKey: string; readonly rest: number };
