import { compare } from "../experiments/compare/compare.js";
import { comparisonOf } from "../experiments/compare/comparison.js";
import { comparisonScreen } from "../experiments/compare/comparison-screen.js";
import { agentic, isMethod, methods } from "../experiments/compare/methods.js";
import { prepareComparison } from "../experiments/compare/prepare-comparison.js";
import { writeComparison } from "../experiments/compare/write-comparison.js";
import type { PreparedExperiment } from "../experiments/prepare.js";
import { plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { randomStreams } from "../foundation/random.js";
import { taskKinds } from "../inner/tasks/task-kinds.js";
import { seats } from "../models/chat.js";
import { isSimulated } from "../models/prices.js";
import { commandLine, withCommand } from "./continue.js";
import { EpisodeProgress } from "./episode-progress.js";
import { type ExperimentFlags, prepareOptions } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { surroundings } from "./surroundings.js";

export interface MethodsFlags extends ExperimentFlags {
  arms: string;
  documents?: number;
  repeats: number;
}

/** `compare EXPERIMENT`: an experiment's harness beside the usual methods, on the same documents. */
export async function compareMethods(
  experiment: string,
  flags: MethodsFlags,
  projectFolder: string,
): Promise<void> {
  const { arms: written, documents = null, repeats, ...rest } = flags;
  const arms = armsIn(written);
  const prepared = await prepareComparison(experiment, prepareOptions(rest, projectFolder), {
    documents,
    repeats,
  });
  const { corpus, definition, folder, splits } = prepared;
  for (const notice of corpus.notices) process.stdout.write(`${notice}\n`);
  const shown = shownPath(folder.path, process.cwd());
  const size = `${plural(splits.test.length, "document")} x ${repeats}`;
  process.stdout.write(
    `Comparing ${arms.join(", ")} on ${size} in ${shown}; Ctrl-C stops, the same command continues\n`,
  );
  const ofArm = splits.test.length * repeats;
  const progress = new EpisodeProgress(process.stdout, systemClock, arms.length * ofArm, ({ done }) => ({
    before: `${arms[Math.min(Math.floor(done / ofArm), arms.length - 1)]} · `, // arms follow one another
    after: "",
  }));
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  try {
    const measured = await compare(prepared, surroundings(projectFolder, interrupt, progress), {
      arms,
      repeats,
    });
    progress.close();
    const random = randomStreams(definition.seed).fork("report/comparison");
    const figures = taskKinds.get(definition.task)?.figures ?? [];
    const comparison = comparisonOf(definition.task, figures, measured, random);
    writeComparison(folder.reports, comparison, measured);
    process.stdout.write(`\n${comparisonScreen(comparison, headingOf(prepared, size))}\n`);
    process.stdout.write(`\n  numbers and items: ${shownPath(folder.reports, process.cwd())}\n`);
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, prepared, { advised: false }) : error;
  } finally {
    progress.close();
    interrupt.release();
  }
}

/** @throws UsageError for a name that is none. */
function armsIn(written: string): string[] {
  const names = [...new Set(written.split(",").map((name) => name.trim()))];
  const strange = names.find((name) => name !== agentic && !isMethod(name));
  if (strange === undefined) return names;
  throw new UsageError(`--arms: there is no arm ${strange}; choose ${[agentic, ...methods].join(", ")}.`);
}

function headingOf({ definition, choice, seats: configs }: PreparedExperiment, size: string): string {
  const simulated = seats.some((seat) => isSimulated(configs[seat]));
  const about = simulated ? " · simulated models: not a result about any real model" : "";
  return `Comparison on ${definition.task} · ${size} · acceptance ${choice.rule} · seed ${definition.seed}${about}`;
}
