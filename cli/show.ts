import { Command } from "commander";
import { callScreen } from "../experiments/look/call-screen.js";
import { callView } from "../experiments/look/call-view.js";
import { candidateScreen } from "../experiments/look/candidate-screen.js";
import { candidateView } from "../experiments/look/candidate-view.js";
import { ticketNamed } from "../experiments/look/episode-name.js";
import { episodeScreen } from "../experiments/look/episode-screen.js";
import { episodeView } from "../experiments/look/episode-view.js";
import { exampleWhole } from "../experiments/look/examples-screen.js";
import { exampleNamed } from "../experiments/look/examples-view.js";
import { iterationScreen } from "../experiments/look/iteration-screen.js";
import { iterationView } from "../experiments/look/iteration-view.js";
import { type OpenedRun, openRun } from "../experiments/look/opened-run.js";
import { refusalsOf } from "../experiments/report/refusals.js";
import { statusScreen } from "../experiments/report/status-screen.js";
import { UsageError } from "../foundation/errors.js";
import { page } from "./pager.js";
import { terminalStyle } from "./terminal.js";

interface ShowFlags {
  full?: boolean;
  json?: boolean;
  pager: boolean;
}

/** The same thing as data and as text. */
interface Shown {
  readonly data: unknown;
  readonly text: () => string;
}

export function showCommand(): Command {
  return new Command("show")
    .description(
      "Show one thing of a run: an iteration, a candidate, an episode, an example, or a single call.",
    )
    .argument("<run>", "run folder, such as runs/offline-7, or a history file")
    .argument("[what]", "iteration, episode, example, call, or a candidate: baseline, best, first digits")
    .argument("[which]", "its number or name")
    .option("--full", "answers, drafts and notes of an episode without cuts")
    .option("--json", "the same as JSON, whole")
    .option("--no-pager", "never through a pager")
    .addHelpText(
      "after",
      `
  iteration N      draw of the parent, training, analyst report, edit, guard, validation, decision; 0 is the baseline
  episode NAME     rounds with draft, verification, attempts and marks; names such as 10/train/2 stand with iterations
  example ID       one example whole; ids stand with episodes and \`examples\`
  call N           one call exactly as it was asked and answered; numbers stand with episodes
  CANDIDATE        descent, change, how its episodes went

Nothing is written, and a run that goes on can be looked at.

Examples
  autodata-lab show runs/offline-7
  autodata-lab show runs/offline-7 iteration 10
  autodata-lab show runs/offline-7 best
  autodata-lab show runs/offline-7 episode 10/train/2 --full
  autodata-lab show runs/offline-7 call 17 --json | jq -r '.request.messages[].content'`,
    )
    .action(show);
}

async function show(run: string, what: string | undefined, which: string | undefined, flags: ShowFlags) {
  const opened = openRun(run);
  try {
    const shown = shownOf(opened, what, which, flags);
    if (flags.json) return await page(JSON.stringify(shown.data, null, 2), { pager: false });
    await page(shown.text(), flags);
  } finally {
    await opened.history.close();
  }
}

function shownOf(
  opened: OpenedRun,
  what: string | undefined,
  which: string | undefined,
  { full = false }: ShowFlags,
): Shown {
  const { run, history, names } = opened;
  const { colours } = terminalStyle();
  switch (what) {
    case undefined:
      return runShown(opened);
    case "iteration": {
      const view = iterationView(opened, numberIn(which, "iteration", 0));
      return { data: view, text: () => iterationScreen(view, { names, colours, run }) };
    }
    case "episode": {
      const view = episodeView(opened, ticketNamed(which ?? ""));
      return { data: view, text: () => episodeScreen(view, { run, colours, full }) };
    }
    case "example": {
      const view = exampleNamed(opened, which ?? "");
      return { data: view, text: () => exampleWhole(view, { colours }) };
    }
    case "call": {
      const view = callView(history.calls, numberIn(which, "call", 1));
      return { data: view, text: () => callScreen(view, colours) };
    }
    default: {
      if (which !== undefined)
        throw new UsageError(
          `${what} is none of iteration, episode, example, call: \`show --help\` lists them`,
        );
      const view = candidateView(opened, what);
      return { data: view, text: () => candidateScreen(view, run, colours) };
    }
  }
}

function runShown({ run, history, view }: OpenedRun): Shown {
  const { curve, digest } = view;
  const { total } = history.totals.usage();
  const refusals = refusalsOf(history);
  return {
    data: {
      run,
      facts: curve.facts,
      iterations: curve.iterations,
      best: curve.best,
      test: curve.test,
      chance: curve.chance,
      spent: total,
      refusals,
      digest,
    },
    text: () =>
      [
        statusScreen(curve, history.decisions.all(), history.candidates.all(), total, {
          ...terminalStyle(),
          refusals,
        }),
        "",
        `Look closer   npx autodata-lab show ${run} iteration ${Math.max(curve.iterations, 0)} · show ${run} best · lineage ${run}`,
      ].join("\n"),
  };
}

/** @throws UsageError when it is missing or no whole number. */
function numberIn(text: string | undefined, what: string, least: number): number {
  if (text !== undefined && /^\d{1,12}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(
    `show RUN ${what} needs a whole number from ${least} on, not ${JSON.stringify(text ?? "")}`,
  );
}
