import * as l10n from "@vscode/l10n";
import { comparableText } from "./comparableText";
import { shortenedText } from "./shortenedText";
import type { Expectation, ExpectationResult } from "./expectation";
import { costProblem, durationProblem } from "./limitProblems";

/**
 * What can be said of an answer before its end: a text that is there stays there, and a limit that is crossed stays crossed.
 * Everything else waits for `checkExpectations`, which has the last word on these, too. One object for one answer.
 */
export class EarlyChecks {
  #results: readonly ExpectationResult[];
  readonly #searches: ReadonlyMap<Expectation, StreamSearch>;

  constructor(expectations: readonly Expectation[]) {
    this.#results = expectations.map((expectation) => ({ expectation, state: "waiting" }));
    this.#searches = new Map(
      expectations.flatMap((expectation) =>
        expectation.kind === "contains" || expectation.kind === "not-contains"
          ? [[expectation, new StreamSearch(expectation.text, expectation.ignoreCase ?? false)] as const]
          : [],
      ),
    );
  }

  /** One for each expectation, in their order; another array only when something has changed. */
  get results(): readonly ExpectationResult[] {
    return this.#results;
  }

  /** The answer goes on with `delta`. Looks at the new text and as much before it as could belong to a match. */
  add(delta: string): void {
    this.#settle((expectation) => {
      if (!this.#searches.get(expectation)?.add(delta)) return undefined;
      if (expectation.kind === "contains") return { expectation, state: "passed" };
      if (expectation.kind !== "not-contains") return undefined;
      const detail = l10n.t('The answer has "{0}".', shortenedText(expectation.text));
      return { expectation, state: "failed", detail };
    });
  }

  /** What the answer has come to by now; `usd`: absent when nobody knows. */
  measure(soFar: { readonly usd?: number; readonly elapsedMs: number }): void {
    this.#settle((expectation) => {
      let detail: string | undefined;
      if (expectation.kind === "max-seconds") detail = durationProblem(soFar.elapsedMs, expectation.seconds);
      else if (expectation.kind === "max-usd") detail = costProblem(soFar.usd ?? 0, expectation.usd);
      return detail === undefined ? undefined : { expectation, state: "failed", detail };
    });
  }

  #settle(settled: (expectation: Expectation) => ExpectationResult | undefined): void {
    const results = this.#results.map((result) =>
      result.state === "waiting" ? (settled(result.expectation) ?? result) : result,
    );
    if (results.some((result, index) => result !== this.#results[index])) this.#results = results;
  }
}

/** Further back no boundary between characters is looked for. */
const MOST_MARKS = 64;

/** Looks for a text in one that arrives in pieces. */
class StreamSearch {
  readonly #wanted: string;
  readonly #ignoreCase: boolean;
  /** UTF-16 units that a match may have before it is composed: one can come of four. */
  readonly #reach: number;
  #tail = "";

  constructor(wanted: string, ignoreCase: boolean) {
    this.#wanted = comparableText(wanted, ignoreCase);
    this.#ignoreCase = ignoreCase;
    this.#reach = 4 * this.#wanted.length + MOST_MARKS;
  }

  /** Whether the text is there by now, whatever may follow. */
  add(delta: string): boolean {
    const tail = this.#tail + delta;
    const found = comparableText(tail, this.#ignoreCase).indexOf(this.#wanted);
    // The last character may still get an accent, and be another one then.
    const certain = found === -1 ? "" : tail.slice(0, boundaryBefore(tail, tail.length - 1));
    if (found !== -1 && found + this.#wanted.length <= comparableText(certain, this.#ignoreCase).length) {
      return true;
    }
    this.#tail = tail.slice(boundaryBefore(tail, tail.length - this.#reach));
    return false;
  }
}

/** The last place at or before `at` where a character begins that is never composed with the one before it; else 0. */
function boundaryBefore(text: string, at: number): number {
  for (let place = at; place > 0 && place > at - MOST_MARKS; place--) {
    // Marks, the parts of Korean syllables, and halves of characters.
    if (!/[\p{M}\u1160-\u11FF\uD800-\uDFFF]/u.test(text[place] ?? "")) return place;
  }
  return Math.max(0, at - MOST_MARKS);
}
