import { Command } from "commander";
import { chosenFamily } from "../experiments/lineage/chosen-family.js";
import { familyScreen } from "../experiments/lineage/family-screen.js";
import { lineOf } from "../experiments/lineage/line.js";
import { lineScreen } from "../experiments/lineage/line-screen.js";
import { OpenRuns } from "../experiments/lineage/open-runs.js";
import type { SearchedRun } from "../experiments/lineage/searched-run.js";
import { type Named, twoLines } from "../experiments/lineage/two-lines.js";
import { twoLinesScreen } from "../experiments/lineage/two-lines-screen.js";
import { UsageError } from "../foundation/errors.js";
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
    .option("--json", "the same as JSON; of the tree every attempt, with --members members only")
    .addHelpText(
      "after",
      `
The tree shows members; what was not accepted is a count below its parent unless you say --all. The best candidate and
its ancestors stand below one another in the first column; other branches leave it to the right.

One candidate: every step from the baseline to it, with what was changed, what acceptance compared, the score over all
evaluations with a 95 % interval over documents, and the calls of the iteration that made it.

Two candidates: both ways from their last common ancestor on, then how B differs from A: score, edits, files. They may
be of two runs of the same task and baseline.

Nothing is written, and a run that goes on can be looked at.

Examples
  autodata-lab lineage runs/offline-7
  autodata-lab lineage runs/offline-7 --members --limit 10
  autodata-lab lineage runs/offline-7 best
  autodata-lab lineage runs/offline-7 5d43de b97d6e
  autodata-lab lineage runs/offline-7 best runs/offline-8:best
  autodata-lab lineage runs/offline-7 --json | jq '.candidates[] | select(.outcome == "accepted")'`,
    )
    .action(async (run: string, a: string | undefined, b: string | undefined, flags: LineageFlags) => {
      process.stdout.write(`${await lineage(run, a, b, flags)}\n`);
    });
}

async function lineage(
  run: string,
  a: string | undefined,
  b: string | undefined,
  flags: LineageFlags,
): Promise<string> {
  requireFitting(a, flags);
  const runs = new OpenRuns(run);
  try {
    if (a === undefined) return tree(runs.named(run), flags);
    const first = runs.candidate(a);
    return b === undefined ? line(first, flags) : sideBySide(first, runs.candidate(b), flags);
  } finally {
    await runs.close();
  }
}

function requireFitting(candidate: string | undefined, { all, members, limit }: LineageFlags): void {
  if (all && members) throw new UsageError("--all and --members exclude each other: leave one out");
  if (candidate === undefined || !(all || members || limit !== undefined)) return;
  throw new UsageError("--all, --members and --limit choose from the tree: leave them out, or the candidate");
}

function tree({ run, family, view }: SearchedRun, flags: LineageFlags): string {
  const { all = false, members = false, limit, json = false } = flags;
  const choice = { members, ...(limit !== undefined && { limit }) };
  if (json) {
    const { facts, iterations, final, best } = view.curve;
    const { simulated, plannedIterations } = facts;
    const candidates = chosenFamily(family, choice);
    return asJson({ run, simulated, iterations, plannedIterations, final, best, candidates });
  }
  return familyScreen(family, view.curve, { run, all, ...choice }, terminalStyle());
}

function line({ searched, name }: Named, { json = false }: LineageFlags): string {
  const steps = lineOf(searched, name);
  if (json) return asJson({ run: searched.run, simulated: searched.view.facts.simulated, steps });
  return lineScreen(steps, searched.view.curve, terminalStyle());
}

function sideBySide(a: Named, b: Named, { json = false }: LineageFlags): string {
  const lines = twoLines(a, b);
  return json ? asJson(lines) : twoLinesScreen(lines, terminalStyle());
}

const asJson = (value: unknown) => JSON.stringify(value, null, 2);
