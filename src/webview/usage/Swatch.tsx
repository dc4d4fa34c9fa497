import { useLayoutEffect, useRef } from "preact/hooks";
import { chartPattern, readChartColours } from "./chartPatterns";

/** CSS pixels. */
const size = 14;

/** A piece of one layer of the bars, for the legend. `theme` changes with the theme. */
export function Swatch({ layer, theme }: { readonly layer: number; readonly theme: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || context === null || context === undefined) return;
    const colours = readChartColours(canvas.current);
    const pixels = Math.round(size * devicePixelRatio);
    canvas.current.width = canvas.current.height = pixels;
    context.fillStyle = chartPattern(layer, colours, devicePixelRatio);
    context.fillRect(0, 0, pixels, pixels);
  }, [layer, theme]);
  return <canvas class="swatch" aria-hidden="true" ref={canvas} />;
}
