import * as l10n from "@vscode/l10n";
import uPlot from "uplot";
import { formatPowerOfTen } from "../../core/cost/formatCost";
import { formatContextLength } from "../../core/cost/formatTokens";
import { onThemeChange } from "../onThemeChange";
import { showHidden } from "../../core/hiddenCharacters";
import { placeLabels, type Spot } from "./placeLabels";
import { plotAxes, type PlotAxes } from "./plotAxes";
import type { PlotPoint } from "./plotPoints";

/** CSS pixels. */
const height = 208;
const leastTickWidth = 56;
const clickRadius = 14;
/** More names than this would only be looked for in vain. */
const maxLabels = 150;
const maxNameLength = 32;

/** The plot's canvas: expected cost against context length. Redraws itself when its width or the theme changes. */
export class PriceChart {
  readonly #box: HTMLElement;
  readonly #onSelect: (modelId: string) => void;
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  readonly #ignoreTheme: () => void;
  #points: readonly PlotPoint[] = [];
  #selectedId: string | undefined;
  #axes: PlotAxes = plotAxes([], 1);

  constructor(box: HTMLElement, onSelect: (modelId: string) => void) {
    this.#box = box;
    this.#onSelect = onSelect;
    this.#plot = new uPlot(this.#options(), this.#data(), box);
    this.#plot.over.addEventListener("click", (event) => this.#click(event));
    this.#resize = new ResizeObserver(() => {
      if (box.clientWidth === 0 || box.clientWidth === this.#plot.width) return;
      this.#plot.setSize({ width: box.clientWidth, height });
      this.#redraw();
    });
    this.#resize.observe(box);
    this.#ignoreTheme = onThemeChange(() => this.#plot.redraw(false, true));
  }

  show(points: readonly PlotPoint[], selectedId: string | undefined): void {
    this.#points = points;
    this.#selectedId = selectedId;
    this.#redraw();
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#ignoreTheme();
    this.#plot.destroy();
  }

  #redraw(): void {
    this.#axes = plotAxes(this.#points, Math.floor(this.#plot.width / leastTickWidth));
    this.#plot.setData(this.#data());
  }

  /** Only the corners: the points are drawn by hand, because they have shapes and names. */
  #data(): uPlot.AlignedData {
    const { x, y } = this.#axes;
    return [
      [x.min, x.max],
      [y.min, y.max],
    ];
  }

  #options(): uPlot.Options {
    const font = `11px ${getComputedStyle(document.body).fontFamily}`;
    const line = {
      stroke: () => themeColour("--vscode-panel-border", "--vscode-contrastBorder"),
      width: 1,
    };
    const axis = {
      stroke: () => themeColour("--vscode-descriptionForeground"),
      font,
      grid: line,
      ticks: { show: false },
      border: { show: false },
      gap: 6,
    };
    return {
      width: Math.max(1, this.#box.clientWidth),
      height,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [this.#axes.x.min, this.#axes.x.max] },
        y: { range: () => [this.#axes.y.min, this.#axes.y.max] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          ...axis,
          size: 26,
          splits: () => [...this.#axes.x.ticks],
          values: (_plot, ticks) => ticks.map((tick) => formatContextLength(2 ** tick)),
        },
        {
          ...axis,
          size: 64,
          splits: () => [...this.#axes.y.ticks],
          values: (_plot, ticks) =>
            ticks.map((tick) => (tick === this.#axes.freeLine ? l10n.t("free") : formatPowerOfTen(tick))),
        },
      ],
      hooks: { draw: [(plot) => this.#draw(plot)] },
    };
  }

  #draw(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const scale = uPlot.pxRatio;
    ctx.save();
    ctx.scale(scale, scale);
    ctx.translate(bbox.left / scale, bbox.top / scale);
    const colours = {
      text: themeColour("--vscode-foreground"),
      behind: themeColour("--vscode-editor-background"),
      point: themeColour("--vscode-charts-blue", "--vscode-foreground"),
      free: themeColour("--vscode-charts-green", "--vscode-foreground"),
      selected: themeColour("--vscode-charts-yellow", "--vscode-foreground"),
    };
    const spots = this.#spots(plot);
    ctx.lineWidth = 1.5;
    for (const [index, point] of this.#points.entries()) {
      const spot = spots[index];
      if (spot === undefined || point.id === this.#selectedId) continue;
      ctx.beginPath();
      ctx.arc(spot.x, spot.y, point.y === undefined ? 4 : 4.5, 0, 2 * Math.PI);
      if (point.y === undefined) {
        ctx.strokeStyle = colours.free;
        ctx.stroke();
      } else {
        ctx.fillStyle = colours.point;
        ctx.fill();
      }
    }
    const selected = spots[this.#points.findIndex(({ id }) => id === this.#selectedId)];
    if (selected !== undefined) {
      ctx.fillStyle = colours.selected;
      ctx.strokeStyle = colours.text;
      ctx.fillRect(selected.x - 5.5, selected.y - 5.5, 11, 11);
      ctx.strokeRect(selected.x - 5.5, selected.y - 5.5, 11, 11);
    }
    ctx.fillStyle = colours.text;
    ctx.strokeStyle = colours.behind;
    this.#drawNames(ctx, spots, bbox.width / scale, bbox.height / scale);
    ctx.restore();
  }

  /** In the colours that are set. The selected one first, then in the table's order. */
  #drawNames(ctx: CanvasRenderingContext2D, spots: readonly Spot[], width: number, plotHeight: number): void {
    ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    const isSelected = ({ id }: PlotPoint) => id === this.#selectedId;
    const labels = this.#points
      .map((point, index) => ({ point, spot: spots[index] ?? { x: 0, y: 0 } }))
      .toSorted((a, b) => Number(isSelected(b.point)) - Number(isSelected(a.point)))
      .slice(0, maxLabels)
      .map(({ point, spot }) => {
        const name = shortName(point.name);
        const text = isSelected(point) ? l10n.t("{0} (selected)", name) : name;
        return { ...spot, text, width: ctx.measureText(text).width, mustShow: isSelected(point) };
      });
    const places = placeLabels(labels, spots, width, plotHeight);
    for (const [index, label] of labels.entries()) {
      const place = places[index];
      if (place === undefined) continue;
      // Keeps the lines of the grid away from the letters.
      ctx.strokeText(label.text, place.x, place.y);
      ctx.fillText(label.text, place.x, place.y);
    }
  }

  /** CSS pixels within the plotting area. */
  #spots(plot: uPlot): readonly Spot[] {
    const freeLine = this.#axes.freeLine ?? this.#axes.y.min;
    return this.#points.map(({ x, y }) => ({
      x: plot.valToPos(x, "x"),
      y: plot.valToPos(y ?? freeLine, "y"),
    }));
  }

  #click(event: MouseEvent): void {
    const distances = this.#spots(this.#plot).map(({ x, y }) =>
      Math.hypot(x - event.offsetX, y - event.offsetY),
    );
    const nearest = Math.min(...distances);
    const point = this.#points[distances.indexOf(nearest)];
    if (point !== undefined && nearest <= clickRadius) this.#onSelect(point.id);
  }
}

/** By grapheme: half a character is none. */
function shortName(name: string): string {
  const letters = [...new Intl.Segmenter().segment(showHidden(name.slice(0, 200)))].map(
    ({ segment }) => segment,
  );
  return letters.length <= maxNameLength
    ? letters.join("")
    : `${letters.slice(0, maxNameLength - 1).join("")}…`;
}

/** The first of these theme colours that the theme has, else the text colour. */
function themeColour(...properties: readonly string[]): string {
  const style = getComputedStyle(document.body);
  return (
    properties.map((property) => style.getPropertyValue(property).trim()).find((value) => value !== "") ??
    style.color
  );
}
