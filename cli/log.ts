import { Command } from "commander";
import { readRun } from "../experiments/loaded-run.js";
import { loggedAdmissions, loggedOutcomes } from "../experiments/report/logged-decisions.js";
import { historyText, inOrder } from "../outer/render/history-text.js";
import { wholeNumber } from "./options.js";
import { page } from "./pager.js";

interface LogFlags {
  limit?: number;
  json?: boolean;
  pager: boolean;
}

export function logCommand(): Command {
  return new Command("log")
    .description("Print the log of a run's iterations as analyzer and implementer read it.")
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .option("--limit <number>", "only the last so many iterations", wholeNumber(1))
    .option("--json", "the outcomes as JSON, with every field")
    .option("--no-pager", "never through a pager")
    .addHelpText(
      "after",
      `
One line for each finished iteration: how it ended, the mutant and its parent, both validation rates, what was
changed, and why it was decided so. \`status\` shows the same for people, \`show RUN iteration N\` one of them whole.

Examples
  autodata-lab log runs/offline-7
  autodata-lab log runs/offline-7 --limit 20
  autodata-lab log runs/offline-7 --json | jq '.[] | select(.outcome == "accepted") | .summary'`,
    )
    .action(log);
}

async function log(run: string, { limit, json = false, pager }: LogFlags): Promise<void> {
  const history = readRun(run);
  try {
    const decisions = history.decisions.all();
    const outcomes = loggedOutcomes(decisions).filter(({ iteration }) => iteration > 0);
    const byHand = loggedAdmissions(decisions).map(({ iteration, body, outcome }) => ({
      iteration,
      body: outcome,
      after: body.decided,
    }));
    const shown = inOrder([...outcomes, ...byHand]).slice(limit === undefined ? 0 : -limit);
    if (json) {
      const rows = shown.map(({ body, ...place }) => ({ ...place, ...body }));
      return page(JSON.stringify(rows, null, 2), { pager: false });
    }
    await page(historyText(shown.map(({ body, ...place }) => ({ ...place, outcome: body }))), { pager });
  } finally {
    await history.close();
  }
}
