import { cpSync } from "node:fs";
import { join } from "node:path";
import { auditRun } from "../../../experiments/audit/audit-run.js";
import { systemClock } from "../../../foundation/clock.js";
import { parseKey } from "../../../models/call-key.js";
import { openHistory } from "../../../population/history/open.js";
import { openRaw } from "../../population/history/raw-database.js";
import { ExperimentFolder, runToEnd, type SmallExperiment } from "../small-experiment.js";
import { chainAgain, change } from "./adversary.js";

/** A small run that came to its end, with rows in every table of its history, and copies of it to tamper with. */
export class FinishedRun {
  readonly #folder = new ExperimentFolder();
  readonly #made: Promise<string>;
  #copies = 0;

  constructor() {
    this.#made = this.#make();
  }

  async #make(): Promise<string> {
    await runToEnd(await this.#folder.prepare("run", priced));
    const path = join(this.#folder.path, "run");
    await withAllTables(join(path, "history.sqlite"));
    return path;
  }

  /** The folder of a copy, whole with its population. */
  async copy(): Promise<string> {
    const path = join(this.#folder.path, `copy-${++this.#copies}`);
    cpSync(await this.#made, path, { recursive: true });
    return path;
  }

  /** The history file of a copy that has no population. */
  async copyOfHistory(): Promise<string> {
    const path = join(this.#folder.path, `copy-${++this.#copies}.sqlite`);
    cpSync(join(await this.#made, "history.sqlite"), path);
    return path;
  }

  remove(): void {
    this.#folder.remove();
  }
}

/** So that calls have a cost. */
function priced(experiment: SmallExperiment): void {
  const price = { input_per_million: 1, output_per_million: 2 };
  experiment.models = { defaults: { base_url: "simulated", price } };
  Object.assign(experiment, { budget: { calls: 1_000_000 } });
}

/** Simulated models in the same process never fail, pause or cache: such rows are added as a real endpoint brings them. */
async function withAllTables(path: string): Promise<void> {
  const raw = openRaw(path);
  const keys = raw.prepare<[], string>("SELECT key FROM call ORDER BY key LIMIT 8").pluck().all();
  raw.close();
  const history = openHistory(path, systemClock);
  for (const [index, key] of keys.entries()) {
    const at = 1_700_000_000_000 + index;
    history.calls.appendFailure({
      key: parseKey(key),
      fault: "rate_limit",
      message: "too many requests",
      at,
    });
    history.notices.append({ at, kind: "pause", message: `endpoint did not answer, time ${index}` });
  }
  await history.flush();
  await history.close();
  change(path, (database) => {
    const insert = database.prepare("INSERT INTO cached_input (key, tokens) VALUES (?, 1)");
    for (const key of keys) insert.run(key);
    chainAgain(database);
  });
}

/** Every mismatch as one line: `place: what`. */
export async function mismatches(history: string, population: string | null = null): Promise<string[]> {
  const { report } = await auditRun({ history, population });
  return report.mismatches.map(({ place, what }) => `${place}: ${what}`);
}

/** The mismatches of a run folder, its population included. */
export function mismatchesOfRun(path: string): Promise<string[]> {
  return mismatches(join(path, "history.sqlite"), join(path, "population.git"));
}
