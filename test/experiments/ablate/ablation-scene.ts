import { cpSync } from "node:fs";
import { join } from "node:path";
import { type Ablation, type AblationOptions, ablate } from "../../../experiments/ablate/ablate.js";
import {
  type GuardedRemoval,
  type PreparedAblation,
  type AblationOptions as PrepareOptions,
  prepareAblation,
} from "../../../experiments/ablate/prepare-ablation.js";
import type { Surroundings } from "../../../experiments/assemble.js";
import { runFolderAt } from "../../../experiments/run-folder.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import {
  ExperimentFolder,
  projectFolder,
  quiet,
  runToEnd,
  type SmallExperiment,
} from "../small-experiment.js";

/** A fast task, and enough validation documents for intervals; of the two edits of its best one is not shown to do anything. */
function twoEdits(experiment: SmallExperiment): void {
  Object.assign(experiment, {
    seed: 10,
    task: "cloze",
    harness: join(projectFolder, "harness-baseline/cloze"),
    limits: { rounds: 1 },
  });
  experiment.splits = { train: 2, validation: 10, test: 2 };
  Object.assign(experiment.search, { iterations: 3, concurrency: 1, minibatch: 1, final_test_repeats: 1 });
}

/** A finished run whose best candidate has several edits, copies of it, and ablations of them. */
export class AblationScene {
  readonly folder = new ExperimentFolder();
  readonly #finished = (async () => runToEnd(await this.folder.prepare("run", twoEdits)))();
  #copies = 0;

  /** The path of a copy. */
  async run(): Promise<string> {
    await this.#finished;
    const path = join(this.folder.path, `run-${++this.#copies}`);
    cpSync(join(this.folder.path, "run"), path, { recursive: true });
    return path;
  }

  /** The experiment of a copy with one more iteration to go. */
  async longer(run: string) {
    const prepared = await this.folder.prepare("run", (experiment) => {
      twoEdits(experiment);
      experiment.search.iterations += 1;
    });
    return { ...prepared, folder: runFolderAt(run) };
  }

  prepare(run: string, options: Partial<PrepareOptions> = {}): Promise<PreparedAblation> {
    return prepareAblation({
      ...{ run, candidate: "best", out: undefined, projectFolder, workingFolder: this.folder.path },
      ...{ environment: fixedEnvironment({}), overrides: {}, noBudget: false, corpus: undefined },
      ...options,
    });
  }

  /** Measures, and tells how many calls a model answered. */
  async ablate(
    prepared: PreparedAblation,
    guarded: readonly GuardedRemoval[],
    options: Partial<AblationOptions> = {},
    change: Partial<Surroundings> = {},
  ): Promise<Ablation & { readonly asked: number }> {
    let asked = 0;
    const onCall: Surroundings["onCall"] = (event) => {
      if (event.source === "model") asked += 1;
      change.onCall?.(event);
    };
    const measured = await ablate(
      prepared,
      guarded,
      { ...quiet(), ...change, onCall },
      { repeats: 1, onStage: () => {}, ...options },
    );
    return { ...measured, asked };
  }
}
