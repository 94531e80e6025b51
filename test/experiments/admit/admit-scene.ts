import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { admitToRun } from "../../../experiments/admit/admit-run.js";
import {
  type AdmissionOptions,
  type PreparedAdmission,
  prepareAdmission,
} from "../../../experiments/admit/prepare-admission.js";
import type { Surroundings } from "../../../experiments/assemble.js";
import { readRun } from "../../../experiments/loaded-run.js";
import { type LoggedAdmission, loggedAdmissions } from "../../../experiments/report/logged-decisions.js";
import { runFolderAt } from "../../../experiments/run-folder.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import {
  ExperimentFolder,
  projectFolder,
  quiet,
  runToEnd,
  type SmallExperiment,
} from "../small-experiment.js";

/** One iteration on enough validation documents for an edit to tell. */
function little(experiment: SmallExperiment): void {
  experiment.splits = { train: 1, validation: 6, test: 1 };
  Object.assign(experiment.search, { iterations: 1, minibatch: 1 });
}

const good = [
  "Ask only what is specific to this document.",
  "Keep mechanism and answer out of the context.",
  "Every criterion is positive, with an integer weight of at most 7; negative criteria are not allowed.",
].join("\n");

/** A finished run of one iteration, copies of it, and harnesses edited by hand. */
export class AdmitScene {
  readonly folder = new ExperimentFolder();
  readonly #finished = (async () => runToEnd(await this.folder.prepare("run", little)))();
  #copies = 0;

  /** The path of a copy. */
  async run(): Promise<string> {
    await this.#finished;
    const path = join(this.folder.path, `run-${++this.#copies}`);
    cpSync(join(this.folder.path, "run"), path, { recursive: true });
    return path;
  }

  /** A harness whose challenger is told what makes good questions. */
  better(name: string): string {
    return this.edited(name, good);
  }

  /** The baseline with words at the end of its challenger's prompt. */
  edited(name: string, words: string): string {
    const copy = join(this.folder.path, name);
    cpSync(join(projectFolder, "harness-baseline/cs-research"), copy, { recursive: true });
    const prompt = join(copy, "prompts/challenger.md");
    writeFileSync(prompt, `${readFileSync(prompt, "utf8")}\n${words}\n`);
    return copy;
  }

  prepare(run: string, edited: string, options: Partial<AdmissionOptions> = {}) {
    return prepareAdmission({
      run,
      edited,
      parent: "baseline",
      author: "Ada Lovelace <ada@example.org>",
      because: "asks for what is specific",
      environment: fixedEnvironment({}),
      projectFolder,
      workingFolder: this.folder.path,
      overrides: {},
      noBudget: false,
      corpus: undefined,
      ...options,
    });
  }

  /** @throws Error when it was decided before. */
  async fresh(...args: Parameters<AdmitScene["prepare"]>): Promise<PreparedAdmission> {
    const prepared = await this.prepare(...args);
    if ("decided" in prepared) throw new Error("it was decided before");
    return prepared;
  }

  /** Admits a harness, and tells what was decided and how many calls a model answered. */
  async admit(prepared: PreparedAdmission, change: Partial<Surroundings> = {}) {
    let asked = 0;
    const onCall: Surroundings["onCall"] = (event) => {
      if (event.source === "model") asked += 1;
      change.onCall?.(event);
    };
    const history = await admitToRun(prepared, { ...quiet(), ...change, onCall });
    await history.close();
    return { decided: lastAdmission(prepared.experiment.folder.path), asked };
  }

  /** Continues a copy to so many iterations. */
  async continue(run: string, iterations: number) {
    const prepared = await this.folder.prepare("run", (experiment) => {
      little(experiment);
      Object.assign(experiment.search, { iterations });
    });
    return runToEnd({ ...prepared, folder: runFolderAt(run) });
  }
}

function lastAdmission(run: string): LoggedAdmission {
  const history = readRun(run);
  const last = loggedAdmissions(history.decisions.all()).at(-1);
  void history.close();
  if (last === undefined) throw new Error("nothing was admitted");
  return last;
}
