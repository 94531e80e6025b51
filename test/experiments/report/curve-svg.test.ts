import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CurveData } from "../../../experiments/report/curve-data.js";
import { svgToPng } from "../../../experiments/report/curve-png.js";
import { curveSvg } from "../../../experiments/report/curve-svg.js";
import { curveOf, someFacts } from "./made-up-run.js";
import { madeUpSearch, type SearchPlan } from "./made-up-search.js";

const { resolve } = createRequire(import.meta.url);
const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) =>
  resolve(`dejavu-fonts-ttf/ttf/${file}`),
);
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans" };

const plans: Record<string, SearchPlan> = {
  "of 12 iterations": { iterations: 12, validation: 12, test: 12, seed: 3 },
  "of 40 iterations": { iterations: 40, testRepeats: 3, seed: 5 },
  "of 233 iterations": { iterations: 233, seed: 11 },
  "with few test documents": { iterations: 5, validation: 7, test: 6, seed: 21, start: 0.6 },
  "that is unfinished": { iterations: 9, validation: 12, test: 6, finished: false },
};

const iterationsIn = (svg: string) =>
  [...svg.matchAll(/data-iteration="(\d+)"/g)].map(([, iteration]) => Number(iteration));

/** A piece of text with its real extent on the canvas, as the shipped font sets it. */
interface SetText {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function setTexts(svg: string): SetText[] {
  const root = svg.slice(0, svg.indexOf(">") + 1);
  const open: string[] = [];
  const texts: SetText[] = [];
  for (const [piece] of svg.matchAll(/<g[^>]*>|<text[^>]*>[^<]*<\/text>|<\/g>/g)) {
    if (piece.startsWith("<text"))
      texts.push(extentOf(`${root}${open.at(-1) ?? "<g>"}${piece}</g></svg>`, piece));
    else if (piece === "</g>") open.pop();
    else open.push(piece);
  }
  return texts;
}

function extentOf(svg: string, piece: string): SetText {
  const box = new Resvg(svg, { font }).getBBox();
  if (box === undefined) throw new Error(`no extent: ${piece}`);
  const { x, y, width, height } = box;
  return { words: piece.replace(/<[^>]*>/g, ""), left: x, right: x + width, top: y, bottom: y + height };
}

const overlap = (a: SetText, b: SetText) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function withWords(data: CurveData, words: string): CurveData {
  const points = data.points.map((point) => ({ ...point, summary: words }));
  return { ...data, points, facts: { ...data.facts, name: words, acceptance: words } };
}

const published = [
  { name: "Autodata, blog", baseline: 0.128, final: 0.424 },
  { name: "Autodata, paper", baseline: 0.621, final: 0.796 },
  { name: "a method that fails on nothing", baseline: 1, final: 1 },
  { name: "one that does no better than before", baseline: 0.8, final: 0.8 },
].map((one) => ({ ...one, criterion: "theirs", accepted: 126, iterations: 233, source: "a page" }));

const drawings: [string, CurveData][] = Object.entries(plans).map(([name, plan]) => [
  name,
  curveOf(madeUpSearch(plan)),
]);
const beside = madeUpSearch({ iterations: 40, seed: 5 });
drawings.push(["beside published results", curveOf({ ...beside, facts: { ...beside.facts, published } })]);

describe.each(drawings)("the drawing of a search %s", (_, data) => {
  const svg = curveSvg(data);

  it("holds every iteration exactly once", () => {
    const sorted = iterationsIn(svg).sort((one, other) => one - other);
    expect(sorted).toEqual(data.points.map(({ iteration }) => iteration));
  });

  it("keeps all words inside the canvas and apart from each other", () => {
    const texts = setTexts(svg);
    expect(texts.length).toBeGreaterThan(12);
    for (const [index, text] of texts.entries()) {
      expect(text.left, text.words).toBeGreaterThanOrEqual(0);
      expect(text.right, text.words).toBeLessThanOrEqual(900);
      expect(text.bottom, text.words).toBeLessThanOrEqual(520);
      const touching = texts.slice(index + 1).filter((other) => overlap(text, other));
      expect(touching.map(({ words }) => `${text.words} / ${words}`)).toEqual([]);
    }
  });
});

describe("the drawing", () => {
  const data = curveOf(madeUpSearch({ iterations: 20 }));

  it("tells the outcomes apart by class and shape", () => {
    const svg = curveSvg(data);
    const drawn = (kind: string) => svg.split(`class="iteration ${kind}"`).length - 1;
    const logged = (kind: string) => data.points.filter(({ outcome }) => outcome === kind).length;
    expect(drawn("accepted")).toBe(logged("accepted"));
    expect(drawn("rejected")).toBe(logged("rejected"));
    expect(svg).toContain('class="best-so-far"');
    expect(svg).toContain('class="baseline"');
  });

  it("shows the test estimates with error bars once they exist, and not before", () => {
    expect(curveSvg(data).split('class="interval"').length - 1).toBe(2);
    expect(curveSvg({ ...data, test: null })).not.toContain('class="test"');
  });

  it("marks published results as published, where they began and ended, and draws none where there are none", () => {
    expect(curveSvg(data)).not.toContain("published");
    const svg = curveSvg({ ...data, facts: { ...data.facts, published } });
    expect(svg).toContain("published: Autodata, paper, baseline 62.1 %");
    expect(svg).toContain("published: Autodata, paper, end 79.6 %");
    expect(svg).toContain("100 %");
  });

  it("says that models are simulated, and does not say it of real ones", () => {
    const label = "simulated models: not a result about any real model";
    expect(curveSvg(data)).toContain(label);
    expect(curveSvg({ ...data, facts: { ...someFacts, simulated: "none" } })).not.toContain("simulated");
  });

  it("says when more than one candidate has used the test split", () => {
    const test = data.test === null ? null : { ...data.test, looks: 3 };
    expect(curveSvg({ ...data, test })).toContain("used for 3 candidates so far");
  });

  it("can be drawn before anything was measured", () => {
    const empty = curveOf({ facts: someFacts, candidates: [], observations: [], decisions: [] });
    expect(iterationsIn(curveSvg(empty))).toEqual([]);
    expect(svgToPng(curveSvg(empty)).length).toBeGreaterThan(1000);
  });

  it("stays well-formed whatever a model wrote", () => {
    const anything = fc
      .array(
        fc.oneof(
          fc.constantFrom(0, 8, 0x1b, 0x26, 0x3c, 0x3e, 0x22, 0xd800, 0xffff),
          fc.integer({ min: 0, max: 0xffff }),
        ),
      )
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anything, (words) => {
        const svg = curveSvg(withWords(data, words));
        expect(new Resvg(svg, { font }).width).toBe(900);
        expect(iterationsIn(svg)).toHaveLength(data.points.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the picture", () => {
  const svg = curveSvg(curveOf(madeUpSearch({ iterations: 6, test: 0 })));
  const dimensions = (png: Uint8Array) => {
    const view = new DataView(png.buffer, png.byteOffset);
    return [view.getUint32(16), view.getUint32(20)];
  };

  it("is a PNG of twice the drawing's size, or of the width asked for", () => {
    const png = svgToPng(svg);
    expect([...png.slice(1, 4)]).toEqual([...Buffer.from("PNG")]);
    expect(dimensions(png)).toEqual([1800, 1040]);
    expect(dimensions(svgToPng(svg, 450))).toEqual([450, 260]);
  });

  it("sets its words without any system font", () => {
    const wordless = svg.replace(/<text[^>]*>[^<]*<\/text>/g, "");
    expect(svgToPng(svg).length).toBeGreaterThan(1.2 * svgToPng(wordless).length);
  });

  it("is the same, byte for byte, from the same drawing", () => {
    expect(Buffer.from(svgToPng(svg)).equals(Buffer.from(svgToPng(svg)))).toBe(true);
  });
});
