import { readHarnessFolder } from "../experiments/harness-folder.js";
import { differenceEstimate, rateEstimate } from "../experiments/report/interval.js";
import { ratesByDocument } from "../experiments/report/pass-rate.js";
import { randomStreams } from "../foundation/random.js";
import { loadFolder } from "../inner/corpus/load-folder.js";
import type { HarnessFiles } from "../inner/harness/harness-files.js";
import { paperReferee, strictReferee } from "../inner/referee/rules.js";
import type { Observation, Trajectory } from "../inner/trajectory.js";
import { type EpisodeBench, episodeBench, observationsOf } from "./episodes.js";
import { allFour, improvements } from "./improvements.js";
import { table } from "./table.js";

const episodesPerArm = 1000;

/**
 * Pass rates of the un-tuned baseline and of the four discovered improvements applied by hand, alone and together,
 * on one corpus with simulated models; differences are paired by document, intervals resample documents.
 */
export async function benchSimulated(corpusFolder: string, harnessFolder: string): Promise<void> {
  const corpus = await loadFolder(corpusFolder, { minWords: 80 });
  const { documents } = corpus;
  const times = Math.ceil(episodesPerArm / documents.length);
  const baseline = readHarnessFolder(harnessFolder);
  const arms: [string, HarnessFiles][] = [
    ["baseline", baseline],
    ...Object.entries(improvements).map(([name, improve]): [string, HarnessFiles] => [
      name,
      improve(baseline),
    ]),
    ["all four", allFour(baseline)],
  ];
  for (const referee of [strictReferee, paperReferee]) {
    process.stdout.write(
      `${corpusFolder}: ${documents.length} documents x ${times} episodes an arm, deployed, referee ${referee.preset}, 8 rounds\n`,
    );
    await benchArms(arms, await episodeBench(documents, { referee }), times);
  }
}

async function benchArms(
  arms: readonly (readonly [string, HarnessFiles])[],
  bench: EpisodeBench,
  times: number,
): Promise<void> {
  const rows: string[][] = [];
  let first: Observation[] = [];
  for (const [name, files] of arms) {
    const trajectories = await bench.run(files, times);
    const observations = observationsOf(trajectories);
    if (name === "baseline") first = observations;
    rows.push([
      name,
      ...ratesOf(observations, name === "baseline" ? null : first),
      ...failuresOf(trajectories),
    ]);
    process.stdout.write(`  ${name} done\n`);
  }
  await bench.close();
  const columns = [
    "harness",
    "episodes",
    "pass rate",
    "against baseline",
    "too easy",
    "strong",
    "verifier",
    "draft",
    "calls/accepted",
  ];
  process.stdout.write(`${table(columns, rows)}\n`);
}

function ratesOf(observations: Observation[], baseline: Observation[] | null): string[] {
  const random = randomStreams("bench").fork("simulated");
  const rate = rateEstimate(ratesByDocument(observations), random);
  const difference =
    baseline === null
      ? ""
      : intervalText(differenceEstimate(ratesByDocument(observations), ratesByDocument(baseline), random));
  return [String(observations.length), intervalText(rate), difference];
}

export function intervalText(estimate: ReturnType<typeof rateEstimate>): string {
  const hundred = (value: number) => (100 * value).toFixed(1);
  const { interval } = estimate;
  const value = estimate.value === null ? "-" : hundred(estimate.value);
  return interval === null ? value : `${value} [${hundred(interval.low)}, ${hundred(interval.high)}]`;
}

/** Shares of failed rounds by what failed, and model calls per accepted example. */
function failuresOf(trajectories: readonly Trajectory[]): string[] {
  const counts = { easy: 0, strong: 0, verifier: 0, draft: 0 };
  for (const event of trajectories.flatMap((trajectory) => trajectory.events)) {
    if (event.kind === "findings") counts.draft += 1;
    else if (event.kind === "verified" && !event.passed) counts.verifier += 1;
    else if (event.kind === "stage" && !event.passed) counts[event.stage === "weak" ? "easy" : "strong"] += 1;
  }
  const total = Object.values(counts).reduce((sum, one) => sum + one, 0) || 1;
  const share = (value: number) => `${Math.round((100 * value) / total)} %`;
  const calls = trajectories.reduce((sum, one) => sum + one.observation.cost.calls, 0);
  const accepted = trajectories.filter((one) => one.observation.outcome === "accepted").length;
  return [
    share(counts.easy),
    share(counts.strong),
    share(counts.verifier),
    share(counts.draft),
    accepted === 0 ? "-" : String(Math.round(calls / accepted)),
  ];
}
