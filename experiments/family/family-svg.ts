import { iterationTicks, shareAxisTo } from "../report/curve-scales.js";
import { canvas, colours, fontFamily, fontSize } from "../report/curve-style.js";
import { percent, percentRange, plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { simulationLabel } from "../report/run-facts.js";
import { escapeXml, svgElement, svgText } from "../report/svg-element.js";
import type { CellData, FamilyData, MeanPoint } from "./family-data.js";
import { cellName } from "./family-text.js";
import type { SeedMean } from "./mean-over-seeds.js";
import type { Abscissa } from "./member-view.js";

/** Okabe and Ito's palette, and a dash of its own for each, so that the picture reads in greyscale. */
const strokes = [
  { colour: "#0072B2", dash: "" },
  { colour: "#D55E00", dash: "8 4" },
  { colour: "#009E73", dash: "2 3" },
  { colour: "#CC79A7", dash: "10 3 2 3" },
  { colour: "#E69F00", dash: "4 4" },
  { colour: "#56B4E9", dash: "14 4" },
] as const;

const legendRow = 20;
const top = 92;
const plotHeight = 318;

interface Plot {
  readonly x: (value: number) => number;
  readonly y: (share: number) => number;
}

const left = 64;
const right = canvas.width - 24;
const bottom = top + plotHeight;

/** The mean curve of every cell with its 95 % interval over seeds, as a self-contained SVG, 900 wide. */
export function familySvg(data: FamilyData, by: Abscissa): string {
  const drawn = data.cells.filter(({ curves }) => curves[by].length > 0);
  const points = drawn.flatMap(({ curves }) => curves[by]);
  const axis = shareAxisTo(
    Math.max(0, ...points.flatMap(({ value, interval }) => [value ?? 0, interval?.high ?? 0])),
    6,
  );
  const last = Math.max(1, ...points.map(({ x }) => x));
  const plot: Plot = {
    x: (value) => left + (value / last) * (right - left),
    y: (share) => bottom - (share / axis.top) * plotHeight,
  };
  const height = bottom + 74 + data.cells.length * legendRow;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    width: canvas.width,
    height,
    viewBox: `0 0 ${canvas.width} ${height}`,
    role: "img",
    "font-family": fontFamily,
  };
  const title = `${plainLine(data.name, 50)}: best so far by ${by}`;
  const rows = axis.ticks.flatMap((tick) => [
    svgElement("line", {
      x1: left,
      x2: right,
      y1: plot.y(tick),
      y2: plot.y(tick),
      stroke: tick === 0 ? colours.axis : colours.grid,
    }),
    svgText(left - 8, plot.y(tick) + 4, percent(tick), { "text-anchor": "end" }),
  ]);
  const columns = iterationTicks(last, 9).map((tick) =>
    svgText(plot.x(tick), bottom + 20, String(tick), { "text-anchor": "middle" }),
  );
  const across = by === "episodes" ? "episodes that the search spent" : "iterations";
  return `${svgElement(
    "svg",
    root,
    svgElement("title", {}, escapeXml(title)),
    svgElement("rect", { width: canvas.width, height, fill: "#FFFFFF" }),
    heading(data, title),
    svgElement(
      "g",
      { "font-size": fontSize.text, fill: colours.text },
      ...rows,
      ...columns,
      svgText((left + right) / 2, bottom + 40, across, { "text-anchor": "middle" }),
    ),
    ...drawn.map((cell) => band(cell.curves[by], plot, strokeOf(data, cell).colour)),
    ...drawn.map((cell) => line(cell, by, plot, strokeOf(data, cell))),
    svgElement(
      "g",
      { "font-size": fontSize.text, fill: colours.text },
      ...data.cells.flatMap((cell, index) => legend(data, cell, bottom + 66 + index * legendRow)),
    ),
  )}\n`;
}

function strokeOf({ cells }: FamilyData, cell: CellData): (typeof strokes)[number] {
  return strokes[cells.indexOf(cell) % strokes.length] as (typeof strokes)[number];
}

function heading({ facts, cells }: FamilyData, title: string): string {
  const label = simulationLabel(facts);
  const bold = { "font-weight": "bold" };
  const finished = cells.reduce((sum, one) => sum + one.finished, 0);
  const says = `mean over seeds of the best pass rate on validation (selected on it, optimistic), 95 % intervals over seeds · ${plural(finished, "finished member")}`;
  return [
    svgText(left, 28, title, { ...bold, "font-size": fontSize.title, fill: colours.text }),
    svgText(left, 48, says, { "font-size": fontSize.text, fill: colours.faint }),
    label === null
      ? ""
      : svgText(left, 66, label, { ...bold, "font-size": fontSize.text, fill: colours.warning }),
  ].join("");
}

/** The interval around a mean curve; nothing where a single seed has none. */
function band(points: readonly MeanPoint[], { x, y }: Plot, fill: string): string {
  const known = points.flatMap(({ x: at, interval }) => (interval === null ? [] : [{ at, ...interval }]));
  if (known.length === 0) return "";
  const upper = staircase(known.map(({ at, high }) => [x(at), y(high)]));
  const lower = staircase(known.map(({ at, low }) => [x(at), y(low)])).reverse();
  return svgElement("path", { d: `${pathOf([...upper, ...lower])}Z`, fill, "fill-opacity": 0.14 });
}

function line(
  { cell, curves }: CellData,
  by: Abscissa,
  { x, y }: Plot,
  { colour, dash }: (typeof strokes)[number],
): string {
  const d = pathOf(staircase(curves[by].map(({ x: at, value }) => [x(at), y(value ?? 0)])));
  const look = {
    fill: "none",
    stroke: colour,
    "stroke-width": 2.2,
    ...(dash !== "" && { "stroke-dasharray": dash }),
  };
  return svgElement("path", { class: "mean", "data-cell": cell, d, ...look });
}

type Place = readonly [x: number, y: number];

/** Each level holds until the next place. */
function staircase(places: readonly Place[]): Place[] {
  return places.flatMap((place, index): Place[] => {
    const before = places[index - 1];
    return before === undefined ? [place] : [[place[0], before[1]], place];
  });
}

function pathOf(places: readonly Place[]): string {
  return places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function legend(data: FamilyData, cell: CellData, y: number): string[] {
  const { colour, dash } = strokeOf(data, cell);
  const sign = { x1: left, x2: left + 30, y1: y - 4, y2: y - 4, stroke: colour, "stroke-width": 2.2 };
  const { area, baseline, best } = cell.means;
  const words = `${plainLine(cellName(cell.cell), 48)} (${plural(cell.finished, "seed")}): area ${said(area)} · on test: best ${said(best)}, baseline ${said(baseline)}`;
  return [
    svgElement("line", { ...sign, ...(dash !== "" && { "stroke-dasharray": dash }) }),
    svgText(left + 40, y, words),
  ];
}

function said({ value, interval }: SeedMean): string {
  if (value === null) return "not measured";
  return interval === null
    ? percent(value)
    : `${percent(value)} ${percentRange(interval.low, interval.high)}`;
}
