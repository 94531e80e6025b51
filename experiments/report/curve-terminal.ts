import type { CurveData, CurvePoint } from "./curve-data.js";
import { iterationTicks, type ShareAxis, shareAxis } from "./curve-scales.js";
import { percent } from "./numbers.js";
import { simulationLabel } from "./run-facts.js";

export interface CurveTerminalOptions {
  /** Columns of the terminal, at least 30; default 80. */
  readonly width?: number;
  /** About how many rows the plot has, without axis and heading; default 10. */
  readonly rows?: number;
  /** Only ASCII characters; default false. */
  readonly ascii?: boolean;
}

interface Signs {
  readonly accepted: string;
  readonly rejected: string;
  /** At most this: a mutant that was stopped early. */
  readonly atMost: string;
  /** Admitted by hand, and measured by hand and rejected. */
  readonly byHand: readonly [accepted: string, rejected: string];
  readonly best: string;
  readonly tick: string;
  readonly side: string;
  readonly corner: string;
}

const unicodeSigns: Signs = {
  accepted: "●",
  rejected: "○",
  atMost: "▿",
  byHand: ["▲", "△"],
  best: "─",
  tick: "┤",
  side: "│",
  corner: "└",
};
const asciiSigns: Signs = {
  accepted: "*",
  rejected: "o",
  atMost: "v",
  byHand: ["A", "a"],
  best: "-",
  tick: "+",
  side: "|",
  corner: "+",
};
const gutter = 8;

/**
 * The curve as text: accepted and rejected mutants, those admitted by hand between them, the best member so far, both
 * axes. Of a mutant that was stopped early the highest rate that it can have is marked. Where iterations share a column, an accepted mutant hides a rejected one, and any mutant hides the line. The plot is never wider than `width`; its heading needs about 50 columns.
 */
export function curveTerminal(data: CurveData, options: CurveTerminalOptions = {}): string {
  const width = Math.max(30, options.width ?? 80);
  const signs = options.ascii ? asciiSigns : unicodeSigns;
  const heading = headingLines(data, signs, width);
  if (!data.points.some(({ score }) => score !== null))
    return [...heading, "nothing measured yet"].join("\n");
  const grid = gridOf(data, width - gutter, Math.max(3, options.rows ?? 10), signs);
  return [...heading, ...grid].join("\n");
}

function headingLines(data: CurveData, signs: Signs, width: number): string[] {
  const [admitted] = signs.byHand;
  const byHand = data.points.some((point) => point.byHand !== null) ? `${admitted} by hand  ` : "";
  const stopped = data.points.some(({ bounds }) => bounds !== null) ? `${signs.atMost} at most  ` : "";
  const legend = `${signs.accepted} accepted  ${signs.rejected} rejected  ${stopped}${byHand}${signs.best} best so far`;
  const title = "Pass rate";
  const gap = width - title.length - legend.length;
  const label = simulationLabel(data.facts);
  return [
    ...(gap >= 2 ? [`${title}${" ".repeat(gap)}${legend}`] : [title, legend]),
    ...(label === null ? [] : [label]),
  ];
}

/** Where iterations and shares fall on a grid of characters. */
interface Places {
  readonly column: (iteration: number) => number;
  /** Row 0 is the top. */
  readonly row: (share: number) => number;
  readonly columns: number;
  readonly rows: number;
}

function gridOf(data: CurveData, columns: number, wantedRows: number, signs: Signs): string[] {
  const drawn = { ...data, facts: { ...data.facts, published: [] } };
  const axis = shareAxis(drawn, Math.max(2, Math.round(wantedRows / 3)));
  const rows = evenRows(axis, wantedRows);
  const last = Math.max(1, data.points.at(-1)?.at ?? 1);
  const stride = Math.min(4, (columns - 1) / last);
  const step = stride > 1 ? Math.floor(stride) : stride;
  const places: Places = {
    column: (iteration) => Math.round(iteration * step),
    row: (share) => rows - 1 - Math.round((share / axis.top) * (rows - 1)),
    columns: Math.round(last * step) + 1,
    rows,
  };
  const cells = cellsOf(data.points, places, signs);
  const labels = labelsOf(axis, places, signs);
  const lines = cells.map((line, row) => `${labels[row]} ${line.join("")}`.trimEnd());
  return [...lines, iterationAxis(last, places, columns, signs)];
}

/** The number of rows nearest to `wanted` that puts every labelled share on a row of its own. */
function evenRows({ ticks, top }: ShareAxis, wanted: number): number {
  const intervals = Math.round(top / (ticks[1] ?? top));
  return intervals * Math.max(1, Math.round((wanted - 1) / intervals)) + 1;
}

function cellsOf(points: readonly CurvePoint[], places: Places, signs: Signs): string[][] {
  const cells = Array.from({ length: places.rows }, () => new Array<string>(places.columns).fill(" "));
  const put = (share: number | null, column: number, sign: string) => {
    const line = share === null ? undefined : cells[places.row(share)];
    if (line !== undefined) line[column] = sign;
  };
  points.forEach(({ at, bestSoFar }, index) => {
    const end = points[index + 1]?.at ?? at;
    for (let column = places.column(at); column <= places.column(end); column++) {
      put(bestSoFar, column, signs.best);
    }
  });
  const draw = (sign: string, byHand: boolean, ...outcomes: CurvePoint["outcome"][]) => {
    for (const point of points) {
      if (byHand !== (point.byHand !== null) || !outcomes.includes(point.outcome)) continue;
      const { bounds, score, at } = point;
      if (bounds === null) put(score, places.column(at), sign);
      else put(bounds.high, places.column(at), signs.atMost);
    }
  };
  const [admitted, refused] = signs.byHand;
  draw(signs.rejected, false, "rejected");
  draw(signs.accepted, false, "baseline", "accepted");
  draw(refused, true, "rejected");
  draw(admitted, true, "accepted");
  return cells;
}

function labelsOf({ ticks }: ShareAxis, { row, rows }: Places, signs: Signs): string[] {
  const labels = Array.from({ length: rows }, () => `      ${signs.side}`);
  for (const tick of ticks) labels[row(tick)] = `${percent(tick).padStart(5)} ${signs.tick}`;
  return labels;
}

function iterationAxis(last: number, places: Places, columns: number, signs: Signs): string {
  let line = "";
  for (const tick of iterationTicks(last, Math.max(2, Math.floor(places.columns / 9)))) {
    const start = places.column(tick);
    const words = String(tick);
    if (start >= line.length && start + words.length <= columns) line = line.padEnd(start) + words;
  }
  return `      ${signs.corner} ${line}`;
}
