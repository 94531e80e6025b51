import { scaleLinear } from "d3-scale";
import { canvas, colours, fontFamily, fontSize } from "../report/curve-style.js";
import { count, percent } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { escapeXml, svgElement, svgText } from "../report/svg-element.js";
import type { Group } from "./question-types.js";
import type { ClassificationTally, TypeTally } from "./tally.js";

/** Hues of the same palette as the curve's, of different lightness. */
const groupColours: Readonly<Record<Group, string>> = {
  reasoning: "#0072B2",
  mixed: "#E69F00",
  knowledge: "#009E73",
};

export interface ChartWords {
  readonly title: string;
  readonly subtitle: string;
  /** What must stand on every picture of simulated models; null when the model is real. */
  readonly warning: string | null;
}

/** Pixels: where bars begin, and where the longest may end so that its number still fits. */
const bars = { left: 316, right: canvas.width - 116, top: 92, row: 28, height: 18 } as const;
const nameCharacters = 40;

/** The types as a bar chart, a self-contained SVG 900 wide: one bar to a type, coloured by group, with a legend. */
export function typesChart(tally: ClassificationTally, words: ChartWords): string {
  const bottom = bars.top + tally.types.length * bars.row;
  const [width, height] = [canvas.width, bottom + 84];
  const root = {
    ...{ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    ...{ role: "img", "font-family": fontFamily },
  };
  const most = Math.max(1, ...tally.types.map((type) => type.count));
  const scale = scaleLinear().domain([0, most]).range([bars.left, bars.right]);
  const style = { "font-size": fontSize.text, fill: colours.text };
  return `${svgElement(
    "svg",
    root,
    svgElement("title", {}, escapeXml(words.title)),
    svgElement("rect", { width, height, fill: "#FFFFFF" }),
    heading(words),
    svgElement("g", style, axis(scale, bottom), ...tally.types.map((type, row) => bar(type, row, scale))),
    legend(tally, bottom + 68),
  )}\n`;
}

function heading({ title, subtitle, warning }: ChartWords): string {
  const bold = { "font-weight": "bold" };
  const left = 24;
  return [
    svgText(left, 28, title, { ...bold, "font-size": fontSize.title, fill: colours.text }),
    svgText(left, 48, subtitle, { "font-size": fontSize.text, fill: colours.faint }),
    warning === null
      ? ""
      : svgText(left, 66, warning, { ...bold, "font-size": fontSize.text, fill: colours.warning }),
  ].join("");
}

type Scale = ReturnType<typeof scaleLinear<number>>;

/** Whole numbers only, a line up through the bars at each. */
function axis(scale: Scale, bottom: number): string {
  const ticks = scale.ticks(6).filter(Number.isInteger);
  const marks = ticks.map((tick) => {
    const stroke = tick === 0 ? colours.axis : colours.grid;
    const line = { x1: scale(tick), x2: scale(tick), y1: bars.top - 6, y2: bottom, stroke };
    return (
      svgElement("line", line) + svgText(scale(tick), bottom + 18, count(tick), { "text-anchor": "middle" })
    );
  });
  const middle = (bars.left + bars.right) / 2;
  return [...marks, svgText(middle, bottom + 38, "items", { "text-anchor": "middle" })].join("");
}

function bar({ name, group, ...tally }: TypeTally, row: number, scale: Scale): string {
  const top = bars.top + row * bars.row;
  const baseline = top + bars.height / 2 + 4;
  const shape = { x: bars.left, y: top, height: bars.height, width: scale(tally.count) - bars.left };
  return svgElement(
    "g",
    { class: "type", "data-count": tally.count },
    svgText(bars.left - 10, baseline, plainLine(name, nameCharacters), { "text-anchor": "end" }),
    svgElement("rect", { ...shape, fill: groupColours[group] }),
    svgText(scale(tally.count) + 6, baseline, `${count(tally.count)} (${percent(tally.share)})`),
  );
}

/** Every group with its total, in columns of equal width, and last what was not assigned. */
function legend({ groups, unparsed, items }: ClassificationTally, y: number): string {
  const total = ({ count: number, share }: { count: number; share: number }) =>
    `${count(number)} (${percent(share)})`;
  const entries = [
    ...groups.map(({ group, ...one }) => ({ words: `${group} ${total(one)}`, fill: groupColours[group] })),
    {
      words: `unparsed ${total({ count: unparsed, share: items === 0 ? 0 : unparsed / items })}`,
      fill: "#FFFFFF",
    },
  ];
  const column = (canvas.width - 48) / entries.length;
  const drawn = entries.map(({ words, fill }, index) => {
    const x = 24 + index * column;
    const swatch = { x, y: y - 11, width: 14, height: 12, fill, stroke: colours.axis };
    return svgElement("rect", swatch) + svgText(x + 22, y, words);
  });
  return svgElement("g", { class: "legend", "font-size": fontSize.text, fill: colours.text }, ...drawn);
}
