import { searchPolicies } from "../../outer/policies/search-policies.js";
import type { SearchPolicy } from "../../outer/policies/search-policy.js";
import { table } from "../table.js";
import { type BareSearch, bareSearch } from "./bare-search.js";
import { type Landscape, landscapes } from "./landscape.js";
import { World } from "./world.js";

const budget = 14_000;
const every = 500;

/**
 * What the policies of a search find for how many episodes, over landscapes without models. The same worlds for every
 * policy; `seeds` of them. Seeds for tuning are others than those that are reported.
 */
export async function benchSearch(seeds: number, stream = "reported"): Promise<void> {
  const rows: string[][] = [];
  const ratios: number[] = [];
  for (const landscape of landscapes) {
    const runs = new Map<string, BareSearch[]>();
    for (const [name, policy] of Object.entries(searchPolicies)) {
      runs.set(name, await runsOf(landscape, policy, seeds, stream));
    }
    const paper = truthAt(runs.get("paper") ?? [], budget);
    for (const [name, all] of runs) {
      const needed = episodesFor(all, paper);
      if (name === "efficient" && landscape.rising) ratios.push((needed ?? budget) / budget);
      rows.push([
        landscape.name,
        name,
        ...numbersOf(all),
        needed === null ? "-" : needed.toLocaleString("en"),
      ]);
    }
  }
  const columns = [
    ...["landscape", "policy", "true at 3,500", "at 7,000", "at 14,000", "score less true"],
    ...["joined", "not better", "iterations", "episodes for paper's"],
  ];
  process.stdout.write(
    `${seeds} ${stream} worlds for each landscape, ${budget.toLocaleString("en")} episodes\n`,
  );
  process.stdout.write(`${table(columns, rows)}\n`);
  ratios.sort((a, b) => a - b);
  const median = ratios[Math.floor((ratios.length - 1) / 2)] ?? 1;
  process.stdout.write(
    `median share of the episodes, where progress is possible: ${(100 * median).toFixed(0)} %\n`,
  );
}

async function runsOf(
  landscape: Landscape,
  policy: SearchPolicy,
  seeds: number,
  stream: string,
): Promise<BareSearch[]> {
  const runs: BareSearch[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const name = `${stream}/${landscape.name}/${seed}`;
    runs.push(await bareSearch(new World(landscape, name), policy, name, { budget, every }));
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

function numbersOf(runs: readonly BareSearch[]): string[] {
  const end = at(runs, budget);
  const joined = runs.flatMap((run) => run.joined);
  const luck = joined.filter(({ gain }) => gain <= 0).length;
  const half = (1.96 * deviation(end.map(({ best }) => best.truth))) / Math.sqrt(Math.max(1, end.length));
  return [
    percent(truthAt(runs, 3_500)),
    percent(truthAt(runs, 7_000)),
    `${percent(truthAt(runs, budget))} ± ${(100 * half).toFixed(1)}`,
    `${(100 * mean(end.map(({ score, best }) => score - best.truth))).toFixed(1)}`,
    (joined.length / runs.length).toFixed(1),
    joined.length === 0 ? "-" : `${((100 * luck) / joined.length).toFixed(0)} %`,
    Math.round(mean(end.map(({ iterations }) => iterations))).toString(),
  ];
}

const percent = (value: number) => (100 * value).toFixed(1);
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
