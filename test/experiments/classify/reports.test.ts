import { describe, expect, it } from "vitest";
import type { Assigned } from "../../../experiments/classify/classification.js";
import { classificationScreen } from "../../../experiments/classify/classification-screen.js";
import type { QuestionType } from "../../../experiments/classify/question-types.js";
import { tallyOf } from "../../../experiments/classify/tally.js";
import { typesChart } from "../../../experiments/classify/types-chart.js";
import { svgToPng } from "../../../experiments/report/curve-png.js";

const recall: QuestionType = { name: "Recall & <names>", definition: "To state a fact.", group: "knowledge" };
const proof: QuestionType = { name: "Proof", definition: "To prove.", group: "reasoning" };
const unused: QuestionType = { name: "Modelling", definition: "To model.", group: "mixed" };

const item = (line: number, weak: number | null) => ({
  ...{ id: `q${line}`, line, question: "?", answer: null, weak },
});
const assigned: Assigned[] = [
  { item: item(1, 0.5), type: proof },
  { item: item(2, 0.25), type: proof },
  { item: item(3, null), type: proof },
  { item: item(4, null), type: recall },
  { item: item(5, 1), type: null, unparsed: "The reply was empty." },
];
const tally = tallyOf({ types: [recall, proof, unused], assigned });

describe("the tally of a classification", () => {
  it("is by group and frequency, in shares of what was assigned", () => {
    expect(tally.types.map(({ name, count, share }) => [name, count, share])).toEqual([
      ["Proof", 3, 0.75],
      ["Modelling", 0, 0],
      ["Recall & <names>", 1, 0.25],
    ]);
    expect(tally.groups.map(({ group, count }) => [group, count])).toEqual([
      ["reasoning", 3],
      ["mixed", 0],
      ["knowledge", 1],
    ]);
    expect(tally).toMatchObject({ items: 5, assigned: 4, unparsed: 1 });
  });

  it("has mean weak scores of the items that have one", () => {
    expect(tally.types.map(({ meanWeak }) => meanWeak)).toEqual([0.375, null, null]);
  });
});

it("the screen shows types, groups, and what was not assigned with its reason", () => {
  const screen = classificationScreen(tally, { assigned, sample: { items: 5, batches: 2, unreadable: 1 } });
  expect(screen).toMatch(/^Proof +reasoning +3 +75 % +0\.38$/m);
  expect(screen).toMatch(/^ +mixed +0 +0 % +-$/m);
  expect(screen).toContain("unparsed 1 of 5 items (20 %); shares are of the 4 assigned");
  expect(screen).toContain("1 x The reply was empty.");
  expect(screen).toContain("2 batches; 1 batch gave no readable proposal");
});

describe("the chart", () => {
  const svg = typesChart(tally, { title: "Types of a < b", subtitle: "here", warning: "simulated models" });

  it("is well-formed, with one bar to a type and a legend with totals", () => {
    expect(svgToPng(svg, 300).length).toBeGreaterThan(1000);
    expect(svg.match(/class="type"/g)).toHaveLength(3);
    expect(svg).toContain("reasoning 3 (75 %)");
    expect(svg).toContain("unparsed 1 (20 %)");
    expect(svg).toContain("simulated models");
  });

  it("keeps rows apart, and words within the picture", () => {
    const rows = [...svg.matchAll(/<g class="type".*?<text x="306" y="(\d+)"/g)].map(([, y]) => Number(y));
    expect(rows).toEqual([105, 133, 161]);
    const ends = [...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+">([^<]+)</g)];
    expect(ends.length).toBeGreaterThan(5);
    for (const [, x, words] of ends) expect(Number(x) + (words ?? "").length * 7).toBeLessThan(900);
  });
});
