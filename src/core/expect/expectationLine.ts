import { costWords } from "../cost/costWords";
import type { ExpectationResult } from "./expectation";
import { expectationLabel } from "./expectationLabel";

/** What was expected, why it was not met, and what a judge has cost: `judged: It is kind. · Rude. · $0.0002 reported`. */
export function expectationLine({ expectation, detail, cost }: ExpectationResult): string {
  return [expectationLabel(expectation), detail, cost && costWords(cost)]
    .filter((part) => part !== undefined)
    .join(" · ");
}
