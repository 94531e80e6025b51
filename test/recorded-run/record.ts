import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportRun } from "../../experiments/export-run.js";
import { ExperimentFolder, projectFolder, runToEnd } from "../experiments/small-experiment.js";

/** A whole run of the simulated models as an earlier version of this program made it, as JSON lines. */
export const recordedRun = fileURLToPath(new URL("run.jsonl.gz", import.meta.url));

/**
 * Makes the recording anew: `node --import tsx test/recorded-run/record.ts`. Only for changes that are meant to
 * change what is asked or decided; everything else must replay the recording that is there.
 */
async function record(): Promise<void> {
  const folder = new ExperimentFolder();
  try {
    const { digest, asked } = await runToEnd(
      await folder.prepare("recorded", (experiment) => {
        experiment.splits = { train: 1, validation: 2, test: 1 };
        Object.assign(experiment, { harness: join(projectFolder, "harness-baseline/cs-research-scripted") });
        Object.assign(experiment.limits, { rounds: 2 });
        Object.assign(experiment.search, { iterations: 3, minibatch: 1 });
      }),
    );
    const { rows } = await exportRun(join(folder.path, "recorded"), recordedRun, { intact: false });
    process.stdout.write(`${recordedRun}: ${rows} rows, ${asked} calls, history digest ${digest}\n`);
  } finally {
    folder.remove();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await record();
