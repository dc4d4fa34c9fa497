import { seededRandom } from "./seededRandom";

export type PaceName = "instant" | "realistic";

/** How long the tokens of one answer take. Asked once for each piece of output, in order. */
export interface Pace {
  /** Milliseconds before the next `tokens` tokens may go out. */
  delayOf(tokens: number): number;
}

/**
 * `instant`: no time at all. `realistic`: 400 to 900 ms before the first token, then 40 to 80 tokens per second with some
 * jitter; both follow from the seed.
 */
export function createPace(name: PaceName, seed: number): Pace {
  if (name === "instant") return { delayOf: () => 0 };
  const random = seededRandom(seed);
  const firstMs = 400 + 500 * random();
  const msPerToken = 1000 / (40 + 40 * random());
  let started = false;
  return {
    delayOf(tokens) {
      const streaming = tokens * msPerToken * (0.6 + 0.8 * random());
      if (started) return streaming;
      started = true;
      return firstMs + streaming;
    },
  };
}
