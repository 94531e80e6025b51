import type { RunFacts } from "../report/run-facts.js";
import type { StoredMember } from "./family-folder.js";
import { counts, differences, type SeedMean, seedMean, shares } from "./mean-over-seeds.js";
import { type Abscissa, abscissas, type MemberView } from "./member-view.js";
import { areaUnder, changesIn, commonRange, type Range, type Steps, valueAt } from "./steps.js";

/** The mean curve of a cell at one place. */
export interface MeanPoint extends SeedMean {
  /** Iterations, or episodes that the search has spent. */
  readonly x: number;
}

/** What is compared between cells. Shares are in [0, 1]. */
export const measures = ["area", "baseline", "best", "improvement", "episodes"] as const;
export type Measure = (typeof measures)[number];

/** The members that differ in the seed alone. */
export interface CellData {
  /** Such as `search.policy paper`; empty when the matrix varies nothing but seeds. */
  readonly cell: string;
  /** Members finished: all numbers are over these. */
  readonly finished: number;
  readonly members: number;
  /** The mean of the best so far, where all finished members have one. */
  readonly curves: Readonly<Record<Abscissa, readonly MeanPoint[]>>;
  /**
   * `area` under the best so far by episodes, over the family's common range; `baseline`, `best` and `improvement` on
   * the test split; `episodes` that the search spent.
   */
  readonly means: Readonly<Record<Measure, SeedMean>>;
  /** Area by iterations, over the family's common range of iterations. */
  readonly areaByIterations: SeedMean;
}

/** One cell minus the first, over the seeds that both have finished, each seed with its own. */
export interface CellDifference {
  readonly cell: string;
  readonly against: string;
  readonly differences: Readonly<Record<Measure, SeedMean>>;
}

/** Everything a drawing of a family needs: a function of its members' histories alone. */
export interface FamilyData {
  readonly name: string;
  readonly facts: Pick<RunFacts, "simulated">;
  readonly cells: readonly CellData[];
  readonly differences: readonly CellDifference[];
  /** Where every finished member has a best so far; null while there is no such range. */
  readonly ranges: Readonly<Record<Abscissa, Range | null>>;
}

/** @param members every member of the family with what is known of its run, in their order. */
export function familyData(
  name: string,
  members: readonly { readonly member: StoredMember; readonly view: MemberView | null }[],
): FamilyData {
  const finished = members.flatMap(({ view }) => (view?.finished === true && view.steps ? [view] : []));
  const rangeBy = (by: Abscissa) => commonRange(finished.map((one) => stepsOf(one, by)));
  const ranges = { episodes: rangeBy("episodes"), iterations: rangeBy("iterations") };
  const names = [...new Set(members.map(({ member }) => member.arm.cell))];
  const groups = names.map((cell) => finished.filter(({ arm }) => arm.cell === cell));
  const simulated = members.flatMap(({ view }) => (view === null ? [] : [view.curve.facts.simulated]));
  return {
    name,
    facts: { simulated: simulated.every((one) => one === simulated[0]) ? (simulated[0] ?? "none") : "some" },
    cells: names.map((cell, index) => ({
      cell,
      members: members.filter(({ member }) => member.arm.cell === cell).length,
      ...cellOf(groups[index] ?? [], ranges),
    })),
    differences: names.slice(1).map((cell, index) => ({
      cell,
      against: names[0] ?? "",
      differences: pairedBySeed(groups[index + 1] ?? [], groups[0] ?? [], ranges.episodes),
    })),
    ranges,
  };
}

function cellOf(views: readonly MemberView[], ranges: FamilyData["ranges"]) {
  const own = (by: Abscissa) => meanCurve(views.map((one) => stepsOf(one, by)));
  const [episodes, iterations] = abscissas.map(own);
  const byIterations = views.map((one) => area(one, "iterations", ranges.iterations));
  return {
    finished: views.length,
    curves: { episodes: episodes ?? [], iterations: iterations ?? [] },
    means: eachMeasure((measure) =>
      seedMean(
        views.map((view) => measured(view, measure, ranges.episodes)),
        rangeOf[measure],
      ),
    ),
    areaByIterations: seedMean(byIterations, shares),
  };
}

const rangeOf = {
  area: shares,
  baseline: shares,
  best: shares,
  improvement: differences,
  episodes: counts,
} as const;

function pairedBySeed(views: readonly MemberView[], others: readonly MemberView[], range: Range | null) {
  const pairs = views.flatMap((view) => {
    const other = others.find(({ arm }) => arm.seed === view.arm.seed);
    return other === undefined ? [] : [[view, other] as const];
  });
  return eachMeasure((measure) => {
    const values = pairs.map(([view, other]) => {
      const [one, two] = [measured(view, measure, range), measured(other, measure, range)];
      return one === null || two === null ? null : one - two;
    });
    const unbounded = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    return seedMean(values, measure === "episodes" || measure === "improvement" ? unbounded : differences);
  });
}

function measured(view: MemberView, measure: Measure, range: Range | null): number | null {
  const { test } = view.curve;
  switch (measure) {
    case "area":
      return area(view, "episodes", range);
    case "baseline":
      return test?.baseline.value ?? null;
    case "best":
      return test?.best.value ?? null;
    case "improvement":
      return test === null ? null : test.improvement === null ? 0 : test.improvement.value;
    case "episodes":
      return view.curve.searchEpisodes;
  }
}

function area(view: MemberView, by: Abscissa, range: Range | null): number | null {
  return range === null ? null : areaUnder(stepsOf(view, by), range);
}

function meanCurve(all: readonly Steps[]): MeanPoint[] {
  const range = commonRange(all);
  if (range === null) return [];
  return changesIn(all, range).map((x) => ({
    x,
    ...seedMean(
      all.map((steps) => valueAt(steps, x)),
      shares,
    ),
  }));
}

function eachMeasure<T>(of: (measure: Measure) => T): Record<Measure, T> {
  return Object.fromEntries(measures.map((measure) => [measure, of(measure)])) as Record<Measure, T>;
}

function stepsOf({ steps }: MemberView, by: Abscissa): Steps {
  return (steps as NonNullable<typeof steps>)[by];
}
