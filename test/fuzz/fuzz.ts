import { isDeepStrictEqual } from "node:util";
import { pickFrom } from "../gateway/pickFrom";
import { seededRandom } from "../gateway/seededRandom";
import { answerTargets } from "./answerTargets";
import { loadCorpora } from "./corpora";
import { jsonTargets } from "./jsonTargets";
import { markdownTargets } from "./markdownTargets";
import { mutateJson, mutateText } from "./mutate";
import { recordTargets } from "./recordTargets";
import { specTargets } from "./specTargets";
import type { FuzzTarget } from "./target";
import { textTargets } from "./textTargets";

export interface FuzzFailure {
  readonly target: string;
  /** Plays exactly this case again. */
  readonly seed: number;
  readonly input: unknown;
  readonly error: unknown;
}

/** Of one target as many are looked for; more would be the same one again. */
const MOST_FAILURES = 3;
const SHRINKING_STEPS = 300;

/** Everything that reads what it did not write. */
export function fuzzTargets(): readonly FuzzTarget[] {
  const corpora = loadCorpora();
  return [
    ...answerTargets(corpora),
    ...jsonTargets(corpora),
    ...markdownTargets(corpora),
    ...recordTargets(),
    ...specTargets(corpora),
    ...textTargets(corpora),
  ] as readonly FuzzTarget[];
}

/**
 * Tries one target with mutated inputs, beginning with those nobody has changed, as long as `goesOn` says so. A case follows
 * from its seed alone.
 */
export async function fuzzTarget(
  target: FuzzTarget,
  seed: number,
  goesOn: (cases: number) => boolean,
): Promise<{ readonly cases: number; readonly failures: readonly FuzzFailure[] }> {
  const failures: FuzzFailure[] = [];
  let cases = 0;
  for (const input of target.corpus) {
    cases += 1;
    const error = await errorOf(target, input, 0);
    if (error !== undefined) failures.push({ target: target.name, seed: 0, input, error });
  }
  while (goesOn(cases) && failures.length < MOST_FAILURES) {
    const caseSeed = (seed * 1_000_003 + cases) >>> 0;
    cases += 1;
    const input = mutated(target, caseSeed);
    const error = await errorOf(target, input, caseSeed);
    if (error === undefined) continue;
    const small = await shrunk(target, input, caseSeed);
    failures.push({
      target: target.name,
      seed: caseSeed,
      input: small,
      error: await errorOf(target, small, caseSeed),
    });
  }
  return { cases, failures };
}

function mutated(target: FuzzTarget, seed: number): unknown {
  const random = seededRandom(seed);
  const chosen = pickFrom(target.corpus, random);
  return target.corpus.every((input) => typeof input === "string")
    ? mutateText(chosen as string, target.corpus, random)
    : mutateJson(chosen, target.corpus, random);
}

async function errorOf(target: FuzzTarget, input: unknown, seed: number): Promise<unknown> {
  try {
    // Numbers of its own: a shorter input must meet the same cuts.
    await target.check(input, seededRandom(seed ^ 0x5bd1e995));
    return undefined;
  } catch (error) {
    return error ?? new Error("something without a value was thrown");
  }
}

/** A shorter text that fails as well, found by leaving out parts. JSON is left as it is. */
async function shrunk(target: FuzzTarget, input: unknown, seed: number): Promise<unknown> {
  if (typeof input !== "string") return input;
  let text = input;
  let steps = 0;
  for (let size = text.length >> 1; size > 0 && steps < SHRINKING_STEPS; size >>= 1) {
    for (let at = 0; at < text.length && steps < SHRINKING_STEPS; steps++) {
      const shorter = text.slice(0, at) + text.slice(at + size);
      if ((await errorOf(target, shorter, seed)) === undefined) at += size;
      else text = shorter;
    }
  }
  return isDeepStrictEqual(text, input) ? input : text;
}
