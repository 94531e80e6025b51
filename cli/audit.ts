import { existsSync, statSync } from "node:fs";
import { Command } from "commander";
import { auditRun } from "../experiments/audit/audit-run.js";
import { auditJson, auditScreen, totalFound } from "../experiments/audit/audit-screen.js";
import { existingRun } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";

export function auditCommand(): Command {
  return new Command("audit")
    .description(
      "Recompute everything that a run claims from what it logged, and tell of every place that does not follow.",
    )
    .argument("<run>", "run folder, such as runs/offline-7, or a history file alone, without git")
    .option("--json", "for programs: what was verified, and every mismatch (at most 10,000 of each claim)")
    .addHelpText(
      "after",
      `
Nothing is changed, no model is asked, and a run that goes on is not hindered. What the main agent and the challenger
replied is tied to what followed by hashes only: \`replay\` executes the harnesses again and shows the rest.

Each mismatch says where it is, what is stored there, and what the log leads to.

Exit codes: 0 whole · 1 mismatches were found · 2 unusable input

Examples
  autodata-lab audit runs/offline-7                    history and population
  autodata-lab audit runs/offline-7/history.sqlite     the history alone
  autodata-lab audit runs/offline-7 --json             every mismatch, for programs`,
    )
    .action(async (path: string, { json }: { json?: true }) => {
      const { history, population } = existingRun(path);
      const alone = existsSync(path) && statSync(path).isFile();
      const started = systemClock.elapsed();
      const result = await auditRun({ history, population: alone ? null : population });
      const seconds = (systemClock.elapsed() - started) / 1000;
      const text = json === true ? auditJson(path, result, seconds) : auditScreen(path, result, seconds);
      process.stdout.write(`${text}\n`);
      process.exitCode = totalFound(result) === 0 ? 0 : 1;
    });
}
