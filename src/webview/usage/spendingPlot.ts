import uPlot from "uplot";
import { formatUsdStep } from "../../core/cost/formatCost";
import { chartPattern, readChartColours } from "./chartPatterns";
import { labelledSlots } from "./labelledSlots";
import type { SpendingStack } from "./spendingStacks";
import { stackTops } from "./stackTops";

/** What the chart shows. */
export interface SpendingPlotContent {
  /** From the foot of the bars to their top. */
  readonly stacks: readonly SpendingStack[];
  /** One per slot, as everything below. */
  readonly slotLabels: readonly string[];
  /** What stands above each bar; empty where there is none. */
  readonly totalLabels: readonly string[];
  /** The slot whose label is never left out; -1 for none. */
  readonly presentSlot: number;
}

/** CSS pixels. */
const widestBar = 48;
const fontSize = 11;

/** Dollars between two lines of the axis: only steps that people count in. */
const steps = Array.from({ length: 13 }, (_, index) => index - 7).flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`)),
);

/** Draws into `element` and fills it, in the colours of the theme at this moment. */
export function createSpendingPlot(element: HTMLElement, content: SpendingPlotContent): uPlot {
  const { stacks, slotLabels, presentSlot } = content;
  const colours = readChartColours(element);
  const { fontFamily } = getComputedStyle(element);
  const font = `${fontSize}px ${fontFamily}`;
  const slots = slotLabels.map((_, slot) => slot);
  const tops = stackTops(stacks);
  const slotLabelWidth = widestOf(slotLabels, font) + 8;
  const bars = uPlot.paths.bars?.({ size: [0.6, widestBar] });
  // The whole bar first, then lower and lower ones in front of it: what stays to be seen of each is its own layer.
  const backToFront = tops.map((top, layer) => ({ top, layer })).toReversed();
  const series = backToFront.map(({ layer }) => ({
    fill: () => chartPattern(layer, colours, devicePixelRatio),
    stroke: () => colours.background,
    width: 1,
    points: { show: false },
    ...(bars !== undefined && { paths: bars }),
  }));
  return new uPlot(
    {
      ...sizeOf(element),
      padding: [12, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, range: () => [-0.5, slots.length - 0.5] },
        // Room for the label above the highest bar.
        y: { range: (_plot, _least, most) => [0, most * 1.1] },
      },
      axes: [
        {
          font,
          stroke: () => colours.dim,
          size: 28,
          gap: 6,
          grid: { show: false },
          ticks: { show: false },
          border: { show: true, stroke: () => colours.lines, width: 1 },
          splits: (_plot, _axis, _from, _to, increment, space) =>
            labelledSlots(slots.length, presentSlot, Math.ceil((slotLabelWidth * increment) / space)),
          values: (_plot, splits) => splits.map((slot) => slotLabels[slot] ?? ""),
        },
        {
          font,
          stroke: () => colours.dim,
          size: (_plot, values: readonly string[] | null) => widestOf(values ?? [], font) + 16,
          gap: 8,
          incrs: steps,
          space: 40,
          grid: { stroke: () => `color-mix(in srgb, ${colours.lines} 30%, transparent)`, width: 1 },
          ticks: { show: false },
          values: (_plot, splits, _axis, _space, increment) =>
            splits.map((usd) => formatUsdStep(usd, increment)),
        },
      ],
      series: [{}, ...series],
      hooks: { draw: [(plot) => drawTotals(plot)] },
    },
    [slots, ...backToFront.map(({ top }) => top.map((usd) => (usd === 0 ? null : usd)))],
    element,
  );

  function drawTotals(plot: uPlot): void {
    const { ctx } = plot;
    const highest = tops.at(-1) ?? [];
    ctx.save();
    ctx.font = `${fontSize * devicePixelRatio}px ${fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = colours.foreground;
    // A line of the axis may run behind the figure.
    ctx.strokeStyle = colours.background;
    ctx.lineWidth = 3 * devicePixelRatio;
    ctx.lineJoin = "round";
    const room = plot.bbox.width / slots.length - 2 * devicePixelRatio;
    for (const [slot, label] of content.totalLabels.entries()) {
      if (label === "" || ctx.measureText(label).width > room) continue;
      const x = plot.valToPos(slot, "x", true);
      const y = plot.valToPos(highest[slot] ?? 0, "y", true) - 4 * devicePixelRatio;
      ctx.strokeText(label, x, y);
      ctx.fillText(label, x, y);
    }
    ctx.restore();
  }
}

/** CSS pixels. */
function widestOf(texts: readonly string[], font: string): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0;
  context.font = font;
  return Math.max(0, ...texts.map((text) => context.measureText(text).width));
}

export function sizeOf(element: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: element.clientWidth, height: element.clientHeight };
}
