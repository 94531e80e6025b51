import { extname } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import type { CurveData } from "../report/curve-data.js";
import { svgToPng } from "../report/curve-png.js";
import { canvas } from "../report/curve-style.js";
import { curveSvg } from "../report/curve-svg.js";
import { svgElement } from "../report/svg-element.js";

/**
 * A run's curve above the one that a rule would have left of it, as an SVG or PNG file's content, by the file's name.
 * @throws UsageError when the name ends otherwise.
 */
export function whatIfPlot(file: string, before: CurveData, after: CurveData): string | Uint8Array {
  const ending = extname(file).toLowerCase();
  if (ending !== ".svg" && ending !== ".png") {
    throw new UsageError(`${file}: a plot is an .svg or a .png file`);
  }
  const svg = oneAboveTheOther(before, after);
  return ending === ".svg" ? svg : svgToPng(svg);
}

function oneAboveTheOther(before: CurveData, after: CurveData): string {
  const { width, height } = canvas;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height: 2 * height,
    viewBox: `0 0 ${width} ${2 * height}`,
  };
  const below = svgElement("g", { transform: `translate(0 ${height})` }, curveSvg(after));
  return `${svgElement("svg", root, curveSvg(before), below)}\n`;
}
