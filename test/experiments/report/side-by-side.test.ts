import { expect, it } from "vitest";
import { sideBySide } from "../../../experiments/report/side-by-side.js";
import { criterionBatch } from "../../../outer/batches.js";
import { placesOf } from "../../../outer/evaluate.js";
import { curveOf, documentOf, observationOf } from "./made-up-run.js";
import { madeUpSearch } from "./made-up-search.js";

const searched = madeUpSearch({ iterations: 8, validation: 12, test: 12, seed: 3 });
const documents = Array.from({ length: 12 }, (_, index) => documentOf("test", index));
const published = [
  {
    ...{ name: "Theirs", baseline: 0.621, final: 0.796, criterion: "weak at most 65" },
    ...{ accepted: 126, iterations: 233, source: "a page of theirs" },
  },
  {
    ...{ name: "Bare", baseline: null, final: 0.5, criterion: "unknown" },
    ...{ accepted: null, iterations: null, source: "hearsay" },
  },
];

/** The episodes of the criteria: under the first preset each third is accepted, under the second none. */
function underPresets() {
  const { best } = curveOf(searched);
  const baseline = searched.candidates[0]?.tree;
  if (best === null || baseline === undefined) throw new Error("nothing was searched");
  const sides = [["baseline", baseline] as const, ["best", best.candidate] as const];
  return [0, 1].flatMap((preset) =>
    sides.flatMap(([side, tree]) => {
      const batch = criterionBatch(8, side, tree, documents, { preset, times: 2 });
      return placesOf(batch).map(({ document, repeat, position }) =>
        observationOf(
          { ...batch, document, repeat, position },
          preset === 0 && position % 3 === 0 ? "accepted" : "exhausted",
        ),
      );
    }),
  );
}

it("says nothing where an experiment names no published result and no other rule", () => {
  expect(sideBySide(curveOf(searched))).toEqual([]);
});

it("shows published results as published, and the run's own as simulated or measured, with their rules", () => {
  const lines = sideBySide(curveOf({ ...searched, facts: { ...searched.facts, published } }));
  expect(lines[0]).toMatch(/^ +baseline +at the end +accepted +by the rule$/);
  expect(lines[1]).toMatch(/^published +Theirs +62\.1 % +79\.6 % +126 of 233 +weak at most 65$/);
  expect(lines[2]).toMatch(/^published +Bare +50 % +unknown$/);
  expect(lines[3]).toMatch(/^simulated +validation \(selected on\) +\d+ % +\d+ % +\d+ of 8 +deployed$/);
  expect(lines[4]).toMatch(/^simulated +12 test documents .*deployed$/);
  expect(lines.slice(5)).toEqual(["Theirs: a page of theirs", "Bare: hearsay"]);
  const real = { ...searched.facts, published, simulated: "none" as const };
  expect(sideBySide(curveOf({ ...searched, facts: real }))[3]).toMatch(/^measured /);
});

it("shows what the test documents say under each other rule, a repeated end counted once", () => {
  const facts = { ...searched.facts, finalRules: ["prose", "blog_strict", "never_run"] };
  const episodes = underPresets();
  const observations = [...searched.observations, ...episodes, ...episodes];
  const { criteria, test } = curveOf({ ...searched, facts, observations });
  expect(criteria.map(({ rule, baseline, best }) => [rule, baseline.value, best.value])).toEqual([
    ["prose", 1 / 3, 1 / 3],
    ["blog_strict", 0, 0],
  ]);
  expect(test).toEqual(curveOf(searched).test);
  expect(sideBySide(curveOf({ ...searched, facts, observations })).at(-1)).toMatch(
    /^simulated +12 test documents +0 % \[.* blog_strict$/,
  );
});
