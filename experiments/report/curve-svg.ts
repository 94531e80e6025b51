import { curveAnchors } from "./curve-anchors.js";
import { curveAxes } from "./curve-axes.js";
import type { CurveData } from "./curve-data.js";
import { curveFrame } from "./curve-frame.js";
import { curveLegend } from "./curve-legend.js";
import { curveMarks } from "./curve-marks.js";
import { canvas, colours, fontFamily, fontSize } from "./curve-style.js";
import { curveTestPanel } from "./curve-test-panel.js";
import { count, plural } from "./numbers.js";
import { plainLine } from "./plain-line.js";
import { simulationLabel } from "./run-facts.js";
import { escapeXml, svgElement, svgText } from "./svg-element.js";

/**
 * The run's curve as a self-contained SVG, 900 x 520: every iteration once (class `iteration`, attribute
 * `data-iteration`), the best member so far, the baseline, and the test estimates once there are any.
 */
export function curveSvg(data: CurveData): string {
  const frame = curveFrame(data);
  const { width, height } = canvas;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "font-family": fontFamily,
  };
  return `${svgElement(
    "svg",
    root,
    svgElement("title", {}, escapeXml(titleOf(data))),
    svgElement("rect", { width, height, fill: "#FFFFFF" }),
    heading(data, frame.plot.left),
    curveAxes(frame),
    curveMarks(data, frame),
    curveAnchors(data, frame),
    curveTestPanel(data, frame),
    curveLegend(data, frame),
  )}\n`;
}

const titleOf = ({ facts }: CurveData) => `${plainLine(facts.name, 50)}: pass rate by iteration`;

function heading(data: CurveData, left: number): string {
  const label = simulationLabel(data.facts);
  const bold = { "font-weight": "bold" };
  return [
    svgText(left, 28, titleOf(data), { ...bold, "font-size": fontSize.title, fill: colours.text }),
    svgText(left, 48, subtitleOf(data), { "font-size": fontSize.text, fill: colours.faint }),
    label === null
      ? ""
      : svgText(left, 66, label, { ...bold, "font-size": fontSize.text, fill: colours.warning }),
  ].join("");
}

function subtitleOf({ facts, iterations, final }: CurveData): string {
  const { train, validation, test } = facts.documents;
  const unfinished = final
    ? ""
    : ` · unfinished, ${count(iterations)} of ${plural(facts.plannedIterations, "iteration")}`;
  const documents = `${count(train)} train, ${count(validation)} validation, ${count(test)} test documents`;
  return `acceptance ${plainLine(facts.acceptance, 40)} · ${documents} · seed ${facts.seed}${unfinished}`;
}
