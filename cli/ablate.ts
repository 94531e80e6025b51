import { Command } from "commander";
import { ablate } from "../experiments/ablate/ablate.js";
import { ablationData } from "../experiments/ablate/ablation-data.js";
import { ablationPlanScreen, planOf } from "../experiments/ablate/ablation-plan.js";
import { ablationScreen } from "../experiments/ablate/ablation-screen.js";
import {
  type GuardedRemoval,
  guardRemovals,
  type PreparedAblation,
  prepareAblation,
} from "../experiments/ablate/prepare-ablation.js";
import { testSentence, validationSentence } from "../experiments/ablate/sentences.js";
import { type WrittenAs, writeAblated, writeTest } from "../experiments/ablate/write-ablated.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped } from "../foundation/errors.js";
import { commandLine, withCommand } from "./continue.js";
import { EpisodeProgress } from "./episode-progress.js";
import { type BudgetFlags, withBudget } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { wholeNumber } from "./options.js";
import { terminalStyle } from "./terminal.js";

interface AblateFlags extends BudgetFlags {
  candidate: string;
  repeats: number;
  corpus?: string;
  out?: string;
  write?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function ablateCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  const command = new Command("ablate")
    .description(
      "Take the accepted edits of a run's best candidate back one at a time, and measure what each carries.",
    )
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .option("--candidate <which>", "whose edits: best, or the first digits of a candidate", "best")
    .option("--repeats <number>", "episodes of each harness on each validation document", wholeNumber(1), 3)
    .option("--corpus <folder>", "the run's documents, for a history that was begun without their texts")
    .option("--out <folder>", "where episodes are kept (default: a folder beside the run)")
    .option("--write", "write the smaller harness into the run, then look at the test documents once")
    .option("--dry-run", "show which edits come off and what it takes; asks and writes nothing")
    .option("--json", "print the numbers as JSON");
  return withBudget(command)
    .addHelpText(
      "after",
      `
The rule that accepted them takes luck for progress quite often: many accepted edits do nothing. Each is taken back by
git's three-way merge, as \`git revert\` does. What does not come off any more, because later edits stand on it, is said;
where one later edit stands in the way, both are taken back together. The guard looks at what is left, free of charge.

Then the candidate with all its edits and without each is run on the validation documents, --repeats fresh episodes
side by side, with the run's own settings and models. Episodes are kept in a folder beside the run: the same command
continues one that was stopped, and more --repeats add to what is there. The run itself is only read.

At last all edits that were not shown to carry anything are taken back together, and what is left is measured too: edits
that do the same carry nothing each and much together. If it is shown to be worse, the edit with the largest effect is
put back, until it is not. With --write it becomes a commit of the run's population under refs/heads/ablated, which
\`lineage\`, \`show\` and \`generate --harness RUN:ID\` know: no member of the search, and the run's digest stays. Only
then both are run on the test documents: the final number, which chose nothing.

Examples
  autodata-lab ablate runs/offline-7 --dry-run
  autodata-lab ablate runs/offline-7
  autodata-lab ablate runs/offline-7 --repeats 8 --write
  autodata-lab ablate runs/cs-research-7 --repeats 5 --budget-usd 20
  autodata-lab ablate runs/offline-7 --candidate 662b29 --json`,
    )
    .action((run: string, flags: AblateFlags) => ablation(run, flags, projectFolder));
}

async function ablation(run: string, flags: AblateFlags, projectFolder: string): Promise<void> {
  const { candidate, repeats, corpus, out: folder, write = false, dryRun = false, json = false } = flags;
  const { budgetUsd, budgetTokens, budgetCalls, budgetHours, prices, budget } = flags;
  const prepared = await prepareAblation({
    ...{ run, candidate, out: folder, corpus, projectFolder, noBudget: !budget },
    environment: processEnvironment,
    workingFolder: process.cwd(),
    overrides: { budgetUsd, budgetTokens, budgetCalls, budgetHours, prices },
  });
  const out = json ? process.stderr : process.stdout;
  if (prepared.edits.length === 0) {
    out.write(`${prepared.name} of ${run} is what the search began with: there is no edit to take back.\n`);
    if (json) print(ablationData(prepared, []));
    return;
  }
  const guarded = await guardRemovals(prepared, systemClock);
  const how = { repeats, write, dryRun };
  out.write(`${ablationPlanScreen(prepared, guarded, how, process.cwd())}\n`);
  if (dryRun) {
    if (json) print({ ...ablationData(prepared, guarded), plan: planOf(prepared, guarded, how) });
    return;
  }
  const { measured, written } = await measure(prepared, guarded, flags, projectFolder, out);
  const { width } = terminalStyle();
  if (json) print({ ...ablationData(prepared, guarded, measured), written });
  else
    process.stdout.write(
      `\n${ablationScreen(measured, prepared, { written: writtenLines(written, prepared), width })}\n`,
    );
}

function writtenLines(written: WrittenAs | null, { run }: PreparedAblation): string[] {
  if (written === null) return [];
  return written.number === null
    ? [`not written: the run has these files as ${written.name}`]
    : [`written as ${run}:${written.name} (ablation ${written.number}); no member of the search`];
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

async function measure(
  prepared: PreparedAblation,
  guarded: readonly GuardedRemoval[],
  { repeats, write = false }: AblateFlags,
  projectFolder: string,
  out: NodeJS.WriteStream,
) {
  let progress: EpisodeProgress | null = null;
  let written: WrittenAs | null = null;
  const notice = (message: string) =>
    progress === null ? void out.write(`${message}\n`) : progress.notice(message);
  const interrupt = new InterruptHandler(notice, commandLine);
  try {
    const measured = await ablate(
      prepared,
      guarded,
      {
        clock: systemClock,
        environment: processEnvironment,
        projectFolder,
        stop: interrupt.stop,
        onEvent: (event) => progress?.event(event),
        onCall: () => progress?.call(),
        onNotice: notice,
      },
      {
        repeats,
        write: write
          ? async (smaller) => {
              const said = validationSentence(smaller, prepared, repeats);
              written = await writeAblated(prepared, smaller, said, { clock: systemClock, onNotice: notice });
            }
          : undefined,
        onStage: (what, episodes) => {
          progress?.close();
          progress = new EpisodeProgress(out, systemClock, episodes, () => ({
            before: `${what} · `,
            after: "",
          }));
        },
      },
    );
    const number = (written as WrittenAs | null)?.number ?? null;
    if (number !== null && measured.smaller !== null && measured.smaller.test !== null) {
      await writeTest(prepared, number, testSentence(measured.smaller, prepared, repeats), systemClock);
    }
    return { measured, written: written as WrittenAs | null };
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, prepared.experiment, { advised: false }) : error;
  } finally {
    (progress as EpisodeProgress | null)?.close();
    interrupt.release();
  }
}
