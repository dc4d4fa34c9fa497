import type { PlotPoint } from "./plotPoints";

export interface PlotAxis {
  readonly min: number;
  readonly max: number;
  /** Where lines are drawn, ascending. */
  readonly ticks: readonly number[];
}

export interface PlotAxes {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  /** Where free models stand, as a value of `y`; absent when there are none. */
  readonly freeLine?: number;
}

/** The context lengths that are marked: this many tokens times powers of two, as gateways name them (32k, 64k, 128k). */
const contextBase = Math.log2(1000);
/** Part of a step by which a point at the edge is kept from it. */
const padding = 0.25;

/** Whole steps around all points. `maxTicks`: how many labels there is room for from left to right. */
export function plotAxes(points: readonly PlotPoint[], maxTicks: number): PlotAxes {
  const contexts = points.map(({ x }) => x - contextBase);
  const costs = points.flatMap(({ y }) => (y === undefined ? [] : [y]));
  const hasFree = costs.length < points.length;
  const steps = wholeSteps(contexts, 7);
  const every = Math.max(1, Math.ceil(steps.length / Math.max(1, maxTicks)));
  const powers = wholeSteps(costs, -3);
  const [lowest = 0] = powers;
  const freeLine = hasFree ? lowest - 1 : undefined;
  const marked = freeLine === undefined ? powers : [freeLine, ...powers];
  const [left = 0] = steps;
  return {
    x: {
      min: contextBase + left - padding,
      max: contextBase + (steps.at(-1) ?? left) + padding,
      ticks: steps.filter((_step, index) => index % every === 0).map((step) => contextBase + step),
    },
    y: { min: (marked[0] ?? 0) - padding, max: (marked.at(-1) ?? 0) + padding, ticks: marked },
    ...(freeLine !== undefined && { freeLine }),
  };
}

/** Whole numbers from below the smallest value to above the greatest, at least two. */
function wholeSteps(values: readonly number[], whenEmpty: number): readonly number[] {
  const least = Math.floor(values.length === 0 ? whenEmpty : Math.min(...values));
  const greatest = Math.max(least + 1, Math.ceil(values.length === 0 ? whenEmpty : Math.max(...values)));
  return Array.from({ length: greatest - least + 1 }, (_none, index) => least + index);
}
