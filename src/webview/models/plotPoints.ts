import type { TableRow } from "./tableRow";

/** A model in the plot. */
export interface PlotPoint {
  readonly id: string;
  readonly name: string;
  /** Logarithm of the context length to the base 2. */
  readonly x: number;
  /** Logarithm of the expected cost in US dollars to the base 10; absent for free ones, which have a line of their own. */
  readonly y?: number;
}

/** Costs below this power of ten are drawn on it: nobody pays them, and they would squeeze all others. */
const leastExponent = -9;

/** Those of which both figures are known; the others are only counted. */
export function plotPoints(rows: readonly TableRow[]): {
  readonly points: readonly PlotPoint[];
  readonly undrawn: number;
} {
  const points = rows.flatMap((row) => {
    const usd = row.cost?.expectedUsd;
    if (usd === undefined || row.contextLength === undefined || row.contextLength < 1) return [];
    const point = { id: row.id, name: row.name, x: Math.log2(row.contextLength) };
    return [usd > 0 ? { ...point, y: Math.max(leastExponent, Math.log10(usd)) } : point];
  });
  return { points, undrawn: rows.length - points.length };
}
