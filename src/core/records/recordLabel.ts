import type { RecordSummary } from "./recordSummary";
import { rowText } from "./rowText";

/** A spec by its file's name, with the part that was run: `checkout.md § Refunds`, `checkout.md · Write the tests`. */
export function recordLabel({ spec }: Pick<RecordSummary, "spec">): string {
  const name = spec.path.slice(spec.path.lastIndexOf("/") + 1);
  if (spec.section !== undefined) return rowText(`${name} § ${spec.section}`);
  return rowText(spec.task === undefined ? name : `${name} · ${spec.task}`);
}
