import type { Frame } from "./curve-frame.js";
import { iterationTicks } from "./curve-scales.js";
import { colours, fontSize } from "./curve-style.js";
import { percent } from "./numbers.js";
import { svgElement, svgText } from "./svg-element.js";

/** Grid lines, tick labels and axis names of the plot. */
export function curveAxes(frame: Frame): string {
  const { plot, axis, x, y, last } = frame;
  const rows = axis.ticks.map((tick) => [
    horizontal(frame, y(tick), tick === 0 ? colours.axis : colours.grid),
    svgText(plot.left - 8, y(tick) + 4, percent(tick), { "text-anchor": "end" }),
  ]);
  const columns = iterationTicks(last, 9).map((tick) =>
    svgText(x(tick), plot.bottom + 26, String(tick), { "text-anchor": "middle" }),
  );
  const middle = { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2 };
  const names = [
    svgText(middle.x, plot.bottom + 46, "iteration", { "text-anchor": "middle" }),
    svgText(0, 0, "pass rate on validation", {
      "text-anchor": "middle",
      transform: `translate(18 ${middle.y}) rotate(-90)`,
    }),
  ];
  const style = { "font-size": fontSize.text, fill: colours.text };
  return svgElement("g", style, ...rows.flat(), ...columns, ...names);
}

function horizontal({ plot, panel }: Frame, y: number, stroke: string): string {
  const line = (x1: number, x2: number) => svgElement("line", { x1, x2, y1: y, y2: y, stroke });
  return line(plot.left, plot.right) + (panel === null ? "" : line(panel.left, panel.right));
}
