import { recordNameId } from "./recordName";
import { RECORDS_FOLDER } from "./runRecord";

const LONGEST_NAME = 40;

/** Where a run is recorded, from the workspace folder: sorted by name, records are sorted by time. `startedAt`: in ms. */
export function recordPath(specPath: string, startedAt: number, id: string): string {
  const [date = "", time = ""] = new Date(startedAt).toISOString().split("T");
  const stamp = `${date.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}`;
  const name = specPath
    .slice(specPath.lastIndexOf("/") + 1)
    .replace(/\.(md|markdown)$/i, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return `${RECORDS_FOLDER}/${stamp}-${shortened(name)}-${recordNameId(id)}.json`;
}

/** Not between a letter and its marks. */
function shortened(name: string): string {
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name)];
  return letters
    .slice(0, LONGEST_NAME)
    .map(({ segment }) => segment)
    .join("")
    .replace(/^-+|-+$/g, "");
}
