import { Command } from "commander";
import { chosenFamily } from "../experiments/lineage/chosen-family.js";
import { familyOf } from "../experiments/lineage/family.js";
import { familyScreen } from "../experiments/lineage/family-screen.js";
import { readRun, viewOf } from "../experiments/loaded-run.js";
import { wholeNumber } from "./options.js";
import { terminalStyle } from "./terminal.js";

interface LineageFlags {
  all?: boolean;
  members?: boolean;
  limit?: number;
  json?: boolean;
}

export function lineageCommand(): Command {
  return new Command("lineage")
    .description(
      "Show who descends from whom in a run: the tree, the way to one candidate, or two ways side by side.",
    )
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .option("--all", "every attempt on a line of its own, rejected ones too")
    .option("--members", "only the baseline and the accepted")
    .option(
      "--limit <number>",
      "only so many, those with the highest scores, and their ancestors",
      wholeNumber(1),
    )
    .option("--json", "print it as JSON")
    .action(async (run: string, flags: LineageFlags) => {
      process.stdout.write(`${await tree(run, flags)}\n`);
    });
}

async function tree(run: string, flags: LineageFlags): Promise<string> {
  const { all = false, members = false, limit, json = false } = flags;
  const history = readRun(run);
  try {
    const { curve } = viewOf(history);
    const family = familyOf({
      candidates: history.candidates.all(),
      decisions: history.decisions.all(),
      observations: history.totals.observations(),
      best: curve.best,
    });
    const choice = { members, ...(limit !== undefined && { limit }) };
    if (json) return JSON.stringify({ run, candidates: chosenFamily(family, choice) }, null, 2);
    return familyScreen(family, curve, { run, all, ...choice }, terminalStyle());
  } finally {
    await history.close();
  }
}
