import { Command, Option } from "commander";
import { exampleLine, exampleWhole } from "../experiments/look/examples-screen.js";
import { acceptedExamples, type TriedExample } from "../experiments/look/examples-view.js";
import { candidateNamed, openRun } from "../experiments/look/opened-run.js";
import { wholeNumber } from "./options.js";
import { page } from "./pager.js";
import { terminalStyle } from "./terminal.js";

interface ExamplesFlags {
  candidate?: string;
  split?: string;
  limit?: number;
  full?: boolean;
  json?: boolean;
  pager: boolean;
}

export function examplesCommand(): Command {
  return new Command("examples")
    .description("Browse the accepted examples of a run.")
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .option("--candidate <name>", "of one candidate: baseline, best, or the first digits of its name")
    .addOption(new Option("--split <name>", "of one split").choices(["train", "validation", "test"]))
    .option("--limit <number>", "only the first so many", wholeNumber(1))
    .option("--full", "each example whole")
    .option("--json", "each example whole, as one JSON object a line")
    .option("--no-pager", "never through a pager")
    .addHelpText(
      "after",
      `
A line has the example's id, the episode that made it, its candidate, both solvers' mean scores, and what it asks.
\`show RUN example ID\` prints one whole, \`show RUN episode NAME\` how it came about. To make a data set of many
documents, use \`generate\`.

Examples
  autodata-lab examples runs/offline-7
  autodata-lab examples runs/offline-7 --candidate best --split validation --full
  autodata-lab examples runs/offline-7 --json > examples.jsonl`,
    )
    .action(examples);
}

async function examples(run: string, flags: ExamplesFlags): Promise<void> {
  const { candidate, split, limit = Number.POSITIVE_INFINITY, full = false, json = false, pager } = flags;
  const opened = openRun(run);
  try {
    const filter = {
      ...(candidate !== undefined && { candidate: candidateNamed(opened, candidate).tree }),
      ...(split !== undefined && { split }),
    };
    const style = terminalStyle();
    const line = (example: TriedExample) =>
      json
        ? JSON.stringify(example)
        : full
          ? `${exampleWhole(example, style)}\n`
          : exampleLine(example, style);
    const lines: string[] = [];
    for (const example of acceptedExamples(opened, filter)) {
      if (lines.length >= limit) break;
      lines.push(line(example));
    }
    if (lines.length > 0) return await page(lines.join("\n"), { pager: pager && !json });
    if (!json) await page("no example was accepted so far that fits", { pager: false });
  } finally {
    await opened.history.close();
  }
}
