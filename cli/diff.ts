import { Command } from "commander";
import { parseHarnessReference, resolveHarness } from "../experiments/harness-reference.js";
import { colouredDiff } from "../experiments/look/coloured-diff.js";
import { differenceStat, harnessDifference } from "../experiments/look/harness-difference.js";
import { page } from "./pager.js";
import { terminalStyle } from "./terminal.js";

interface DiffFlags {
  json?: boolean;
  stat?: boolean;
  pager: boolean;
}

export function diffCommand(): Command {
  return new Command("diff")
    .description("Show how the harness of one candidate differs from that of another.")
    .argument("<run>", "run folder, such as runs/offline-7")
    .argument(
      "[a]",
      "a candidate: baseline, best, the first digits of its name, RUN:NAME, or a folder",
      "baseline",
    )
    .argument("[b]", "the other one", "best")
    .option("--stat", "only which files, and how many lines")
    .option("--json", "files, lines and the diff as JSON")
    .option("--no-pager", "never through a pager")
    .addHelpText(
      "after",
      `
The diff is a unified one, as git writes it; \`git apply\` takes it. Without A and B it is what evolution changed: from
the baseline to the best.

Examples
  autodata-lab diff runs/offline-7
  autodata-lab diff runs/offline-7 295256 5d43de
  autodata-lab diff runs/offline-7 best ./my-harness
  autodata-lab diff runs/offline-7 best runs/offline-8:best --stat`,
    )
    .action(diff);
}

async function diff(run: string, a: string, b: string, flags: DiffFlags): Promise<void> {
  const [from, to] = [await resolveHarness(inRun(run, a)), await resolveHarness(inRun(run, b))];
  const names = { from: from.name, to: to.name };
  const difference = harnessDifference(from.files, to.files);
  if (flags.json) return page(JSON.stringify({ ...names, ...difference }, null, 2), { pager: false });
  if (flags.stat || difference.files.length === 0) return page(differenceStat(difference, names), flags);
  return page(`${colouredDiff(difference.diff.trimEnd(), terminalStyle().colours)}`, flags);
}

/** A name alone is of the run; a path or RUN:NAME says where it is. */
function inRun(run: string, name: string) {
  const read = parseHarnessReference(name);
  const isPath = read.candidate !== null || /[/\\]|^\.\.?$/.test(name);
  return isPath ? read : { path: run, candidate: name };
}
