import { Command } from "commander";
import { contrastOf } from "../experiments/evaluate/contrast.js";
import { contrastScreen } from "../experiments/evaluate/contrast-screen.js";
import { measure } from "../experiments/evaluate/measure.js";
import {
  type PreparedEvaluation,
  prepareEvaluation,
  requireGuarded,
} from "../experiments/evaluate/prepare-evaluation.js";
import { plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { randomStreams } from "../foundation/random.js";
import { seats } from "../models/chat.js";
import { isSimulated } from "../models/prices.js";
import { admit } from "./admit.js";
import { commandLine, withCommand } from "./continue.js";
import { EpisodeProgress } from "./episode-progress.js";
import { type BudgetFlags, prepareOptions, withBudget, withExperiment } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { wholeNumber } from "./options.js";

interface EvaluateFlags extends BudgetFlags {
  experiment?: string;
  against: string;
  repeats: number;
  json?: boolean;
  run?: string;
  parent: string;
  author?: string;
  because: string;
  admit?: true;
  corpus?: string;
  out?: string;
  seed?: number;
  edits?: string;
  acceptance?: string;
}

export function evaluateCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  const command = new Command("evaluate")
    .description(
      "Measure a harness that was edited by hand against another one, on an experiment's validation documents; with " +
        "--run --admit it joins a run's population if it is better than its parent.",
    )
    .argument("<harness>", "a folder with a workflow.ts, or RUN:best, RUN:5d43de")
    .option("--experiment <file>", "YAML file, such as experiments/offline.yaml: measure beside its runs")
    .option(
      "--against <harness>",
      "baseline (the experiment's), RUN:best, RUN:5d43de or a folder",
      "baseline",
    )
    .option("--repeats <number>", "episodes of each harness on each document", wholeNumber(1), 1)
    .option(
      "--run <folder>",
      "a finished or stopped run, such as runs/offline-7: measure inside it, with --admit",
    )
    .option("--admit", "let it join the population of --run if its pass rate strictly exceeds its parent's")
    .option("--parent <member>", "of --run: best (by mean validation score), baseline or 5d43de", "best")
    .option("--author <name>", "who edited it, for the commit (default: the name that git knows)")
    .option("--because <text>", "why, in a line, for the commit and for later iterations", "")
    .option("--json", "print the numbers as JSON");
  return withBudget(withExperiment(command))
    .addHelpText(
      "after",
      `
First the guard looks at the edit as at any mutant's: where and how much was edited, text copied from documents, code,
types, and a trial episode with simulated models; that costs nothing, and what it objects to is said in sentences.

Then both harnesses are run on the same documents. Episodes are kept in a folder beside the experiment's run: the same
command continues one that was stopped, more --repeats add to what is there, and the other harness is not run again
for the next edit. Nothing is written into any run, and no population changes.

With --run RUN --admit, both are run inside the run instead: with its own settings and models, in its history, from its
budget. By the rule for any mutant, an edit that strictly exceeds its parent becomes a member, committed in
population.git with you as its author, and iterations that begin later may choose it as their parent (run the
experiment with more --iterations); any other is kept as a rejected candidate. Either way the exit code is 0. The run must not be
under way; stopped, the same command goes on without paying again; the same files a second time are a duplicate.

Examples
  cp -r harness-baseline/cs-research my-harness     (edit my-harness/prompts/challenger.md)
  autodata-lab evaluate my-harness --experiment experiments/offline.yaml
  autodata-lab evaluate my-harness --experiment experiments/cs-research.yaml --against runs/cs-research-7:best --repeats 3 --budget-usd 10
  autodata-lab evaluate my-harness --run runs/offline-7 --parent best --author "Ada Lovelace" --because "asks for a mechanism" --admit`,
    )
    .action((harness: string, flags: EvaluateFlags, command: Command) => {
      const typed = (name: string) => command.getOptionValueSource(name) === "cli";
      const { run } = flags;
      if (run === undefined) return evaluate(harness, withExperimentOnly(flags, typed), projectFolder);
      requireAdmission(flags, typed);
      return admit(harness, { ...flags, run }, projectFolder);
    });
}

type Typed = (option: string) => boolean;

/** @throws UsageError when flags of an admission stand without a run, or there is no experiment. */
function withExperimentOnly(flags: EvaluateFlags, typed: Typed): EvaluateFlags & { experiment: string } {
  const ofRun = ["admit", "parent", "author", "because"].filter(typed);
  if (ofRun.length > 0) {
    throw new UsageError(
      `--${ofRun[0]} belongs to an admission: name the run with --run, such as runs/offline-7`,
    );
  }
  const { experiment } = flags;
  if (experiment === undefined) {
    throw new UsageError(
      "say where to measure: --experiment experiments/offline.yaml beside its runs, or --run runs/offline-7 --admit in one",
    );
  }
  return { ...flags, experiment };
}

/** @throws UsageError when --run stands without --admit, or beside what the run has settled. */
function requireAdmission(flags: EvaluateFlags, typed: Typed): void {
  const settled = ["experiment", "against", "repeats", "seed", "edits", "acceptance", "out"].filter(typed);
  if (settled.length > 0) {
    const instead = settled[0] === "against" ? "name its parent with --parent" : "leave it out";
    throw new UsageError(`--${settled[0]} does not go with --run, which has settled it: ${instead}`);
  }
  if (flags.admit === true) return;
  throw new UsageError(
    "inside a run a harness is measured to join it: add --admit, or measure beside the run with --experiment",
  );
}

async function evaluate(
  edited: string,
  flags: EvaluateFlags & { readonly experiment: string },
  projectFolder: string,
): Promise<void> {
  const { experiment: file, against, repeats, json = false, ...rest } = flags;
  const prepared = await prepareEvaluation(file, { ...prepareOptions(rest, projectFolder), edited, against });
  const { experiment } = prepared;
  const out = json ? process.stderr : process.stdout;
  for (const notice of experiment.corpus.notices) out.write(`${notice}\n`);
  await requireGuarded(prepared, systemClock);
  const documents = experiment.splits.validation.length;
  out.write(`The guard has nothing against ${edited}.\n${headingOf(prepared, repeats)}\n`);
  const progress = new EpisodeProgress(out, systemClock, 2 * documents * repeats, () => ({
    before: "both harnesses · ",
    after: "",
  }));
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  try {
    const surroundings = {
      clock: systemClock,
      environment: processEnvironment,
      projectFolder,
      stop: interrupt.stop,
      onEvent: (event: Parameters<EpisodeProgress["event"]>[0]) => progress.event(event),
      onCall: () => progress.call(),
      onNotice: (message: string) => progress.notice(message),
    };
    const measured = await measure(prepared, surroundings, repeats);
    progress.close();
    const contrast = contrastOf(measured, {
      titles: experiment.shown,
      maxInconclusiveShare: experiment.definition.search.maxInconclusiveShare,
      random: randomStreams(experiment.definition.seed).fork("report/evaluate"),
    });
    const names = { against: prepared.against.name, edited: prepared.edited.name };
    const screen = json
      ? JSON.stringify({ names, ...contrast }, null, 2)
      : `\n${contrastScreen(contrast, names)}`;
    process.stdout.write(`${screen}\n`);
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, experiment, { advised: false }) : error;
  } finally {
    progress.close();
    interrupt.release();
  }
}

function headingOf({ experiment, edited, against }: PreparedEvaluation, repeats: number): string {
  const { definition, choice, splits, seats: configs, folder } = experiment;
  const simulated = seats.some((seat) => isSimulated(configs[seat]));
  const about = simulated ? " · simulated models: not a result about any real model" : "";
  const size = `${plural(splits.validation.length, "validation document")} x ${repeats}`;
  return [
    `${edited.name} (${edited.tree.slice(0, 6)}) against ${against.name} (${against.tree.slice(0, 6)}) on ${size}`,
    `  experiment ${definition.name} · task ${definition.task} · acceptance ${choice.rule} · seed ${definition.seed}${about}`,
    `  kept in ${shownPath(folder.path, process.cwd())}; Ctrl-C stops, the same command continues`,
  ].join("\n");
}
