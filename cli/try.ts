import type { Command } from "commander";
import { shownPath } from "../experiments/run-folder.js";
import { type PreparedTry, prepareTry } from "../experiments/try/prepare-try.js";
import { runTry } from "../experiments/try/run-try.js";
import type { AnsweredCall } from "../experiments/try/try-event.js";
import { tryHeading, tryResult } from "../experiments/try/try-screen.js";
import { TryText } from "../experiments/try/try-text.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped } from "../foundation/errors.js";
import type { Outcome } from "../inner/trajectory.js";
import { commandLine, withCommand } from "./continue.js";
import { type ExperimentFlags, experimentCommand, prepareOptions } from "./experiment-command.js";
import { showFirstPrompts } from "./first-prompts.js";
import { InterruptHandler } from "./interrupt.js";

interface TryFlags extends ExperimentFlags {
  document?: string;
  verbose?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

const anyHarness = {
  flag: "--harness <harness>",
  says: "what is tried: baseline (the experiment's, by default), a folder, RUN:best, RUN:5d43de",
};

export function tryCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return experimentCommand("try", anyHarness)
    .description("Run one episode of an experiment and show all of it as it happens.")
    .option("--document <name>", "id, file or beginning of a title (default: the first validation document)")
    .option("--verbose", "show whole requests and replies")
    .option("--dry-run", "only show the first request to each seat; no model is asked, nothing is written")
    .option("--json", "print every event as a line of JSON")
    .addHelpText(
      "after",
      `
Each call is a line: time, seat, how long it took ("kept" when an earlier trial paid for it), tokens, and how the reply
begins. Between them stand drafts, verifications, the scores of all attempts with their marks, and verdicts.

What was paid for is kept: with the baseline on a validation document in the experiment's own run folder, where the run
will find it, otherwise in a folder beside it. The same command again shows the same episode and asks nothing.

Examples
  autodata-lab try experiments/offline.yaml
  autodata-lab try experiments/cs-research.yaml --dry-run --verbose
  autodata-lab try experiments/offline.yaml --document "Raft log repair" --harness runs/offline-7:best
  autodata-lab try experiments/cs-research.yaml --harness my-harness --budget-usd 1 --json > episode.jsonl`,
    )
    .action((experiment: string, flags: TryFlags) => tryOut(experiment, flags, projectFolder));
}

async function tryOut(experiment: string, flags: TryFlags, projectFolder: string): Promise<void> {
  const { document, harness: reference, verbose = false, dryRun = false, json = false, ...rest } = flags;
  const prepared = await prepareTry(experiment, {
    ...prepareOptions({ ...rest, budget: rest.budget && !dryRun }, projectFolder),
    document,
    reference,
  });
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`);
  for (const notice of prepared.experiment.corpus.notices) say(notice);
  if (document === undefined) say("No --document was given: this is the first validation document.");
  if (dryRun) await showFirstPrompts(prepared, { verbose, json });
  else await showEpisode(prepared, { experiment, verbose, json, projectFolder, say });
}

interface Showing {
  readonly experiment: string;
  readonly verbose: boolean;
  readonly json: boolean;
  readonly projectFolder: string;
  readonly say: (text: string) => void;
}

async function showEpisode(
  prepared: PreparedTry,
  { experiment, verbose, json, projectFolder, say }: Showing,
): Promise<void> {
  say(`${tryHeading(prepared, process.cwd())}\n`);
  const text = new TryText({ verbose });
  const calls: AnsweredCall[] = [];
  const interrupt = new InterruptHandler(say, commandLine);
  const surroundings = {
    clock: systemClock,
    environment: processEnvironment,
    projectFolder,
    stop: interrupt.stop,
    onEvent: () => {},
    onCall: () => {},
    onNotice: say,
  };
  try {
    const { observation } = await runTry(prepared, surroundings, (event) => {
      if (event.kind === "call") calls.push(event);
      const shown = json ? JSON.stringify(event) : text.of(event);
      if (shown !== "") process.stdout.write(`${shown}\n`);
    });
    if (json) process.stdout.write(`${JSON.stringify({ kind: "observation", ...observation })}\n`);
    say(`\n${tryResult(observation, calls)}\n${nextText(observation.outcome, experiment, prepared)}`);
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, prepared.experiment, { advised: false }) : error;
  } finally {
    interrupt.release();
  }
}

/** What to do after an episode that ended like this. */
function nextText(
  outcome: Outcome,
  experiment: string,
  { harness, experiment: { folder } }: PreparedTry,
): string {
  const command = (line: string) => `  next: npx autodata-lab ${line}`;
  if (outcome === "inconclusive") return command(`doctor ${experiment}    it was the provider's fault`);
  if (outcome === "harness_failed") return `  next: mend ${harness.name}, and try again`;
  return [
    command(`estimate ${experiment}    what a whole run takes`),
    `        everything again, from ${shownPath(folder.path, process.cwd())}: ${commandLine(["--verbose"])} --verbose`,
  ].join("\n");
}
