import { Command } from "commander";
import { isFamilyFolder } from "../experiments/family/family-folder.js";
import { familyStatus } from "../experiments/family/family-status.js";
import { readFamily } from "../experiments/family/read-family.js";
import { readRun, viewOf } from "../experiments/loaded-run.js";
import { refusalsOf } from "../experiments/report/refusals.js";
import { statusScreen } from "../experiments/report/status-screen.js";
import { terminalStyle } from "./terminal.js";

export function statusCommand(): Command {
  return new Command("status")
    .description("Tell where a run stands, also while it is going on.")
    .argument("<run>", "run folder, such as runs/offline-7, a history file, or the folder of a family")
    .option("--json", "the same as JSON")
    .addHelpText(
      "after",
      `
Examples
  autodata-lab status runs/offline-7
  watch -n 10 autodata-lab status runs/offline-7
  autodata-lab status runs/offline-7 --json | jq '.iterations'`,
    )
    .action(async (run: string, { json = false }: { json?: boolean }) => {
      if (isFamilyFolder(run)) {
        const family = readFamily(run);
        process.stdout.write(`${json ? JSON.stringify(family.members, null, 2) : familyStatus(family)}\n`);
        return;
      }
      const history = readRun(run);
      try {
        const { curve, digest } = viewOf(history);
        const refusals = refusalsOf(history);
        const { total } = history.totals.usage();
        if (json) {
          const data = { ...curve, spent: total, refusals, digest };
          process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
          return;
        }
        const screen = statusScreen(curve, history.decisions.all(), history.candidates.all(), total, {
          ...terminalStyle(),
          refusals,
        });
        process.stdout.write(`${screen}\n`);
        if (digest !== null) process.stdout.write(`\nHistory digest ${digest}\n`);
      } finally {
        await history.close();
      }
    });
}
