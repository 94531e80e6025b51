import { Command } from "commander";
import { parseHarnessReference, resolveHarness } from "../experiments/harness-reference.js";
import { colouredDiff } from "../experiments/look/coloured-diff.js";
import { plural } from "../experiments/report/numbers.js";
import { changedFiles, changeSize, unifiedDiff } from "../population/candidates/diff.js";
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
  const text = unifiedDiff(from.files, to.files);
  const files = changedFiles(from.files, to.files);
  const { added, removed } = changeSize(from.files, to.files);
  const summary = { from: from.name, to: to.name, files, added, removed };
  if (flags.json) return page(JSON.stringify({ ...summary, diff: text }, null, 2), { pager: false });
  const heading = `${from.name} to ${to.name}: ${plural(files.length, "file")}, +${added} -${removed}`;
  if (files.length === 0) return page(`${from.name} and ${to.name} are the same harness`, flags);
  if (flags.stat) return page([heading, ...files.map((file) => `  ${file}`)].join("\n"), flags);
  return page(`${colouredDiff(text.trimEnd(), terminalStyle().colours)}`, flags);
}

/** A name alone is of the run; a path or RUN:NAME says where it is. */
function inRun(run: string, name: string) {
  const read = parseHarnessReference(name);
  const isPath = read.candidate !== null || /[/\\]|^\.\.?$/.test(name);
  return isPath ? read : { path: run, candidate: name };
}
