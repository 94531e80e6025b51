import { iterationTicks, shareAxisTo } from "../report/curve-scales.js";
import { percent } from "../report/numbers.js";
import { simulationLabel } from "../report/run-facts.js";
import type { CellData, FamilyData, MeanPoint } from "./family-data.js";
import { cellName } from "./family-text.js";
import type { Abscissa } from "./member-view.js";

const signs = ["●", "○", "▲", "△", "■", "□", "◆", "◇"];
const gutter = 8;
const rows = 13;

/** The mean curves of a family as text, one sign a cell; where cells meet, the later one hides the earlier. */
export function familyTerminal(data: FamilyData, by: Abscissa, width = 80): string {
  const label = simulationLabel(data.facts);
  const drawn = data.cells.filter(({ curves }) => curves[by].length > 0);
  const legend = drawn.map((cell) => `${signOf(data, cell)} ${cellName(cell.cell)}`);
  const heading = [
    `Best so far on validation, mean over seeds, by ${by === "episodes" ? "episodes that the search spent" : by}`,
    ...legend.map((line) => `  ${line}`),
    ...(label === null ? [] : [label]),
  ];
  if (drawn.length === 0) return [...heading, "no member is finished yet"].join("\n");
  return [...heading, ...grid(data, drawn, by, Math.max(20, width - gutter))].join("\n");
}

function signOf({ cells }: FamilyData, cell: CellData): string {
  return signs[cells.indexOf(cell) % signs.length] as string;
}

function grid(data: FamilyData, drawn: readonly CellData[], by: Abscissa, columns: number): string[] {
  const points = drawn.flatMap(({ curves }) => curves[by]);
  const axis = shareAxisTo(Math.max(...points.map(({ value }) => value ?? 0)), 4);
  const last = Math.max(1, ...points.map(({ x }) => x));
  const cells = Array.from({ length: rows }, () => new Array<string>(columns).fill(" "));
  const row = (share: number) => rows - 1 - Math.round((share / axis.top) * (rows - 1));
  for (const cell of drawn) {
    for (let column = 0; column < columns; column++) {
      const value = meanAt(cell.curves[by], (column / (columns - 1)) * last);
      const line = value === null ? undefined : cells[row(value)];
      if (line !== undefined) line[column] = signOf(data, cell);
    }
  }
  const labels = new Map(axis.ticks.map((tick) => [row(tick), `${percent(tick).padStart(5)} ┤`]));
  const lines = cells.map((line, at) => `${labels.get(at) ?? "      │"} ${line.join("")}`.trimEnd());
  return [...lines, abscissaLine(last, columns)];
}

/** Nothing before the curve begins and after it ends. */
function meanAt(points: readonly MeanPoint[], x: number): number | null {
  const end = points.at(-1)?.x ?? 0;
  return x > end ? null : (points.findLast((point) => point.x <= x)?.value ?? null);
}

function abscissaLine(last: number, columns: number): string {
  let line = "";
  for (const tick of iterationTicks(last, Math.floor(columns / 12))) {
    const start = Math.round((tick / last) * (columns - 1));
    const words = String(tick);
    if (start >= line.length && start + words.length <= columns) line = line.padEnd(start) + words;
  }
  return `      └ ${line}`;
}
