import {
  type CandidatesCompared,
  compareCandidates,
  type FreshEpisodes,
} from "../experiments/pairing/compare-candidates.js";
import { comparisonScreen } from "../experiments/pairing/comparison-screen.js";
import {
  freshEpisodes,
  type PreparedEpisodes,
  prepareEpisodes,
} from "../experiments/pairing/fresh-episodes.js";
import { type PreparedPairing, preparePairing } from "../experiments/pairing/prepare-pairing.js";
import type { ComparedSplit } from "../experiments/pairing/recorded-episodes.js";
import type { CandidateReference } from "../experiments/pairing/what-is-compared.js";
import { plural } from "../experiments/report/numbers.js";
import { shownPath } from "../experiments/run-folder.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import { RunStopped, UsageError } from "../foundation/errors.js";
import { commandLine, withCommand } from "./continue.js";
import { EpisodeProgress } from "./episode-progress.js";
import type { BudgetFlags } from "./experiment-command.js";
import { InterruptHandler } from "./interrupt.js";
import { page } from "./pager.js";
import { surroundings } from "./surroundings.js";
import { terminalStyle } from "./terminal.js";

export interface CandidatesFlags extends BudgetFlags {
  split: ComparedSplit;
  evaluate?: number;
  diff?: true;
  json?: true;
  pager: boolean;
  corpus?: string;
}

/** `compare` of candidates: by the episodes that runs have, or with --evaluate by fresh ones. */
export async function compareCandidatesCommand(
  references: readonly CandidateReference[],
  flags: CandidatesFlags,
  projectFolder: string,
): Promise<void> {
  const { split, evaluate, diff = false, json = false } = flags;
  requireEvaluation(flags);
  const prepared = await preparePairing(references, process.cwd());
  if ("same" in prepared) return page(json ? JSON.stringify(prepared) : prepared.same, { pager: false });
  try {
    const fresh = evaluate === undefined ? null : await evaluated(prepared, flags, evaluate, projectFolder);
    const compared = compareCandidates(prepared, { split, fresh });
    if (json) return page(jsonOf(compared), { pager: false });
    const names = prepared.runs.map(({ run }) => run);
    await page(comparisonScreen(compared, names, { diff, colours: terminalStyle().colours }), flags);
  } finally {
    await prepared.close();
  }
}

/** @throws UsageError for limits and documents where nothing is run. */
function requireEvaluation({ evaluate, ...flags }: CandidatesFlags): void {
  if (evaluate !== undefined) return;
  const limits = {
    "--budget-usd": flags.budgetUsd,
    "--budget-tokens": flags.budgetTokens,
    "--budget-calls": flags.budgetCalls,
    "--budget-hours": flags.budgetHours,
    "--prices": flags.prices,
    "--corpus": flags.corpus,
    "--no-budget": flags.budget ? undefined : true,
  };
  const given = Object.entries(limits).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new UsageError(`${given[0]} goes with --evaluate: without it nothing is run`);
}

async function evaluated(
  prepared: PreparedPairing,
  { split, json, budget, corpus, ...limits }: CandidatesFlags,
  repeats: number,
  projectFolder: string,
): Promise<FreshEpisodes> {
  const { budgetUsd, budgetTokens, budgetCalls, budgetHours, prices } = limits;
  const asked = await prepareEpisodes(prepared, split, {
    environment: processEnvironment,
    projectFolder,
    workingFolder: process.cwd(),
    overrides: { budgetUsd, budgetTokens, budgetCalls, budgetHours, prices },
    noBudget: !budget,
    corpus,
  });
  const out = json ? process.stderr : process.stdout;
  out.write(`${planOf(prepared, asked, repeats)}\n`);
  const total = prepared.contestants.length * asked.documents.length * repeats;
  const progress = new EpisodeProgress(out, systemClock, total, () => ({
    before: "fresh episodes · ",
    after: "",
  }));
  const interrupt = new InterruptHandler((message) => progress.notice(message), commandLine);
  try {
    return await freshEpisodes(asked, prepared, surroundings(projectFolder, interrupt, progress), repeats);
  } catch (error) {
    throw error instanceof RunStopped ? withCommand(error, asked.experiment, { advised: false }) : error;
  } finally {
    progress.close();
    interrupt.release();
  }
}

function planOf(
  { contestants }: PreparedPairing,
  { documents, experiment, split }: PreparedEpisodes,
  repeats: number,
): string {
  const names = contestants.map(({ name }) => name).join(", ");
  const folder = shownPath(experiment.folder.path, process.cwd());
  const size = `${plural(documents.length, `${split} document`)} x ${repeats}`;
  return `Running ${names} on ${size} in ${folder}; Ctrl-C stops, the same command continues`;
}

function jsonOf(compared: CandidatesCompared): string {
  return JSON.stringify(compared, null, 2);
}
