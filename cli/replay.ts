import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { readRun } from "../experiments/loaded-run.js";
import { loggedExperiment } from "../experiments/replay/logged-experiment.js";
import { replayRun } from "../experiments/replay/replay-run.js";
import { type ReplaySpan, replaySpan } from "../experiments/replay/replay-span.js";
import { count, plural, stopwatch } from "../experiments/report/numbers.js";
import { requireUsable, runFolderAt, shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { UsageError } from "../foundation/errors.js";
import { historyBegun } from "../population/history/open.js";
import { commandLine } from "./continue.js";
import { InterruptHandler } from "./interrupt.js";
import { LiveProgress } from "./live-progress.js";
import { wholeNumber } from "./options.js";

interface ReplayFlags {
  out?: string;
  until?: number;
  corpus?: string;
}

export function replayCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return new Command("replay")
    .description(
      "Execute a run again from its log, offline, into a new folder, and check that it writes the same history.",
    )
    .argument("<run>", "run folder, such as runs/offline-7, or its history file")
    .option("--until <iteration>", "replay up to this iteration, without the final test", wholeNumber(1))
    .option("--out <folder>", "new run folder (default: the run's with -replay at its end)")
    .option("--corpus <folder>", "the run's documents, for a history that holds no texts")
    .addHelpText(
      "after",
      `
No model is asked and no network is used: every completion comes from the log. A request that the log does not hold,
or holds with other content, ends the replay with the difference between the two; so does another episode or decision.

Exit codes: 0 the same history · 1 another one, with the first difference · 2 unusable input

Examples
  autodata-lab replay runs/offline-7             the whole run
  autodata-lab replay runs/offline-7 --until 3   its first three iterations`,
    )
    .action((run: string, flags: ReplayFlags) => replay(run, flags, projectFolder));
}

async function replay(run: string, flags: ReplayFlags, projectFolder: string): Promise<void> {
  const logged = readRun(run);
  try {
    const span = replaySpan(logged, flags.until);
    const folder = runFolderAt(newFolder(run, flags.out));
    const prepared = await loggedExperiment(logged, folder, flags.corpus);
    const shown = shownPath(folder.path, process.cwd());
    process.stdout.write(
      `Replaying ${run} into ${shown}: ${spanText(span)}, nothing is asked of any model\n\n`,
    );
    const started = systemClock.elapsed();
    let calls = 0;
    const progress = new LiveProgress(process.stdout, systemClock, prepared.definition);
    const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
    try {
      const { digest, lostEpisodes } = await replayRun(logged, prepared, span, {
        clock: systemClock,
        projectFolder,
        stop: interrupt.stop,
        onEvent: (event) => progress.event(event),
        onCall: (event) => {
          calls += 1;
          progress.call(event);
        },
        onNotice: (message) => progress.notice(message),
      });
      progress.close();
      const seconds = (systemClock.elapsed() - started) / 1000;
      process.stdout.write(
        [
          "",
          `The same history: ${count(calls)} calls from the log in ${stopwatch(seconds * 1000)} (${count(calls / seconds)} a second)`,
          ...(lostEpisodes === 0
            ? []
            : [`  ${plural(lostEpisodes, "episode")} that a provider had cut short taken over as they were`]),
          `  history digest ${digest}`,
          "",
        ].join("\n"),
      );
    } finally {
      progress.close();
      interrupt.release();
    }
  } finally {
    await logged.close();
  }
}

/** A folder that is not there yet: the one asked for, else the run's name with `-replay`, and a number if need be. */
function newFolder(run: string, out: string | undefined): string {
  if (out !== undefined) {
    const folder = runFolderAt(resolve(out));
    requireUsable(folder);
    if (historyBegun(folder.history)) {
      throw new UsageError(`${out} holds a run already: a replay needs a new folder, give another --out`);
    }
    return folder.path;
  }
  const stem = `${resolve(run).replace(/\.sqlite$/, "")}-replay`;
  for (let number = 1; ; number++) {
    const path = number === 1 ? stem : `${stem}-${number}`;
    if (!existsSync(path)) return path;
  }
}

function spanText(span: ReplaySpan): string {
  return span.kind === "until"
    ? `iterations 1 to ${span.until}`
    : `${plural(span.ends.at(-1) ?? 0, "iteration")} and the final test`;
}
