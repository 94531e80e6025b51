import type { Command } from "commander";
import { finishedRun } from "../experiments/finished-run.js";
import { planScreen } from "../experiments/plan-screen.js";
import { prepareExperiment } from "../experiments/prepare.js";
import { runExperiment } from "../experiments/run-experiment.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { commandLine, withCommand } from "./continue.js";
import { type ExperimentFlags, experimentCommand, prepareOptions } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { LiveProgress } from "./live-progress.js";
import { resultScreen } from "./result-screen.js";

export function runCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return experimentCommand("run")
    .description(
      "Run an experiment, or continue it where it stopped: evolve the harness, test it, draw the curve.",
    )
    .addHelpText(
      "after",
      `
Examples
  autodata-lab run experiments/offline.yaml                      simulated models, no key needed
  autodata-lab run experiments/offline.yaml --corpus my-papers   the same on your own documents
  autodata-lab run experiments/cs-research.yaml --budget-usd 20  a real endpoint`,
    )
    .action((experiment: string, flags: ExperimentFlags) => run(experiment, flags, projectFolder));
}

async function run(experiment: string, flags: ExperimentFlags, projectFolder: string): Promise<void> {
  const workingFolder = process.cwd();
  const prepared = await prepareExperiment(experiment, prepareOptions(flags, projectFolder)).catch(
    (error: unknown) => {
      throw nothingStarted(error);
    },
  );
  for (const notice of prepared.corpus.notices) process.stdout.write(`${notice}\n`);
  const finished = finishedRun(prepared);
  if (finished !== null) {
    const command = commandLine();
    process.stdout.write(
      `${resultScreen(finished, prepared.folder, { workingFolder, alreadyFinished: command })}\n`,
    );
    await finished.close();
    return;
  }
  process.stdout.write(`${planScreen(prepared, workingFolder)}\n\n`);
  const progress = new LiveProgress(process.stdout, systemClock, prepared.definition);
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  let started = false;
  try {
    const history = await runExperiment(prepared, {
      clock: systemClock,
      environment: processEnvironment,
      projectFolder,
      stop: interrupt.stop,
      onEvent: (event) => {
        started = true;
        progress.event(event);
      },
      onCall: (event) => progress.call(event),
      onNotice: (message) => progress.notice(message),
    });
    progress.close();
    process.stdout.write(`\n${resultScreen(history, prepared.folder, { workingFolder })}\n`);
    await history.close();
  } catch (error) {
    progress.close();
    if (error instanceof RunStopped) throw withCommand(error, prepared);
    throw started ? error : nothingStarted(error);
  } finally {
    interrupt.release();
  }
}

/** What fails before anything is written says so. */
function nothingStarted(error: unknown): unknown {
  return error instanceof UsageError ? new UsageError(`${error.message}\nNothing was started.`) : error;
}
