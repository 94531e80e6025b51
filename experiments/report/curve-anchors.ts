import type { CurveData } from "./curve-data.js";
import type { Frame } from "./curve-frame.js";
import { colours, fontSize } from "./curve-style.js";
import type { Published } from "./run-facts.js";
import { publishedShare } from "./side-by-side.js";
import { svgElement, svgText } from "./svg-element.js";

const length = 26;
const lineHeight = 15;

/** Published results as marks at the right edge of the plot: where each began, and where it ended. */
export function curveAnchors({ facts }: CurveData, frame: Frame): string {
  const marks = facts.published.flatMap(marksOf).sort((a, b) => a.share - b.share);
  const labels = apart(
    marks.map(({ share }) => frame.y(share) - 4),
    frame.plot.top + lineHeight,
  );
  const drawn = marks.map((mark, index) => markAt(mark, labels[index] ?? 0, frame));
  return drawn.length === 0 ? "" : svgElement("g", { class: "published" }, ...drawn);
}

interface Mark {
  readonly share: number;
  readonly words: string;
}

function marksOf({ name, baseline, final }: Published): Mark[] {
  const label = (what: string, share: number) => ({
    share,
    words: `published: ${name}, ${what} ${publishedShare(share)}`,
  });
  return [...(baseline === null ? [] : [label("baseline", baseline)]), label("end", final)];
}

/** Rows of labels from the bottom up, moved so that a line's height is between them and none stands above `top`. */
function apart(rows: readonly number[], top: number): number[] {
  const raised: number[] = [];
  for (const row of rows)
    raised.push(Math.min(row, (raised.at(-1) ?? Number.POSITIVE_INFINITY) - lineHeight));
  const last = raised.length - 1;
  return raised.map((row, index) => Math.max(row, top + (last - index) * lineHeight));
}

function markAt({ share, words }: Mark, text: number, { plot, y }: Frame): string {
  const row = y(share);
  const line = { x1: plot.right - length, x2: plot.right, y1: row, y2: row };
  const style = {
    "text-anchor": "end",
    "font-size": fontSize.small,
    fill: colours.published,
    stroke: "#FFFFFF",
    "stroke-width": 3,
    "paint-order": "stroke",
  };
  return (
    svgElement("line", { ...line, stroke: colours.published, "stroke-width": 2 }) +
    svgText(plot.right - 2, text, words, style)
  );
}
