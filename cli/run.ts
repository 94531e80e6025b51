import type { Command } from "commander";
import { finishedRun } from "../experiments/finished-run.js";
import { readRun } from "../experiments/loaded-run.js";
import { planScreen } from "../experiments/plan-screen.js";
import { type PreparedExperiment, prepareExperiment } from "../experiments/prepare.js";
import { resumeAdvice } from "../experiments/report/resume-advice.js";
import { runExperiment } from "../experiments/run-experiment.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
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
  const interrupt = new InterruptHandler((message) => progress.notice(message));
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

function withCommand(stopped: RunStopped, prepared: PreparedExperiment): RunStopped {
  const kept = stopped.cause_ === "disk" ? [] : ["Nothing that was paid for is lost."]; // the disk speaks for itself
  const lines = [stopped.message, ...kept, continueLine(stopped, prepared)];
  return new RunStopped(lines.join("\n"), stopped.cause_);
}

/** How to go on; after a budget with a limit that should do, and what that comes from. */
function continueLine(stopped: RunStopped, { folder, definition }: PreparedExperiment): string {
  if (stopped.cause_ !== "budget") return `  continue: ${commandLine()}`;
  const history = readRun(folder.path);
  const advice = resumeAdvice(history, definition);
  void history.close();
  if (advice === null) return `  continue, with a larger budget: ${commandLine()}`;
  const [flag = ""] = advice.flag.split(" ");
  return `  continue: ${commandLine(flag)} ${advice.flag}      ${advice.because}`;
}

/** The command as it was typed, to be pasted again; without one of its flags and that one's value. */
function commandLine(without?: string): string {
  const typed = process.argv.slice(2);
  const at = without === undefined ? -1 : typed.indexOf(without);
  const words = typed.filter((word, index) => {
    const dropped = at !== -1 && (index === at || index === at + 1);
    return !dropped && !(without !== undefined && word.startsWith(`${without}=`));
  });
  return ["npx autodata-lab", ...words.map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
