import { Command } from "commander";
import { finishedRun } from "../experiments/finished-run.js";
import { planScreen } from "../experiments/plan-screen.js";
import { type PrepareOptions, prepareExperiment } from "../experiments/prepare.js";
import { runExperiment } from "../experiments/run-experiment.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { InterruptHandler } from "./interrupt.js";
import { LiveProgress } from "./live-progress.js";
import { positiveNumber, wholeNumber } from "./options.js";
import { resultScreen } from "./result-screen.js";

interface RunFlags {
  corpus?: string;
  harness?: string;
  seed?: number;
  iterations?: number;
  concurrency?: number;
  edits?: string;
  acceptance?: string;
  budgetUsd?: number;
  budgetTokens?: number;
  budgetCalls?: number;
  budget: boolean;
  out?: string;
}

export function runCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return new Command("run")
    .description(
      "Run an experiment, or continue it where it stopped: evolve the harness, test it, draw the curve.",
    )
    .argument("<experiment>", "YAML file, such as experiments/offline.yaml")
    .option("--corpus <folder>", "documents, in place of those the experiment names")
    .option("--harness <folder>", "baseline harness, in place of the one the experiment names")
    .option("--out <folder>", "run folder (default: runs/<name>-<seed>, and the folder name of --corpus)")
    .option("--seed <number>", "root of all randomness", wholeNumber(0))
    .option("--iterations <number>", "how many mutants are tried", wholeNumber(1))
    .option("--concurrency <number>", "iterations under way at once", wholeNumber(1))
    .option("--edits <what>", "what may be edited: prompts or all")
    .option("--acceptance <preset>", "deployed, deployed_all_zero, prose or blog_strict")
    .option("--budget-usd <dollars>", "stop before more is spent", positiveNumber)
    .option("--budget-tokens <number>", "stop before more tokens are used", wholeNumber(1))
    .option("--budget-calls <number>", "stop before more calls are made", wholeNumber(1))
    .option("--no-budget", "run on a priced endpoint without any limit")
    .addHelpText(
      "after",
      `
Examples
  autodata-lab run experiments/offline.yaml                      simulated models, no key needed
  autodata-lab run experiments/offline.yaml --corpus my-papers   the same on your own documents
  autodata-lab run experiments/cs-research.yaml --budget-usd 20  a real endpoint`,
    )
    .action((experiment: string, flags: RunFlags) => run(experiment, flags, projectFolder));
}

async function run(experiment: string, flags: RunFlags, projectFolder: string): Promise<void> {
  const workingFolder = process.cwd();
  const { budget, out, ...overrides } = flags;
  const options: PrepareOptions = {
    projectFolder,
    workingFolder,
    overrides,
    environment: processEnvironment,
    out,
    noBudget: !budget,
  };
  const prepared = await prepareExperiment(experiment, options).catch((error: unknown) => {
    throw nothingStarted(error);
  });
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
    if (error instanceof RunStopped) throw withCommand(error);
    throw started ? error : nothingStarted(error);
  } finally {
    interrupt.release();
  }
}

/** What fails before anything is written says so. */
function nothingStarted(error: unknown): unknown {
  return error instanceof UsageError ? new UsageError(`${error.message}\nNothing was started.`) : error;
}

function withCommand(stopped: RunStopped): RunStopped {
  const raise = stopped.cause_ === "budget" ? " (with a larger budget)" : "";
  const kept = stopped.cause_ === "disk" ? [] : ["Nothing that was paid for is lost."]; // the disk speaks for itself
  const lines = [stopped.message, ...kept, `  continue${raise}: ${commandLine()}`];
  return new RunStopped(lines.join("\n"), stopped.cause_);
}

/** The command as it was typed, to be pasted again. */
function commandLine(): string {
  return ["npx autodata-lab", ...process.argv.slice(2).map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
