/** The theme's colours as a canvas takes them. */
export interface ChartColours {
  readonly background: string;
  readonly foreground: string;
  readonly dim: string;
  readonly lines: string;
  /** One per layer of the bars. */
  readonly layers: readonly string[];
}

/** Not orange: in the editor's own dark themes it is a brown that hardly shows. */
const layerProperties = [
  "--vscode-charts-blue",
  "--vscode-charts-yellow",
  "--vscode-charts-green",
  "--vscode-charts-purple",
];

/** What the theme says now; nothing here follows a change of it. */
export function readChartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const property = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const foreground = style.color;
  return {
    background: property("--vscode-editor-background", "Canvas"),
    foreground,
    dim: property("--vscode-descriptionForeground", foreground),
    lines: property("--vscode-charts-lines", foreground),
    layers: layerProperties.map((name) => property(name, foreground)),
  };
}

/**
 * What a layer of the bars is filled with: solid, diagonal stripes, dots, lines. Nothing shows through. `scale`: device
 * pixels per CSS pixel.
 */
export function chartPattern(layer: number, colours: ChartColours, scale: number): string | CanvasPattern {
  const colour = colours.layers[layer] ?? colours.foreground;
  const draw = tiles[layer];
  if (draw === undefined) return colour;
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(tileSize * scale);
  const context = tile.getContext("2d");
  if (context === null) return colour;
  context.scale(tile.width / tileSize, tile.height / tileSize);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, tileSize, tileSize);
  context.fillStyle = context.strokeStyle = colour;
  draw(context);
  return context.createPattern(tile, "repeat") ?? colour;
}

/** CSS pixels. */
const tileSize = 8;

/** The first layer is solid. */
const tiles: readonly (((context: CanvasRenderingContext2D) => void) | undefined)[] = [
  undefined,
  (context) => {
    context.lineWidth = 2.6;
    context.beginPath();
    // Three pieces, so that the stripe goes on in the next tile.
    for (const shift of [-tileSize, 0, tileSize]) {
      context.moveTo(shift - 1, tileSize + 1);
      context.lineTo(shift + tileSize + 1, -1);
    }
    context.stroke();
  },
  (context) => {
    context.beginPath();
    for (const [x, y] of [
      [2, 2],
      [6, 2],
      [2, 6],
      [6, 6],
    ] as const)
      context.roundRect(x - 1.3, y - 1.3, 2.6, 2.6, 1.3);
    context.fill();
  },
  (context) => {
    context.fillRect(0, 1, tileSize, 2);
    context.fillRect(0, 5, tileSize, 2);
  },
];
