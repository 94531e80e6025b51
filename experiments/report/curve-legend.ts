import type { CurveData } from "./curve-data.js";
import type { Frame } from "./curve-frame.js";
import {
  acceptedMark,
  baselineMark,
  baselineStroke,
  bestStroke,
  boundsMark,
  byHandMark,
  rejectedMark,
  ringMark,
  uncomparedMark,
} from "./curve-marks.js";
import { canvas, colours, fontSize } from "./curve-style.js";
import { percent, plural } from "./numbers.js";
import { svgElement, svgText } from "./svg-element.js";

interface LegendItem {
  readonly words: string;
  /** Draws the sign around the given middle, at most `signWidth` wide. */
  readonly sign: (x: number, y: number) => string;
}

const signWidth = 26;
const rowHeight = 18;
/** A generous mean advance of a character in the shipped font, so that items never touch. */
const characterWidth = fontSize.text * 0.56;

/** What each sign means, under the plot, in as many rows as its words need. */
export function curveLegend(data: CurveData, { plot }: Frame): string {
  const rows = rowsOf(legendItems(data), canvas.width - plot.left - 16);
  const bottom = canvas.height - 12 - (rows.length - 1) * rowHeight;
  const drawn = rows.flatMap((row, index) => {
    let x = plot.left - 8;
    return row.map((item) => {
      const text = itemAt(item, x, bottom + index * rowHeight);
      x += widthOf(item);
      return text;
    });
  });
  return svgElement("g", { class: "legend", "font-size": fontSize.text, fill: colours.text }, ...drawn);
}

function legendItems({ points, baseline, best, final, chance }: CurveData): LegendItem[] {
  const number = (...kinds: string[]) =>
    points.filter(({ outcome, byHand }) => byHand === null && kinds.includes(outcome)).length;
  const byHand = points.filter((point) => point.byHand !== null);
  const stopped = points.filter(({ bounds }) => bounds !== null).length;
  const uncompared = number("invalid", "no change", "duplicate", "inconclusive");
  const byChance = chance === null ? "" : `, by chance alone ${chance.expected.toFixed(1)}`;
  const items: (LegendItem | null)[] = [
    { words: `accepted (${number("accepted")}${byChance})`, sign: (x, y) => acceptedMark(x, y, 5) },
    {
      words: `rejected (${number("rejected") - stopped})`,
      sign: (x, y) => rejectedMark(x, y, 5),
    },
    stopped === 0
      ? null
      : {
          words: `stopped early, its rate between bounds (${stopped})`,
          sign: (x, y) => boundsMark(x, y + 7, y - 5, 4),
        },
    byHand.length === 0
      ? null
      : { words: `by hand (${byHand.length})`, sign: (x, y) => byHandMark(x, y, 6, true) },
    uncompared === 0
      ? null
      : { words: `not compared (${uncompared})`, sign: (x, y) => uncomparedMark(x, y, 3) },
    best === null
      ? null
      : {
          words: `best mean so far, ${final ? "at the end" : "now"} ${percent(best.score)}`,
          sign: line(bestStroke),
        },
    best === null || best.name === "baseline"
      ? null
      : {
          words: `${best.name}, the best ${final ? "at the end" : "now"}`,
          sign: (x, y) => ringMark(x, y, 6),
        },
    baseline === null
      ? null
      : {
          words: `baseline ${percent(baseline.score)}, mean of ${plural(baseline.evaluations, "evaluation")}`,
          sign: (x, y) => line(baselineStroke)(x, y) + baselineMark(x, y, 4),
        },
  ];
  return items.filter((item) => item !== null);
}

function line(stroke: Readonly<Record<string, string | number>>): LegendItem["sign"] {
  return (x, y) =>
    svgElement("line", { x1: x - signWidth / 2, x2: x + signWidth / 2, y1: y, y2: y, ...stroke });
}

function rowsOf(items: readonly LegendItem[], width: number): LegendItem[][] {
  const rows: LegendItem[][] = [[]];
  let used = 0;
  for (const item of items) {
    if (used > 0 && used + widthOf(item) > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(item);
    used += widthOf(item);
  }
  return rows;
}

const widthOf = ({ words }: LegendItem) => signWidth + 8 + words.length * characterWidth + 14;

function itemAt({ words, sign }: LegendItem, x: number, y: number): string {
  return sign(x + signWidth / 2, y - 4) + svgText(x + signWidth + 6, y, words);
}
