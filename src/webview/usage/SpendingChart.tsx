import { useLayoutEffect, useRef } from "preact/hooks";
import { createSpendingPlot, sizeOf, type SpendingPlotContent } from "./spendingPlot";

/** The bars. `summary` says what is to be seen; `theme` changes with the theme. */
export function SpendingChart(props: {
  readonly content: SpendingPlotContent;
  readonly summary: string;
  readonly theme: number;
}) {
  const { content, summary, theme } = props;
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const plot = createSpendingPlot(element, content);
    const observer = new ResizeObserver(() => plot.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [content, theme]);
  return <div class="chart" role="img" aria-label={summary} ref={box} />;
}
