import { Command } from "commander";
import { chosenFamily } from "../experiments/lineage/chosen-family.js";
import { familyScreen } from "../experiments/lineage/family-screen.js";
import { lineOf } from "../experiments/lineage/line.js";
import { lineScreen } from "../experiments/lineage/line-screen.js";
import { type SearchedRun, searchedRun } from "../experiments/lineage/searched-run.js";
import { readRun } from "../experiments/loaded-run.js";
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
    .argument("[a]", "a candidate: baseline, best, or the first digits of its name")
    .argument("[b]", "another one, also of another run: RUN:best")
    .option("--all", "every attempt on a line of its own, rejected ones too")
    .option("--members", "only the baseline and the accepted")
    .option(
      "--limit <number>",
      "only so many, those with the highest scores, and their ancestors",
      wholeNumber(1),
    )
    .option("--json", "print it as JSON")
    .action(async (run: string, a: string | undefined, b: string | undefined, flags: LineageFlags) => {
      process.stdout.write(`${await lineage(run, a, b, flags)}\n`);
    });
}

async function lineage(
  run: string,
  a: string | undefined,
  _b: string | undefined,
  flags: LineageFlags,
): Promise<string> {
  const history = readRun(run);
  try {
    const searched = searchedRun(run, history);
    return a === undefined ? tree(searched, flags) : line(searched, a, flags);
  } finally {
    await history.close();
  }
}

function tree({ run, family, view }: SearchedRun, flags: LineageFlags): string {
  const { all = false, members = false, limit, json = false } = flags;
  const choice = { members, ...(limit !== undefined && { limit }) };
  if (json) return JSON.stringify({ run, candidates: chosenFamily(family, choice) }, null, 2);
  return familyScreen(family, view.curve, { run, all, ...choice }, terminalStyle());
}

function line(searched: SearchedRun, name: string, { json = false }: LineageFlags): string {
  const steps = lineOf(searched, name);
  if (json) return JSON.stringify({ run: searched.run, steps }, null, 2);
  return lineScreen(steps, searched.view.facts, terminalStyle());
}
