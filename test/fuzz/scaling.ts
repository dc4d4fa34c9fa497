import type { FuzzTarget } from "./target";

export interface Scaling {
  readonly target: string;
  readonly shape: string;
  /** Characters. */
  readonly size: number;
  readonly ms: number;
  /** Time for four times as much; 4 would be linear, 16 grows with the square. */
  readonly ratio: number;
}

const FIRST_SIZE = 1_000;
const LARGEST_SIZE = 500_000;
/** Shorter times say nothing. */
const MEASURABLE_MS = 8;
/** Above this ratio, measured twice, a time is no longer called linear: caches and collections have their share, too. */
export const MOST_RATIO = 9;

/** Times of each shape of a target at a size where they can be measured, and at four times that size. */
export async function measureScaling(target: FuzzTarget): Promise<readonly Scaling[]> {
  const { parse, grow = {}, growFrom = FIRST_SIZE } = target;
  if (parse === undefined) return [];
  const scalings: Scaling[] = [];
  for (const [shape, make] of Object.entries(grow)) {
    let size = growFrom;
    let ms = await timeOf(parse, make(size));
    while (ms < MEASURABLE_MS && size < LARGEST_SIZE) {
      size *= 2;
      ms = await timeOf(parse, make(size));
    }
    let ratio = await ratioAt(parse, make, size);
    if (ratio > MOST_RATIO) ratio = Math.min(ratio, await ratioAt(parse, make, size));
    scalings.push({
      target: target.name,
      shape,
      size,
      ms,
      ratio: ms < MEASURABLE_MS ? Math.min(ratio, 4) : ratio,
    });
  }
  return scalings;
}

type Parse = NonNullable<FuzzTarget["parse"]>;

async function ratioAt(parse: Parse, make: (size: number) => unknown, size: number): Promise<number> {
  const once = await timeOf(parse, make(size));
  return (await timeOf(parse, make(size * 4))) / Math.max(once, 0.01);
}

/** The shortest of three: whatever else the machine does only adds to it. */
async function timeOf(parse: Parse, input: unknown): Promise<number> {
  let shortest = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    // Of the processor, not of the clock: other programs' work is not the parser's.
    const started = process.cpuUsage();
    try {
      await parse(input);
    } catch {
      // Whether it may throw is another question, and asked elsewhere.
    }
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1000;
    shortest = Math.min(shortest, ms);
    if (ms > 500) break;
  }
  return shortest;
}
