import type { CurveData, CurvePoint } from "./curve-data.js";
import type { Frame } from "./curve-frame.js";
import { colours } from "./curve-style.js";
import { percent } from "./numbers.js";
import { plainLine } from "./plain-line.js";
import { escapeXml, svgElement } from "./svg-element.js";

/** What was measured on validation: the baseline's mean, the best so far, and one mark per iteration and admission. */
export function curveMarks(data: CurveData, frame: Frame): string {
  const accepted = data.points.filter(({ outcome }) => outcome === "accepted");
  const others = data.points.filter(({ outcome }) => outcome !== "accepted");
  const marks = [...others, ...accepted].map((point) => markOf(point, frame));
  return [baselineLine(data, frame), bestLine(data, frame), ...marks, bestRing(data, frame)].join("");
}

/** A filled circle: the shape of an accepted mutant. */
export function acceptedMark(x: number, y: number, r: number): string {
  return svgElement("circle", {
    cx: x,
    cy: y,
    r,
    fill: colours.accepted,
    stroke: "#FFFFFF",
    "stroke-width": 0.8,
  });
}

/** A hollow circle: the shape of a rejected mutant. */
export function rejectedMark(x: number, y: number, r: number): string {
  const hollow = { fill: "#FFFFFF", "fill-opacity": 0.7, stroke: colours.rejected, "stroke-width": 1.3 };
  return svgElement("circle", { cx: x, cy: y, r: r - 0.4, ...hollow });
}

/** A triangle: a harness that a person admitted, filled when it became a member. */
export function byHandMark(x: number, y: number, r: number, member: boolean): string {
  const d = `M${round(x)} ${round(y - r)}L${round(x + r)} ${round(y + r * 0.8)}L${round(x - r)} ${round(y + r * 0.8)}Z`;
  const paint = member
    ? { fill: colours.accepted, stroke: "#FFFFFF", "stroke-width": 0.8 }
    : { fill: "#FFFFFF", "fill-opacity": 0.7, stroke: colours.rejected, "stroke-width": 1.3 };
  return svgElement("path", { d, ...paint });
}

/** Below so many pixels between iterations bars would run together into one grey field. */
const crowdedBelow = 3;

/** A bar between what a rate may be, its upper end marked: a mutant that was stopped early. @param faint among many. */
export function boundsMark(x: number, low: number, high: number, r: number, faint = false): string {
  const d = `M${round(x)} ${round(low)}V${round(high)}M${round(x - r)} ${round(high)}H${round(x + r)}`;
  const stroke = faint
    ? { "stroke-width": 0.8, "stroke-opacity": 0.25 }
    : { "stroke-width": 1.1, "stroke-opacity": 0.6 };
  return svgElement("path", { d, stroke: colours.rejected, ...stroke, fill: "none" });
}

/** A small cross: an iteration without a decision between parent and mutant. */
export function uncomparedMark(x: number, y: number, r: number): string {
  const d = `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;
  return svgElement("path", { d, stroke: colours.rejected, "stroke-width": 1.1, fill: "none" });
}

/** A filled square: the shape of the baseline. */
export function baselineMark(x: number, y: number, r: number): string {
  return svgElement("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, fill: colours.baseline });
}

/** A filled diamond: the shape of the best candidate. */
export function bestMark(x: number, y: number, r: number): string {
  const d = `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
  return svgElement("path", { d, fill: colours.best });
}

/** An open ring around a point: where the best candidate entered. */
export function ringMark(x: number, y: number, r: number): string {
  return svgElement("circle", { cx: x, cy: y, r, fill: "none", stroke: colours.best, "stroke-width": 2 });
}

export const baselineStroke = { stroke: colours.baseline, "stroke-width": 1.4, "stroke-dasharray": "6 4" };
export const bestStroke = { stroke: colours.best, "stroke-width": 2.2, fill: "none" };

function markOf(point: CurvePoint, frame: Frame): string {
  const kind = point.byHand === null ? "iteration" : "by-hand";
  const attributes = {
    class: `${kind} ${point.outcome.replaceAll(" ", "-")}`,
    [point.byHand === null ? "data-iteration" : "data-after"]: point.iteration,
  };
  return svgElement("g", attributes, svgElement("title", {}, escapeXml(hint(point))), shapeOf(point, frame));
}

function shapeOf({ at, byHand, outcome, score, bounds }: CurvePoint, { x, y, plot, radius }: Frame): string {
  const column = x(at);
  if (bounds !== null) {
    return boundsMark(column, y(bounds.low), y(bounds.high), radius * 0.8, x(1) - x(0) < crowdedBelow);
  }
  if (score !== null && byHand !== null) {
    return byHandMark(column, y(score), radius + 1.5, outcome === "accepted");
  }
  if (score !== null && outcome === "baseline") return baselineMark(column, y(score), 4.5);
  if (score !== null && outcome === "accepted") return acceptedMark(column, y(score), radius);
  if (score !== null && outcome === "rejected") return rejectedMark(column, y(score), radius);
  return uncomparedMark(column, plot.bottom + 9, Math.min(3, radius * 0.75));
}

function hint({ iteration, byHand, outcome, name, parentName, rate, bounds, summary }: CurvePoint): string {
  const short =
    bounds === null ? "" : `, stopped early: ${percent(bounds.low)} to ${percent(bounds.high)} of all`;
  const counts = rate === null ? "not measured" : `validation ${rate.accepted}/${rate.conclusive}${short}`;
  const from = outcome === "baseline" ? "" : ` from ${parentName}`;
  const which = `iteration ${iteration}`;
  const where = byHand === null ? which : `by hand, ${plainLine(byHand, 80)}, after ${which}`;
  return `${where}, ${outcome}: ${name}${from}, ${counts}. ${plainLine(summary, 200)}`;
}

function baselineLine({ baseline }: CurveData, { plot, y }: Frame): string {
  if (baseline === null) return "";
  const row = y(baseline.score);
  const line = { x1: plot.left, x2: plot.right, y1: row, y2: row, ...baselineStroke };
  const title = svgElement("title", {}, `baseline, mean ${percent(baseline.score)}`);
  return svgElement("line", { class: "baseline", ...line }, title);
}

/** Changes level at the iteration or admission that changed it, and goes on to the end of the plot. */
function bestLine({ points }: CurveData, { plot, x, y }: Frame): string {
  const known = points.filter(({ bestSoFar }) => bestSoFar !== null);
  const [first, ...rest] = known.map(({ at, bestSoFar }) => ({
    x: x(at),
    y: y(bestSoFar ?? 0),
  }));
  if (first === undefined) return "";
  const steps = rest.map((step) => `H${round(step.x)}V${round(step.y)}`).join("");
  const d = `M${round(first.x)} ${round(first.y)}${steps}H${plot.right}`;
  return svgElement("path", { class: "best-so-far", d, ...bestStroke, "stroke-linejoin": "round" });
}

function bestRing({ best, points }: CurveData, { x, y, radius }: Frame): string {
  const entry = points.find(({ candidate, score }) => score !== null && candidate === best?.candidate);
  if (entry === undefined || entry.outcome === "baseline") return "";
  return ringMark(x(entry.at), y(entry.score ?? 0), radius + 3);
}

const round = (pixels: number) => Math.round(pixels * 100) / 100;
