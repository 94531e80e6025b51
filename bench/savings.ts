import { loadDefinition } from "../experiments/definition/load-definition.js";
import { readHarnessFolder } from "../experiments/harness-folder.js";
import { differenceEstimate, rateEstimate } from "../experiments/report/interval.js";
import { ratesByDocument } from "../experiments/report/pass-rate.js";
import { taskOf } from "../experiments/task-of.js";
import { randomStreams } from "../foundation/random.js";
import { loadFolder } from "../inner/corpus/load-folder.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import type { Observation, Trajectory } from "../inner/trajectory.js";
import { addUsage, noUsage } from "../models/usage.js";
import { episodeBench, observationsOf } from "./episodes.js";
import { allFour } from "./improvements.js";
import { intervalText } from "./simulated.js";
import { table } from "./table.js";

const experiments = ["offline", "offline-verifiable", "offline-cloze", "offline-legal"];

/**
 * What `evaluation.stop_when_certain` saves in the included experiments, with their baselines and, where the paper's
 * improvements fit, with all four of them: the same episodes, by their keys, with and without. Simulated models;
 * tokens by the simulated endpoint's count; differences of pass rates are paired by document.
 */
export async function benchSavings(episodesPerArm: number): Promise<void> {
  const rows: string[][] = [];
  for (const name of experiments) {
    for (const arm of await armsOf(name, episodesPerArm)) {
      const complete = await arm.run(false);
      const stopped = await arm.run(true);
      rows.push([`${name}, ${arm.name}`, ...comparison(complete, stopped)]);
      process.stdout.write(`  ${name}, ${arm.name} done\n`);
    }
  }
  const columns = [
    "experiment, harness",
    "episodes",
    "calls",
    "stopping",
    "saved",
    "attempts saved",
    "tokens saved",
    "attempts not run",
    "pass rate",
    "stopping",
    "difference",
  ];
  process.stdout.write(`${table(columns, rows)}\n`);
}

interface Arm {
  readonly name: string;
  run(stopWhenCertain: boolean): Promise<Trajectory[]>;
}

async function armsOf(experiment: string, episodesPerArm: number): Promise<Arm[]> {
  const folders = { projectFolder: process.cwd(), workingFolder: process.cwd() };
  const { definition } = await loadDefinition(`experiments/${experiment}.yaml`, folders);
  const { documents } = await loadFolder(definition.corpus.path, { minWords: definition.corpus.minWords });
  const times = Math.ceil(episodesPerArm / documents.length);
  const baseline = readHarnessFolder(definition.harness);
  const harnesses: [string, HarnessFiles][] = [["baseline", baseline]];
  if (definition.task === "cs-research") harnesses.push(["all four", allFour(baseline)]);
  return harnesses.map(([name, files]) => ({
    name,
    run: async (stopWhenCertain) => {
      const choice = taskOf({ ...definition, evaluation: { ...definition.evaluation, stopWhenCertain } });
      const bench = await episodeBench(documents, { rounds: definition.limits.rounds, choice });
      const trajectories = await bench.run(files, times);
      await bench.close();
      return trajectories;
    },
  }));
}

function comparison(complete: readonly Trajectory[], stopped: readonly Trajectory[]): string[] {
  const [before, now] = [observationsOf(complete), observationsOf(stopped)];
  const [cost, less] = [costOf(before), costOf(now)];
  const random = randomStreams("bench").fork("savings");
  const [rates, stoppedRates] = [ratesByDocument(before), ratesByDocument(now)];
  const { made, notRun } = attemptsOf(stopped);
  return [
    String(before.length),
    cost.calls.toLocaleString("en"),
    less.calls.toLocaleString("en"),
    savedShare(cost.calls, less.calls),
    savedShare(attemptsOf(complete).made / before.length, made / now.length),
    savedShare(tokensOf(cost), tokensOf(less)),
    `${Math.round((100 * notRun) / (made + notRun))} %`,
    intervalText(rateEstimate(rates, random)),
    intervalText(rateEstimate(stoppedRates, random)),
    intervalText(differenceEstimate(stoppedRates, rates, random)),
  ];
}

function attemptsOf(trajectories: readonly Trajectory[]): { made: number; notRun: number } {
  const stages = trajectories.flatMap(({ events }) => events.filter((event) => event.kind === "stage"));
  return {
    made: stages.reduce((sum, { attempts }) => sum + attempts.length, 0),
    notRun: stages.reduce((sum, { notRun = [] }) => sum + notRun.length, 0),
  };
}

const costOf = (observations: readonly Observation[]) =>
  observations.map(({ cost }) => cost).reduce(addUsage, noUsage);
const tokensOf = ({ inputTokens, outputTokens }: ReturnType<typeof costOf>) =>
  (inputTokens ?? 0) + (outputTokens ?? 0);
const savedShare = (before: number, now: number) => `${(100 * (1 - now / before)).toFixed(1)} %`;
