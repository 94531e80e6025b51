import { inLongStage } from "../../foundation/stages.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { refereeOf } from "../../inner/referee/rules.js";
import type { Task } from "../../inner/tasks/task.js";
import { taskKinds } from "../../inner/tasks/task-kinds.js";
import type { Observation, Trajectory } from "../../inner/trajectory.js";
import { preflight } from "../../models/preflight.js";
import { evaluate } from "../../outer/evaluate.js";
import { unifiedDiff } from "../../population/candidates/diff.js";
import type { History, HistoryReader } from "../../population/history/history.js";
import { type Assembly, assemble, type Surroundings } from "../assemble.js";
import { requireSoundBaseline } from "../baseline-check.js";
import { openRun } from "../open-run.js";
import type { PreparedExperiment } from "../prepare.js";
import { passesFilter } from "./final-filter.js";
import { type EpisodeItem, measuredItems } from "./measured-items.js";
import { agentic, isMethod, methodHarness, methods, roundsOf, verifierOf } from "./methods.js";

/** One way of creating data, and all that was measured of it. */
export interface Arm {
  readonly name: string;
  readonly observations: readonly Observation[];
  /** Episodes in which a draft kept the rules of the task, and in which one passed verification. */
  readonly proposed: number;
  readonly verified: number;
  /** Of a method every example that was measured, of the agentic loop the accepted ones. */
  readonly items: readonly EpisodeItem[];
  /** Those of `items` that pass the final filter. */
  readonly kept: readonly EpisodeItem[];
}

export interface ComparisonOptions {
  /** Names of arms, `agentic` or a method. */
  readonly arms: readonly string[];
  /** Episodes of each arm on each document. */
  readonly repeats: number;
}

/**
 * Runs every arm on the test documents of a prepared experiment: one history, one budget, resumable as a run is.
 * Rejects as runExperiment does.
 */
export async function compare(
  prepared: PreparedExperiment,
  surroundings: Surroundings,
  options: ComparisonOptions,
): Promise<Arm[]> {
  const { clock, environment } = surroundings;
  await requireSoundBaseline(prepared);
  const harnesses = options.arms.map((name) => ({ name, files: filesOf(name, prepared, surroundings) }));
  await preflight({ seats: prepared.seats, environment, clock });
  const history = await inLongStage("startup", () => openRun(prepared, clock));
  try {
    const assembly = await inLongStage("startup", () => assemble(prepared, history, surroundings));
    try {
      const arms: Arm[] = [];
      for (const harness of harnesses) {
        arms.push(await runArm(prepared, assembly, history, surroundings, { ...harness, ...options }));
      }
      await history.flush();
      return arms;
    } finally {
      await assembly.close();
    }
  } finally {
    await history.close();
  }
}

function filesOf(name: string, prepared: PreparedExperiment, { projectFolder }: Surroundings): HarnessFiles {
  const { baseline, definition } = prepared;
  return isMethod(name) ? methodHarness(name, definition.task, { projectFolder, baseline }) : baseline;
}

interface ArmToRun {
  readonly name: string;
  readonly files: HarnessFiles;
  readonly repeats: number;
}

async function runArm(
  prepared: PreparedExperiment,
  { setting, evaluation, agents }: Assembly,
  history: History & HistoryReader,
  { stop }: Surroundings,
  { name, files, repeats }: ArmToRun,
): Promise<Arm> {
  const candidate = setting.candidates.treeOf(files);
  await history.run.put(`comparison.${name}`, unifiedDiff(new Map(), files));
  const { episode } = evaluation;
  const limits = isMethod(name) ? { ...episode.limits, rounds: roundsOf(name) } : episode.limits;
  const task = isMethod(name) ? withoutGate(prepared) : episode.task;
  const trajectories = await evaluate(
    { ...evaluation, episode: { ...episode, task, limits } },
    {
      iteration: [agentic, ...methods].indexOf(name),
      phase: "test-baseline",
      purpose: "test",
      split: "test",
      candidate,
      files,
      documents: setting.splits.test,
      repeat: 0,
      times: repeats,
    },
  );
  const items = trajectories.flatMap((trajectory) => itemsOf(name, trajectory, task));
  const filter = {
    ...{ task, model: agents.model, prompt: verifierOf(prepared.baseline), signal: stop.signal },
  };
  const passed = await Promise.all(
    items.map(({ item, repeat }) => {
      const document = evaluation.documents.get(item.document);
      if (document === undefined) throw new Error(`document ${item.document} is not in the comparison`);
      return passesFilter(filter, item, document, { candidate, document: item.document, repeat });
    }),
  );
  return {
    name,
    observations: trajectories.map(({ observation }) => observation),
    proposed: trajectories.filter(({ events }) => events.some(({ kind }) => kind === "proposed")).length,
    verified: trajectories.filter(({ events }) =>
      events.some((event) => event.kind === "verified" && event.passed),
    ).length,
    items: items.map(({ item }) => item),
    kept: items.flatMap(({ item }, index) => (passed[index] ? [item] : [])),
  };
}

function itemsOf(name: string, trajectory: Trajectory, task: Task) {
  const stages = task.stages.map((stage) => stage.name);
  const { repeat } = trajectory.observation;
  return measuredItems(trajectory, stages)
    .filter(({ accepted }) => isMethod(name) || accepted)
    .map((item) => ({ item, repeat }));
}

/** For a method both solvers try every example: what a gate lets through is no sample of what the method makes. */
function withoutGate({ definition }: PreparedExperiment): Task {
  const { task, evaluation, solvers, referee } = definition;
  const kind = taskKinds.get(task);
  if (kind === undefined) throw new Error(`there is no task ${task}`);
  const complete = { ...evaluation, gated: false, stopWhenCertain: false };
  return kind.choose({ ...complete, solvers, referee: refereeOf(referee) }).task;
}
