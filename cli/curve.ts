import { Command } from "commander";
import { readRun, viewOf } from "../experiments/loaded-run.js";
import { chanceLines } from "../experiments/power/chance-text.js";
import { curveTerminal } from "../experiments/report/curve-terminal.js";
import { sideBySide } from "../experiments/report/side-by-side.js";
import { ReportsNotWritten } from "../experiments/report-files.js";
import { existingRun } from "../experiments/run-folder.js";
import { writeCurve } from "../experiments/write-curve.js";
import { UsageError } from "../foundation/errors.js";
import type { HistoryReader } from "../population/history/history.js";
import { terminalStyle } from "./terminal.js";

export function curveCommand(): Command {
  return new Command("curve")
    .description("Draw a run's pass-rate curve from its history: in the terminal, and as SVG, PNG and CSV.")
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .option("--out <folder>", "where the files go (default: reports/ in the run folder)")
    .option("--json", "the curve's numbers as JSON; no file is written")
    .addHelpText(
      "after",
      `
Examples
  autodata-lab curve runs/offline-7
  autodata-lab curve runs/offline-7 --out figures
  autodata-lab curve runs/offline-7 --json | jq '.best'`,
    )
    .action(async (run: string, options: { out?: string; json?: boolean }) => {
      const history = readRun(run);
      try {
        const { curve } = viewOf(history);
        if (options.json) {
          process.stdout.write(`${JSON.stringify(curve, null, 2)}\n`);
          return;
        }
        const style = terminalStyle();
        const beside = sideBySide(curve, style.width);
        const chance = chanceLines(curve.chance);
        const parts = [
          curveTerminal(curve, style),
          ...(chance.length === 0 ? [] : [chance.join("\n")]),
          ...(beside.length === 0 ? [] : [beside.join("\n")]),
        ];
        process.stdout.write(`${parts.join("\n\n")}\n`);
        process.stdout.write(`\n${filesOf(history, run, options.out)}\n`);
      } finally {
        await history.close();
      }
    });
}

/** What was written; where nobody named a place and this one takes nothing, the curve above is all there is. */
function filesOf(history: HistoryReader, run: string, out: string | undefined): string {
  try {
    const written = writeCurve(out ?? existingRun(run).reports, history);
    return `written: ${written.join(", ")}`;
  } catch (error) {
    if (!(error instanceof ReportsNotWritten)) throw error;
    if (out !== undefined) throw new UsageError(`${error.message}; give another folder with --out`);
    return `No files: ${error.message}; name a folder with --out.`;
  }
}
