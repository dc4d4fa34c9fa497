/** What one step took. */
export interface Figure {
  readonly name: string;
  readonly ms: number;
  /** The longest time in which the process did nothing else, in milliseconds. */
  readonly blockMs: number;
  /** Of the whole process: less at the mercy of what else the machine does. */
  readonly cpuMs: number;
  /** Records that were read. */
  readonly reads: number;
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
