import type { CurveData } from "./curve-data.js";
import type { Area, Frame } from "./curve-frame.js";
import { baselineMark, bestMark } from "./curve-marks.js";
import { colours, fontSize } from "./curve-style.js";
import type { Estimate } from "./interval.js";
import { percent, plural, points, pointsRange } from "./numbers.js";
import { svgElement, svgText } from "./svg-element.js";
import type { TestReport } from "./test-report.js";

/** The test estimates at the right edge, on the plot's own scale: baseline and best, with error bars. */
export function curveTestPanel({ test, best }: CurveData, frame: Frame): string {
  const { panel } = frame;
  if (test === null || panel === null || best === null) return "";
  const width = panel.right - panel.left;
  const baseline = {
    estimate: test.baseline,
    name: "baseline",
    mark: baselineMark,
    colour: colours.baseline,
  };
  const winner = { estimate: test.best, name: best.name, mark: bestMark, colour: colours.best };
  const sides =
    test.improvement === null
      ? sideOf(baseline, panel.left + 0.45 * width, frame)
      : sideOf(baseline, panel.left + 0.22 * width, frame) + sideOf(winner, panel.left + 0.68 * width, frame);
  const style = { class: "test", "font-size": fontSize.text, fill: colours.text };
  return svgElement("g", style, headingOf(panel, test), sides, captionOf(panel, test));
}

interface Side {
  readonly estimate: Estimate;
  readonly name: string;
  readonly mark: (x: number, y: number, r: number) => string;
  readonly colour: string;
}

function sideOf({ estimate, name, mark, colour }: Side, x: number, { y, plot }: Frame): string {
  const label = svgText(x, plot.bottom + 26, name, { "text-anchor": "middle" });
  const { value, interval } = estimate;
  const bold = { "font-weight": "bold" };
  if (value === null) return label;
  const bar = interval === null ? "" : errorBar(x, y(interval.low), y(interval.high), colour);
  const number = svgText(x + 11, Math.min(y(value) + 4, plot.bottom - 5), percent(value), bold);
  return `${label}${bar}${mark(x, y(value), 6)}${number}`;
}

function errorBar(x: number, low: number, high: number, stroke: string): string {
  const d = `M${x} ${low}V${high}M${x - 5} ${low}H${x + 5}M${x - 5} ${high}H${x + 5}`;
  return svgElement("path", { class: "interval", d, stroke, "stroke-width": 1.8, fill: "none" });
}

function headingOf(panel: Area, { baseline, best, repeats, looks }: TestReport): string {
  const documents = Math.max(baseline.documents, best.documents);
  const times = repeats === null || repeats === 1 ? "" : ` x ${repeats}`;
  const interval = baseline.interval === null ? "" : ", 95 % interval";
  const use = looks > 1 ? `used for ${looks} candidates so far` : "nothing selected on it";
  const style = { "font-size": fontSize.small, fill: colours.faint };
  return (
    svgText(panel.left, panel.top - 20, `test (${use})`, style) +
    svgText(panel.left, panel.top - 6, `${plural(documents, "document")}${times}${interval}`, style)
  );
}

function captionOf(panel: Area, { baseline, improvement }: TestReport): string {
  const shown = improvement ?? baseline;
  const difference = improvement?.value ?? null;
  const range =
    shown.interval === null || difference === null
      ? ""
      : ` ${pointsRange(shown.interval.low, shown.interval.high)}`;
  const lines = [
    difference === null ? "" : `${points(difference)} points${range}`,
    shown.interval === null ? shown.because : difference === null ? "" : "paired by document",
  ].filter((line) => line !== "");
  const middle = (panel.left + panel.right) / 2;
  const style = { "text-anchor": "middle", "font-size": fontSize.small };
  return lines.map((line, index) => svgText(middle, panel.bottom + 46 + 15 * index, line, style)).join("");
}
