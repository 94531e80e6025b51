import type { Command } from "commander";
import type { UsedBeside } from "../experiments/assemble.js";
import type { Definition } from "../experiments/definition/definition.js";
import { type Estimate, estimateRun } from "../experiments/estimate/estimate-run.js";
import { suggestedBudget } from "../experiments/estimate/estimate-screen.js";
import type { Projection } from "../experiments/estimate/projection.js";
import { alikeAndUnfinished } from "../experiments/family/alike-members.js";
import { isFamily } from "../experiments/family/family-folder.js";
import { prepareFamily } from "../experiments/family/prepare-family.js";
import { besideOthers } from "../experiments/family/run-family.js";
import { finishedRun } from "../experiments/finished-run.js";
import { type PreparedExperiment, prepareExperiment } from "../experiments/prepare.js";
import { plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { RunStopped } from "../foundation/errors.js";
import { commandLine, withCommand } from "./continue.js";
import { type ExperimentFlags, experimentCommand, prepareOptions } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { LiveProgress } from "./live-progress.js";
import { wholeNumber } from "./options.js";
import { surroundings } from "./surroundings.js";

interface EstimateFlags extends ExperimentFlags {
  documents: number;
}

export function estimateCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return experimentCommand("estimate")
    .description(
      "Run a small pilot of an experiment and tell what the whole run will take; the run reuses its calls.",
    )
    .option("--documents <number>", "validation documents in the pilot", wholeNumber(1), 3)
    .addHelpText(
      "after",
      `
The pilot runs the baseline on a few validation documents and one minibatch of training documents, with one analysis
and one edit, in the run's own folder and within its budget: nothing of it is paid for twice.
Of a family one member is tried for all that ask the same models in the same way.
It also tells the power of the experiment: how often true gains are accepted, and which gain the gate and the final test
detect four times in five.

Examples
  autodata-lab estimate experiments/cs-research.yaml --budget-usd 5
  autodata-lab estimate experiments/offline.yaml
  autodata-lab estimate experiments/policies.yaml    what a whole family will take`,
    )
    .action((experiment: string, flags: EstimateFlags) =>
      isFamily(experiment)
        ? estimateFamily(experiment, flags, projectFolder)
        : estimate(experiment, flags, projectFolder),
    );
}

async function estimate(
  experiment: string,
  { documents, ...flags }: EstimateFlags,
  projectFolder: string,
): Promise<void> {
  const prepared = await prepareExperiment(experiment, prepareOptions(flags, projectFolder));
  const run = shownPath(prepared.folder.path, process.cwd());
  const finished = finishedRun(prepared);
  if (finished !== null) {
    await finished.close();
    process.stdout.write(`${finishedText(run)}\n`);
    return;
  }
  process.stdout.write(
    `Pilot of experiment ${prepared.definition.name} in ${run}; the run reuses all of it\n`,
  );
  for (const notice of prepared.corpus.notices) process.stdout.write(`${notice}\n`);
  const { screen, projection } = await pilotOf(prepared, { documents, projectFolder });
  process.stdout.write(`\n${screen}\n\n  run it: ${runCommandLine(suggestedBudget([projection]))}\n`);
}

const finishedText = (folder: string) =>
  `${folder} is finished: \`autodata-lab status ${folder}\` tells what it took.`;

/** One pilot for all members that ask the same models in the same way; what is finished is left out. */
async function estimateFamily(
  experiment: string,
  { documents, ...flags }: EstimateFlags,
  projectFolder: string,
): Promise<void> {
  const family = await prepareFamily(experiment, prepareOptions(flags, projectFolder));
  const groups = await alikeAndUnfinished(family.members);
  const folder = shownPath(family.folder.path, process.cwd());
  if (groups.length === 0) {
    process.stdout.write(`${finishedText(folder)}\n`);
    return;
  }
  const projections: Projection[] = [];
  for (const [first, ...others] of groups) {
    if (first === undefined) continue;
    const { arm, prepared } = first;
    const more = others.length === 0 ? "" : `, for ${plural(others.length, "member")} more like it`;
    process.stdout.write(
      `Pilot of member ${arm.name} in ${shownPath(prepared.folder.path, process.cwd())}${more}; the run reuses all of it\n`,
    );
    for (const notice of prepared.corpus.notices) process.stdout.write(`${notice}\n`);
    const runs = [first, ...others].map((one) => one.prepared.definition);
    const { screen, projection } = await besideOthers(family.members, first, (usedBeside) =>
      pilotOf(prepared, { documents, projectFolder, runs, usedBeside }),
    );
    projections.push(projection);
    process.stdout.write(`\n${screen}\n\n`);
  }
  process.stdout.write(`  run it: ${runCommandLine(suggestedBudget(projections))}\n`);
}

interface PilotOptions {
  readonly documents: number;
  readonly projectFolder: string;
  readonly runs?: readonly Definition[];
  /** By other members of its family, whose budget is one. */
  readonly usedBeside?: UsedBeside;
}

async function pilotOf(
  prepared: PreparedExperiment,
  { documents, projectFolder, runs = [prepared.definition], usedBeside }: PilotOptions,
): Promise<Estimate> {
  const progress = new LiveProgress(process.stdout, systemClock, prepared.definition);
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  try {
    return await estimateRun(
      prepared,
      { ...surroundings(projectFolder, interrupt, progress), ...(usedBeside && { usedBeside }) },
      documents,
      runs,
    );
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, prepared, { advised: false }) : error;
  } finally {
    progress.close();
    interrupt.release();
  }
}

const pilotsOwn = ["--documents", "--budget-usd", "--budget-tokens", "--budget-calls", "--budget-hours"];

/** The pilot's own flags, and a budget that was meant for it, do not belong to the run. */
function runCommandLine(budget: string | null): string {
  const command = commandLine(pilotsOwn).replace("autodata-lab estimate", "autodata-lab run");
  return budget === null ? command : `${command} ${budget}`;
}
