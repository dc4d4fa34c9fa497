import { countClasses } from "../cost/countClasses";
import type { LineCounts } from "../cost/lineCounts";
import { addClassCounts, type ClassCounts } from "../cost/tokenClasses";
import type { SpecOutline } from "./outline";
import { headingAsSent, partLines } from "./sectionAt";

/**
 * What `sectionAt` gives is made of, without cutting it out: its own lines and what it is sent below. `lines`: those of
 * `text`. `undefined` when no part begins at `line`.
 */
export function partCounts(
  text: string,
  outline: SpecOutline,
  lines: LineCounts,
  line: number,
): ClassCounts | undefined {
  const part = partLines(outline, line);
  if (!part) return undefined;
  const counts = lines.between(part.line, part.endLine);
  for (const above of part.headings)
    addClassCounts(counts, countClasses(headingAsSent(text, outline, above)));
  for (const above of part.parents) addClassCounts(counts, lines.between(above, above + 1));
  return counts;
}
