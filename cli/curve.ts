import { join } from "node:path";
import { Command } from "commander";
import { readRun, viewOf } from "../experiments/loaded-run.js";
import { curveTerminal } from "../experiments/report/curve-terminal.js";
import { writeCurve } from "../experiments/write-curve.js";
import { terminalStyle } from "./terminal.js";

export function curveCommand(): Command {
  return new Command("curve")
    .description("Draw a run's pass-rate curve from its history: in the terminal, and as SVG, PNG and CSV.")
    .argument("<run>", "run folder, such as runs/offline-7")
    .option("--out <folder>", "where the files go (default: reports/ in the run folder)")
    .action(async (run: string, options: { out?: string }) => {
      const history = readRun(run);
      try {
        const { curve } = viewOf(history);
        process.stdout.write(`${curveTerminal(curve, terminalStyle())}\n`);
        const written = writeCurve(options.out ?? join(run, "reports"), history);
        process.stdout.write(`\nwritten: ${written.join(", ")}\n`);
      } finally {
        await history.close();
      }
    });
}
