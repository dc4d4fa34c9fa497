import type * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import { answerSnippet, searchable } from "../../core/records/answerSnippet";
import { type RecordSummary, recordSummary } from "../../core/records/recordSummary";
import type { RunRecord } from "../../core/records/runRecord";

/** Records that are read between two looks at whether anybody still waits. */
const BATCH = 32;

export interface FoundRecord {
  readonly uri: vscode.Uri;
  readonly summary: RecordSummary;
  /** What a list says of it besides the answer. */
  readonly label: string;
  readonly description: string;
  /** Where the answer says what was looked for; absent when it is found by the rest. */
  readonly snippet?: string;
}

/**
 * The records whose row or answer says `wanted`, in their order, a few at a time; all of them when it is empty. Answers are
 * not kept, so that a search of thousands takes time and not memory. Files that are no records are passed over.
 */
export async function* searchRecords(
  uris: readonly vscode.Uri[],
  wanted: string,
  {
    read,
    describe,
    signal,
  }: {
    readonly read: (uri: vscode.Uri) => Promise<RunRecord>;
    readonly describe: (summary: RecordSummary) => Pick<FoundRecord, "label" | "description">;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<readonly FoundRecord[], void, undefined> {
  const text = wanted.trim();
  const words = searchable(text).split(/\s+/);
  const look = async (uri: vscode.Uri): Promise<FoundRecord | undefined> => {
    try {
      const record = await read(uri);
      const summary = recordSummary(record);
      const row = describe(summary);
      const snippet = text === "" ? undefined : answerSnippet(record.answer, text);
      const said = searchable(`${row.label} ${row.description}`);
      if (snippet === undefined && !words.every((word) => said.includes(word))) return undefined;
      return { uri, summary, ...row, ...(snippet !== undefined && { snippet }) };
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return undefined;
    }
  };
  for (let start = 0; start < uris.length && !signal.aborted; start += BATCH) {
    const found = await Promise.all(uris.slice(start, start + BATCH).map(look));
    yield found.filter((one) => one !== undefined);
  }
}
