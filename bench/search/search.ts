import { supportOf } from "../../experiments/report/support.js";
import { efficient, efficientParts } from "../../outer/policies/efficient-policy.js";
import { searchPolicies } from "../../outer/policies/search-policies.js";
import type { SearchPolicy } from "../../outer/policies/search-policy.js";
import { table } from "../table.js";
import { type BareSearch, bareSearch, testRepeats } from "./bare-search.js";
import { type Landscape, landscapes } from "./landscape.js";
import { sizes, World } from "./world.js";

const budget = 14_000;
const every = 250;
/** Of reported worlds in which nothing helps, there are that many times as many: what is said of them is a share near 1. */
const flatFactor = 20 / 3;

/** How a search goes about it. */
interface Arm {
  readonly policy: SearchPolicy;
  /** Share of iterations that merge two lines. */
  readonly crossover?: number;
}
type Arms = Readonly<Record<string, Arm>>;

/** The efficient policy with one part taken out at a time, or with crossover put in. */
const partsOut: Arms = {
  efficient: { policy: searchPolicies.efficient },
  "no pooling": { policy: { ...searchPolicies.efficient, runsParent: () => true } },
  "no waves": { policy: efficient({ ...efficientParts, waveSize: sizes.validation }) },
  "documents as drawn": { policy: efficient({ ...efficientParts, hardestFirst: false }) },
  "parent run once": { policy: efficient({ ...efficientParts, knownEnough: 1 }) },
  "no shrinkage": { policy: efficient({ ...efficientParts, priorEpisodes: 0 }) },
  "waves of 5": { policy: efficient({ ...efficientParts, waveSize: 5 }) },
  "full temperature": { policy: efficient({ ...efficientParts, temperatureFactor: 1 }) },
  "no patience": { policy: efficient({ ...efficientParts, patience: Number.POSITIVE_INFINITY }) },
  "no finalists": { policy: efficient({ ...efficientParts, finalistShare: 0 }) },
  "crossover 0.1": { policy: searchPolicies.efficient, crossover: 0.1 },
};

/**
 * What the policies of a search find for how many episodes, over landscapes without models. The same worlds for every
 * policy; `seeds` of them. Seeds for tuning are others than those that are reported.
 */
export function benchSearch(seeds: number): Promise<void> {
  const arms = { paper: { policy: searchPolicies.paper }, efficient: { policy: searchPolicies.efficient } };
  return compared(arms, seeds, "reported");
}

/** What each part of the efficient policy is worth, on the seeds for tuning. */
export function benchSearchParts(seeds: number): Promise<void> {
  return compared({ paper: { policy: searchPolicies.paper }, ...partsOut }, seeds, "tuning");
}

/**
 * What the report says at the end of an efficient search against what is true, over more worlds than a comparison of
 * policies affords, and others than those.
 */
export async function benchHeadlines(worlds: number): Promise<void> {
  const rows: string[][] = [];
  for (const landscape of landscapes.filter(({ rising }) => rising)) {
    const runs = await runsOf(landscape, { policy: searchPolicies.efficient }, worlds, "headlines");
    rows.push([landscape.name, ...saidOf(runs)]);
  }
  process.stdout.write(`${reportTable(["landscape"], rows)}\n`);
}

async function compared(arms: Arms, seeds: number, stream: string): Promise<void> {
  const found: string[][] = [];
  const said: string[][] = [];
  const shares = new Map<string, number[]>(Object.keys(arms).map((name) => [name, []]));
  for (const landscape of landscapes) {
    const worlds = landscape.rising || stream !== "reported" ? seeds : Math.round(seeds * flatFactor);
    const runs = new Map<string, BareSearch[]>();
    for (const [name, arm] of Object.entries(arms)) {
      runs.set(name, await runsOf(landscape, arm, worlds, stream));
    }
    const paper = truthAt(runs.get("paper") ?? [], budget);
    for (const [name, all] of runs) {
      const needed = episodesFor(all, paper);
      if (landscape.rising) shares.get(name)?.push((needed ?? budget) / budget);
      const enough = needed === null ? "-" : needed.toLocaleString("en");
      found.push([landscape.name, name, ...foundIn(all), landscape.rising ? enough : "-"]);
      said.push([landscape.name, name, ...saidOf(all)]);
    }
  }
  const print = (text: string) => process.stdout.write(`${text}\n`);
  print(`${seeds} ${stream} worlds for each landscape, ${budget.toLocaleString("en")} episodes`);
  const search = ["true at 3,500", "at 7,000", "at 14,000", "score less true", "joined", "not better"];
  print(table(["landscape", "policy", ...search, "iterations", "episodes for paper's"], found));
  for (const [name, all] of shares) {
    print(
      `median share of the episodes, where progress is possible: ${name} ${percent(median(all))} % (${all.map((one) => percent(one)).join(", ")})`,
    );
  }
  print(`\n${reportTable(["landscape", "policy"], said)}`);
}

function reportTable(named: readonly string[], rows: string[][]): string {
  const report = ["worlds", "test less true", "interval holds true", "gain less true", "interval holds true"];
  const head = `The report at the end: ${sizes.test} test documents x ${testRepeats}, intervals over documents`;
  return `${head}\n${table([...named, ...report, "supported", "not shown", "worse"], rows)}`;
}

async function runsOf(
  landscape: Landscape,
  { policy, crossover }: Arm,
  seeds: number,
  stream: string,
): Promise<BareSearch[]> {
  const runs: BareSearch[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const name = `${stream}/${landscape.name}/${seed}`;
    runs.push(
      await bareSearch(new World(landscape, name), policy, name, {
        budget,
        every,
        ...(crossover && { crossover }),
      }),
    );
  }
  return runs;
}

/** Of each run, the last checkpoint within so many episodes. */
function at(runs: readonly BareSearch[], episodes: number) {
  return runs.flatMap(({ checkpoints }) => checkpoints.findLast((one) => one.episodes <= episodes) ?? []);
}

function truthAt(runs: readonly BareSearch[], episodes: number): number {
  return mean(at(runs, episodes).map(({ best }) => best.truth));
}

/** The fewest episodes, in steps, at which the mean of the true rates is as high; null when it never is. */
function episodesFor(runs: readonly BareSearch[], truth: number): number | null {
  for (let episodes = every; episodes <= budget; episodes += every) {
    if (truthAt(runs, episodes) >= truth) return episodes;
  }
  return null;
}

function foundIn(runs: readonly BareSearch[]): string[] {
  const end = at(runs, budget);
  const joined = runs.flatMap((run) => run.joined);
  const luck = joined.filter(({ gain }) => gain <= 0).length;
  return [
    percent(truthAt(runs, 3_500)),
    percent(truthAt(runs, 7_000)),
    meanText(end.map(({ best }) => best.truth)),
    meanText(end.map(({ score, best }) => score - best.truth)),
    (joined.length / runs.length).toFixed(1),
    joined.length === 0 ? "-" : `${((100 * luck) / joined.length).toFixed(0)} %`,
    Math.round(mean(end.map(({ iterations }) => iterations))).toString(),
  ];
}

/** What the reports said, against what is true of documents that nobody searched or tested on. */
function saidOf(runs: readonly BareSearch[]): string[] {
  const said = runs.map(({ headline: { test, best, gain } }) => {
    const improvement = test.improvement ?? { value: 0, interval: { low: 0, high: 0 } };
    return { best: test.best, truth: best.truth, improvement, gain, support: supportOf(test.improvement) };
  });
  const holds = (interval: { low: number; high: number } | null, truth: number) =>
    interval !== null && interval.low <= truth && truth <= interval.high;
  const share = (those: readonly unknown[]) => `${percent(those.length / said.length)} %`;
  const saying = (support: string) => share(said.filter((one) => one.support === support));
  return [
    String(said.length),
    meanText(said.map(({ best, truth }) => (best.value ?? 0) - truth)),
    share(said.filter(({ best, truth }) => holds(best.interval, truth))),
    meanText(said.map(({ improvement, gain }) => (improvement.value ?? 0) - gain)),
    share(said.filter(({ improvement, gain }) => holds(improvement.interval, gain))),
    ...[saying("supported"), saying("not shown"), saying("worse")],
  ];
}

/** A mean in points with half its 95 % interval over worlds. */
function meanText(values: readonly number[]): string {
  const half = (1.96 * deviation(values)) / Math.sqrt(Math.max(1, values.length));
  return `${percent(mean(values))} ± ${percent(half)}`;
}

const percent = (value: number) => (100 * value).toFixed(1);
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [below, above] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return ((sorted[below] ?? 1) + (sorted[above] ?? 1)) / 2;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
