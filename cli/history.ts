import { Command } from "commander";
import { exportRun } from "../experiments/export-run.js";
import { importRun } from "../experiments/import-run.js";
import { count, plural } from "../experiments/report/numbers.js";
import { RunStopped, UsageError } from "../foundation/errors.js";

export function historyCommand(): Command {
  const command = new Command("history").description(
    "Move a run's history as JSON lines, which every language can read.",
  );
  command.addHelpText(
    "after",
    `
Examples
  autodata-lab history export runs/offline-7 --out run.jsonl.gz
  autodata-lab history import run.jsonl.gz --out runs/copy`,
  );
  command.addCommand(exportCommand());
  command.addCommand(importCommand());
  return command;
}

function exportCommand(): Command {
  return new Command("export")
    .description(
      "Write a run, finished or not, as JSON lines: a header, then every row in the order it came.",
    )
    .argument("<run>", "run folder or history file, such as runs/offline-7")
    .option("--out <file>", "such as run.jsonl, or run.jsonl.gz for gzip; - is standard output", "-")
    .option("--intact", "of a damaged history, only what lies before the damage")
    .addHelpText(
      "after",
      `
Examples
  autodata-lab history export runs/offline-7 --out run.jsonl.gz
  autodata-lab history export runs/offline-7 | grep '"table":"decision"'
  autodata-lab history export runs/damaged --intact --out rescued.jsonl`,
    )
    .action(async (run: string, options: { out: string; intact?: true }) => {
      const toScreen = options.out === "-";
      if (toScreen && process.stdout.isTTY) {
        throw new UsageError("the export is long: give it a file with --out, or pipe it into a program");
      }
      const { rows } = await interruptible((signal) =>
        exportRun(run, toScreen ? process.stdout : options.out, { intact: options.intact === true, signal }),
      );
      if (!toScreen) process.stdout.write(`written: ${options.out} (${plural(rows, "row")})\n`);
    });
}

function importCommand(): Command {
  return new Command("import")
    .description(
      "Make a run folder of an export: the same history and population, to look into or to continue.",
    )
    .argument("<file>", "an export, such as run.jsonl or run.jsonl.gz")
    .requiredOption("--out <folder>", "the run folder to make")
    .addHelpText("after", "\nExamples\n  autodata-lab history import run.jsonl.gz --out runs/copy")
    .action(async (file: string, { out }: { out: string }) => {
      const { rows, candidates } = await interruptible((signal) => importRun(file, out, signal));
      process.stdout.write(
        `${out} holds the run: ${plural(rows, "row")}, ${count(candidates)} candidates in population.git\n` +
          `  look    npx autodata-lab status ${out}\n` +
          `  go on   npx autodata-lab run EXPERIMENT --out ${out}\n`,
      );
    });
}

/** Lets Ctrl-C end what is under way, so that nothing half-made is left. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stopped = new RunStopped("Stopped; nothing was left behind.", "interrupt");
  const onSignal = () => controller.abort(stopped);
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? stopped : error;
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
