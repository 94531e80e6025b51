import { randomStreams } from "../../foundation/random.js";
import { preflight } from "../../models/preflight.js";
import { rateOf } from "../../outer/policies/accept-mutant.js";
import type { HistoryReader } from "../../population/history/history.js";
import { assemble, type Surroundings } from "../assemble.js";
import { requireSoundBaseline } from "../baseline-check.js";
import type { Definition } from "../definition/definition.js";
import { addShares, likelyIterations, sharesOf } from "../extent.js";
import { openRun } from "../open-run.js";
import { meansOf } from "../power/detectable.js";
import { pilotRate, powerLines } from "../power/power-screen.js";
import { type Needed, tooSmall } from "../power/too-small.js";
import type { PreparedExperiment } from "../prepare.js";
import { estimateScreen } from "./estimate-screen.js";
import { pilotUsage, usedByPilot } from "./measured.js";
import { runPilot } from "./pilot.js";
import { type Projection, project } from "./projection.js";

export interface Estimate {
  readonly screen: string;
  readonly projection: Projection;
}

/**
 * Runs the pilot of an experiment in its own run folder and projects what the whole run will take. The run reuses
 * every call of it. Rejects as runExperiment does.
 * @param documents of validation in the pilot.
 * @param runs the runs that it speaks for, which ask the same models; by default its own alone.
 */
export async function estimateRun(
  prepared: PreparedExperiment,
  surroundings: Surroundings,
  documents: number,
  runs: readonly Definition[] = [prepared.definition],
): Promise<Estimate> {
  const { clock, environment } = surroundings;
  await requireSoundBaseline(prepared);
  await preflight({ seats: prepared.seats, environment, clock });
  const history = await openRun(prepared, clock);
  try {
    const assembly = await assemble(prepared, history, surroundings);
    try {
      const pilot = await runPilot(assembly, documents);
      await history.flush();
      return estimateFrom(prepared, history, pilot, runs);
    } finally {
      await assembly.close();
    }
  } finally {
    await history.close();
  }
}

function estimateFrom(
  prepared: PreparedExperiment,
  history: HistoryReader,
  pilot: Awaited<ReturnType<typeof runPilot>>,
  runs: readonly Definition[],
): Estimate {
  const usage = pilotUsage(history, pilot);
  const { concurrency } = prepared.definition.search;
  const iterations = runs.reduce((sum, run) => sum + likelyIterations(run), 0);
  const shares = runs.map(sharesOf).reduce(addShares);
  const { episodes } = shares;
  const random = randomStreams(prepared.definition.seed).fork("estimate");
  const projection = project(usage, { episodes, iterations, concurrency }, prepared.seats, random);
  const means = meansOf(prepared.definition);
  const baseline = pilotRate(rateOf(pilot.episodes.map(({ observation }) => observation)));
  const needed = neededFor(projection);
  return {
    screen: estimateScreen(projection, {
      episodes: pilot.episodes.length,
      documents: usage.documents.length,
      edited: pilot.edited,
      plannedEpisodes: episodes,
      iterations,
      runs: runs.length,
      pilot: usedByPilot(usage),
      power: powerLines(means, baseline),
      tooSmall: tooSmall(prepared.definition, means, baseline.rate, { needed, shares }),
    }),
    projection,
  };
}

function neededFor({ total }: Projection): Needed {
  const { calls, inputTokens, outputTokens, costUsd } = total;
  const tokens =
    inputTokens === null || outputTokens === null ? null : inputTokens.value + outputTokens.value;
  return { calls: calls.value, tokens, usd: costUsd?.value ?? null };
}
