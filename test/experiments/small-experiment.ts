import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Surroundings } from "../../experiments/assemble.js";
import { readRun } from "../../experiments/loaded-run.js";
import { type PreparedExperiment, prepareExperiment } from "../../experiments/prepare.js";
import { loggedExperiment } from "../../experiments/replay/logged-experiment.js";
import { replayRun } from "../../experiments/replay/replay-run.js";
import { replaySpan } from "../../experiments/replay/replay-span.js";
import { runExperiment } from "../../experiments/run-experiment.js";
import { runFolderAt } from "../../experiments/run-folder.js";
import { systemClock } from "../../foundation/clock.js";
import { fixedEnvironment } from "../../foundation/environment.js";
import { seats } from "../../models/chat.js";
import type { CallEvent } from "../../models/record.js";
import { StopRequest } from "../../models/stoppable.js";

export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));

/** An experiment on the project's own corpus that takes a second or two; one of its mutants is accepted. */
export const smallExperiment = {
  name: "small",
  seed: 5,
  corpus: { path: join(projectFolder, "corpus/computer-science-notes") },
  splits: { train: 3, validation: 2, test: 2 },
  models: { defaults: { base_url: "simulated" } } as Record<string, unknown>,
  limits: { rounds: 3 },
  search: { policy: "paper", iterations: 3, concurrency: 2, minibatch: 2, edits: "all" },
  /** By far the fewest calls; tests of a strict referee ask for it. */
  referee: "paper",
};
export type SmallExperiment = typeof smallExperiment;

/** Makes of it the least that still has two iterations and every split. */
export function tiny(experiment: SmallExperiment): void {
  experiment.splits = { train: 1, validation: 2, test: 1 };
  Object.assign(experiment.search, { iterations: 2, minibatch: 1 });
}

/** The small experiment's models, served elsewhere. */
export function servedModels(url: string): SmallExperiment["models"] {
  const named = seats.map((seat) => [seat, { model: `simulated-${seat}` }]);
  return { defaults: { base_url: url }, ...Object.fromEntries(named) };
}

/** A temporary folder with experiment files in it. */
export class ExperimentFolder {
  readonly path = mkdtempSync(join(tmpdir(), "autodata-run-"));

  prepare(
    name: string,
    change: (experiment: SmallExperiment) => void = () => {},
    environment = fixedEnvironment({}),
  ): Promise<PreparedExperiment> {
    const experiment = structuredClone(smallExperiment);
    change(experiment);
    const file = this.fileOf(name);
    writeFileSync(file, JSON.stringify(experiment));
    return prepareExperiment(file, {
      projectFolder,
      workingFolder: this.path,
      environment,
      out: join(this.path, name),
    });
  }

  /** The experiment file that `prepare` writes. */
  fileOf(name: string): string {
    return join(this.path, `${name}.yaml`);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export interface FinishedRun {
  readonly digest: string;
  /** Calls that a model answered, and calls that the log answered. */
  readonly asked: number;
  readonly reused: number;
}

/** What a run has around it when nobody looks on. */
export function quiet(): Surroundings {
  return {
    clock: systemClock,
    environment: fixedEnvironment({}),
    projectFolder,
    stop: new StopRequest(),
    onEvent: () => {},
    onCall: () => {},
    onNotice: () => {},
  };
}

/** Runs a prepared experiment to its end and closes it. */
export async function runToEnd(
  prepared: PreparedExperiment,
  change: Partial<Surroundings> = {},
): Promise<FinishedRun> {
  const calls: CallEvent[] = [];
  const history = await runExperiment(prepared, {
    ...quiet(),
    ...change,
    onCall: (event) => {
      calls.push(event);
      change.onCall?.(event);
    },
  });
  const digest = history.digest();
  await history.close();
  const asked = calls.filter((event) => event.source === "model").length;
  return { digest, asked, reused: calls.length - asked };
}

/** Executes a finished run again from its log into another folder: the digest it comes to. */
export async function replayedDigest(run: string, into: string): Promise<string | null> {
  const logged = readRun(run);
  try {
    const prepared = await loggedExperiment(logged, runFolderAt(into), undefined);
    return (await replayRun(logged, prepared, replaySpan(logged, undefined), quiet())).digest;
  } finally {
    await logged.close();
  }
}
