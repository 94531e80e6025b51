import { Command, Option } from "commander";
import { isFamilyFolder } from "../experiments/family/family-folder.js";
import { type Abscissa, abscissas } from "../experiments/family/member-view.js";
import { readRun, viewOf } from "../experiments/loaded-run.js";
import { chanceLines } from "../experiments/power/chance-text.js";
import { curveTerminal } from "../experiments/report/curve-terminal.js";
import { sideBySide } from "../experiments/report/side-by-side.js";
import { ReportsNotWritten } from "../experiments/report-files.js";
import { existingRun } from "../experiments/run-folder.js";
import { writeCurve } from "../experiments/write-curve.js";
import { UsageError } from "../foundation/errors.js";
import type { HistoryReader } from "../population/history/history.js";
import { showFamilyCurves } from "./family-curve.js";
import { terminalStyle } from "./terminal.js";

interface CurveFlags {
  out?: string;
  json?: boolean;
  by: Abscissa;
}

export function curveCommand(): Command {
  return new Command("curve")
    .description("Draw a run's pass-rate curve from its history: in the terminal, and as SVG, PNG and CSV.")
    .argument("<run>", "run folder, such as runs/offline-7, a history file, or the folder of a family")
    .option("--out <folder>", "where the files go (default: reports/ in the run folder)")
    .option("--json", "the curve's numbers as JSON; no file is written")
    .addOption(
      new Option("--by <what>", "of a family: what its mean curves are drawn against in the terminal")
        .choices(abscissas)
        .default("episodes"),
    )
    .addHelpText(
      "after",
      `
A family of runs is drawn as the mean over seeds of every cell of its matrix, with areas under the curves and the test
estimates. Cells may spend different numbers of episodes in an iteration: by episodes is the fair comparison.

Examples
  autodata-lab curve runs/offline-7
  autodata-lab curve runs/policies --by iterations
  autodata-lab curve runs/offline-7 --out figures
  autodata-lab curve runs/offline-7 --json | jq '.best'`,
    )
    .action(async (run: string, options: CurveFlags) => {
      if (isFamilyFolder(run)) {
        showFamilyCurves(run, options);
        return;
      }
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
