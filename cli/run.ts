import type { Command } from "commander";
import { isFamily } from "../experiments/family/family-folder.js";
import { finishedRun } from "../experiments/finished-run.js";
import { planScreen } from "../experiments/plan-screen.js";
import { prepareExperiment } from "../experiments/prepare.js";
import { runExperiment } from "../experiments/run-experiment.js";
import { prepareTry } from "../experiments/try/prepare-try.js";
import { systemClock } from "../foundation/clock.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { commandLine, withCommand } from "./continue.js";
import { type ExperimentFlags, experimentCommand, prepareOptions } from "./experiment-command.js";
import { showFirstPrompts } from "./first-prompts.js";
import { InterruptHandler } from "./interrupt.js";
import { LiveProgress } from "./live-progress.js";
import { resultScreen } from "./result-screen.js";
import { runWholeFamily } from "./run-family.js";
import { surroundings } from "./surroundings.js";

interface RunFlags extends ExperimentFlags {
  dryRun?: boolean;
  verbose?: boolean;
  json?: boolean;
}

export function runCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return experimentCommand("run")
    .description(
      "Run an experiment, or continue it where it stopped: evolve the harness, test it, draw the curve.",
    )
    .option(
      "--dry-run",
      "the plan, and the first request to each seat; no model is asked, nothing is written",
    )
    .option("--verbose", "with --dry-run: whole prompts")
    .option("--json", "with --dry-run: the requests as JSON, one a line")
    .addHelpText(
      "after",
      `
Examples
  autodata-lab run experiments/offline.yaml                      simulated models, no key needed
  autodata-lab run experiments/offline.yaml --corpus my-papers   the same on your own documents
  autodata-lab run experiments/cs-research.yaml --budget-usd 20  a real endpoint
  autodata-lab run experiments/policies.yaml                     a family: every combination of its matrix
  autodata-lab run runs/policies                                 goes on with a family where it stopped
  autodata-lab run experiments/cs-research.yaml --dry-run        what would be asked first, free of charge`,
    )
    .action((experiment: string, { dryRun = false, verbose = false, json = false, ...flags }: RunFlags) => {
      if (isFamily(experiment)) return runWholeFamily(experiment, { ...flags, dryRun }, projectFolder);
      return dryRun
        ? plan(experiment, flags, { verbose, json }, projectFolder)
        : run(experiment, flags, projectFolder);
    });
}

/** The plan of a run and its first prompts, in a run's own words; nothing is asked or written. */
async function plan(
  experiment: string,
  flags: ExperimentFlags,
  style: { readonly verbose: boolean; readonly json: boolean },
  projectFolder: string,
): Promise<void> {
  const options = prepareOptions({ ...flags, budget: false }, projectFolder);
  const prepared = await prepareExperiment(experiment, options);
  const say = (text: string) => (style.json ? process.stderr : process.stdout).write(`${text}\n`);
  for (const notice of prepared.corpus.notices) say(notice);
  say(planScreen(prepared, process.cwd()));
  const { harness, ...rest } = flags;
  const first = {
    ...prepareOptions({ ...rest, budget: false }, projectFolder),
    reference: harness,
    document: undefined,
  };
  await showFirstPrompts(await prepareTry(experiment, first), style);
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
      ...surroundings(projectFolder, interrupt, progress),
      onEvent: (event) => {
        started = true;
        progress.event(event);
      },
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
