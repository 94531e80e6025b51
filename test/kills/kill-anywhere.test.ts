import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { RecordingServer } from "../experiments/recording-server.js";
import {
  ExperimentFolder,
  runToEnd,
  type SmallExperiment,
  servedModels,
  smallExperiment,
  tiny,
} from "../experiments/small-experiment.js";
import { toFirstFormat } from "./first-format.js";
import { KilledRun } from "./killed-run.js";
import type { KillOrder } from "./killer.js";
import { runDifferences } from "./run-differences.js";

const folder = new ExperimentFolder();
afterAll(() => folder.remove());

type Order = readonly [
  stage: KillOrder["stage"],
  moment: KillOrder["moment"],
  afterCalls?: number,
  occurrence?: number,
  survivors?: "children survive",
];

/** In the order of a run's life. What is given in microseconds may miss its stage; start and end cannot. */
const whileYoung: readonly Order[] = [
  ["startup", "start"],
  ["migration", "end", 0, 2],
  ["startup", 2000],
  ["git write", 12_000],
  ["git write", 20_000, 0, 2, "children survive"],
  ["commit", "end", 0, 2],
  ["call", "end", 20],
  ["decision", "start", 1],
  ["git write", "end", 1],
];
const inTheFirstFormat: readonly Order[] = [
  ["migration", 200],
  ["commit", 100, 8],
  ["call", "start", 8],
];
const atTheEnd: readonly Order[] = [
  ["report", "start"],
  ["report", "end"],
  ["close", "start"],
];

/** How far a run comes before one of its kills depends on timing: enough calls must be left for those behind it. */
function tinyButLonger(experiment: SmallExperiment): void {
  tiny(experiment);
  experiment.search.iterations = 3;
}

test("a run killed again and again, in every stage, ends as one that never was and asks no stored call again", async () => {
  await runToEnd(await folder.prepare("whole", tinyButLonger));
  const server = await RecordingServer.start(smallExperiment.corpus.path);
  try {
    await folder.prepare("killed", (experiment) => {
      tinyButLonger(experiment);
      experiment.models = servedModels(server.url);
    });
    const run = new KilledRun(server, folder.fileOf("killed"), join(folder.path, "killed"));
    await killedInTurn(run, whileYoung);
    toFirstFormat(join(run.out, "history.sqlite"));
    await killedInTurn(run, inTheFirstFormat);
    await killedInTurn(run, atTheEnd);
    await run.toEnd();
    expect(run.askedAgain).toEqual([]);
    expect(run.repeated).toBeLessThanOrEqual(run.inFlight);
    expect(run.repeated).toBeGreaterThan(0);
    expect(await runDifferences(run.out, join(folder.path, "whole"))).toEqual([]);
  } finally {
    await server.close();
  }
}, 1_200_000);

async function killedInTurn(run: KilledRun, orders: readonly Order[]): Promise<void> {
  for (const [stage, moment, afterCalls = 0, occurrence = 1, survivors] of orders) {
    const withChildren = survivors === undefined;
    const { landing } = await run.killedIn({ stage, moment, afterCalls, occurrence, withChildren });
    const possible = typeof moment === "number" ? ["within", "after"] : ["within"];
    expect(possible, `${stage}, ${moment}`).toContain(landing);
  }
}
