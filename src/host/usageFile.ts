import path from "node:path";
import { parseUsageEntry, type UsageEntry } from "../core/usage/usageEntry";
import { JsonLinesFile, type JsonLinesParts } from "./jsonLinesFile";

/** The ledger of one local month, such as `"2026-03"`. */
export function usageFile(folder: string, month: string, parts: JsonLinesParts): JsonLinesFile<UsageEntry> {
  const { windowId, notices, append, mostWaiting } = parts;
  return new JsonLinesFile(path.join(folder, `${month}.jsonl`), parseUsageEntry, {
    windowId,
    notices,
    ...(append && { append }),
    ...(mostWaiting !== undefined && { mostWaiting }),
  });
}
