import { readHarnessFolder } from "../experiments/harness-folder.js";
import { loadFolder } from "../inner/corpus/load-folder.js";
import type { Trajectory } from "../inner/trajectory.js";
import { addUsage, noUsage } from "../models/usage.js";
import { episodeBench } from "./episodes.js";
import { table } from "./table.js";

const harnesses = ["harness-baseline/cs-research", "harness-baseline/cs-research-scripted"];

/**
 * What the two baselines cost on the same documents: the one directed by a model with tools, as in the paper, and
 * the one whose loop is code. Simulated models; tokens by the simulated endpoint's count.
 */
export async function benchBaselines(corpusFolder: string): Promise<void> {
  const { documents } = await loadFolder(corpusFolder, { minWords: 80 });
  const times = Math.ceil(200 / documents.length);
  const bench = await episodeBench(documents);
  const rows: string[][] = [];
  for (const folder of harnesses) {
    rows.push([folder, ...costs(await bench.run(readHarnessFolder(folder), times))]);
  }
  await bench.close();
  const columns = ["harness", "episodes", "accepted", "calls/episode", "calls/accepted", "tokens/accepted"];
  process.stdout.write(`${corpusFolder}: ${documents.length} documents x ${times}, deployed, 8 rounds\n`);
  process.stdout.write(`${table(columns, rows)}\n`);
}

function costs(trajectories: readonly Trajectory[]): string[] {
  const observations = trajectories.map((one) => one.observation);
  const accepted = observations.filter((one) => one.outcome === "accepted").length;
  const usage = observations.map((one) => one.cost).reduce(addUsage, noUsage);
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  const per = (value: number) => (accepted === 0 ? "-" : Math.round(value / accepted).toLocaleString("en"));
  return [
    String(observations.length),
    String(accepted),
    (usage.calls / observations.length).toFixed(1),
    per(usage.calls),
    per(tokens),
  ];
}
