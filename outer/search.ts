import { UsageError } from "../foundation/errors.js";
import type { CommitHash, TreeHash } from "../foundation/ids.js";
import type { Admission } from "./admission.js";
import { decideAdmission } from "./admit.js";
import { finishBaseline } from "./baseline.js";
import { calibrate, guardNullMutants } from "./calibrate.js";
import { decideIteration } from "./decide.js";
import { type EpisodesUsedUp, usedUp } from "./episode-limit.js";
import { chooseFinal } from "./final-choice.js";
import { proposeMutant } from "./mutant.js";
import {
  emptyPopulation,
  extended,
  type FinishedIteration,
  lastVisible,
  type PopulationView,
  populationView,
  type TurnPlace,
} from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";
import { settle } from "./settle.js";
import { isVisible, lastBegun, turnsOf } from "./turns.js";

export interface SearchResult {
  /** How many there were: those asked for, or fewer when their episodes were used up. */
  readonly iterations: number;
  readonly best: { readonly tree: TreeHash; readonly commit: CommitHash };
  readonly baseline: { readonly tree: TreeHash; readonly commit: CommitHash };
}

/**
 * The outer loop (paper, section 5). The baseline is evaluated first, then null mutants where they are asked for. Then
 * iterations run `concurrency` at a time:
 * iteration k works from the population as of iteration k - concurrency, and its decision waits for that of
 * iteration k - 1, so results depend on seed and concurrency and never on which iteration finishes first. Admissions
 * by hand that the run has decided take their turn between them. The search ends with the last iteration, or before
 * one whose predecessors have used up the limit on episodes.
 * @throws UsageError when that limit ends it before an iteration that an earlier process began.
 */
export async function search(setting: SearchSetting): Promise<SearchResult> {
  return conclude(setting, await iterate(setting));
}

/** All turns of a search. */
export interface SearchedTurns {
  readonly baseline: FinishedIteration;
  /** In order. */
  readonly finished: readonly FinishedIteration[];
  readonly view: PopulationView;
  readonly iterations: number;
  /** Why there were no more; null when the episodes did not end the search. */
  readonly usedUp: EpisodesUsedUp | null;
}

/** The baseline and all turns of the search, without the decision which member it ends with. */
export async function iterate(setting: SearchSetting): Promise<SearchedTurns> {
  await guardNullMutants(setting);
  const baseline = await finishBaseline(setting);
  await calibrate(setting, baseline);
  const begun: BegunTurn[] = [];
  const begin = (turn: Pick<BegunTurn, "iteration" | "place" | "finished">) => {
    turn.finished.catch(() => {}); // settle tells of it
    begun.push({ ...turn, at: begun.length, before: begun.at(-1) ?? null });
  };
  const beginAdmissions = (admissions: readonly Admission[]) => {
    for (const admission of admissions) {
      const { iteration, body } = admission;
      begin({ iteration, place: body, finished: runAdmission(setting, admission, begun.slice()) });
    }
  };
  begin({ iteration: 0, finished: Promise.resolve(baseline) });
  let iterations = 0;
  let ended: EpisodesUsedUp | null = null;
  let admitted: Admission[] = [];
  for (const turn of turnsOf(setting.iterations, setting.admissions)) {
    if (turn.kind === "admission") {
      admitted.push(turn.admission);
      continue;
    }
    const { iteration } = turn;
    ended = await usedUpBefore(setting, iteration, begun);
    if (ended !== null) break;
    beginAdmissions(admitted);
    admitted = [];
    begin({ iteration, finished: runIteration(setting, iteration, begun.slice()) });
    iterations = iteration;
  }
  if (ended === null) beginAdmissions(admitted);
  const finished = await settle(begun.map((turn) => turn.finished));
  if (ended !== null) requireNoneBeyond(setting, iterations, ended);
  return { baseline, finished, view: populationView(finished), iterations, usedUp: ended };
}

/** What ends the search before an iteration; null when it begins. The first one always does. */
async function usedUpBefore(
  { concurrency, minibatch, episodeLimit: limit }: SearchSetting,
  iteration: number,
  begun: readonly BegunTurn[],
): Promise<EpisodesUsedUp | null> {
  if (limit === null || iteration === 1) return null;
  try {
    const view = await viewAfter(begun.filter((turn) => isVisible(turn, iteration, concurrency)));
    return usedUp(view, { iterations: lastVisible(iteration, concurrency), minibatch, limit });
  } catch {
    return null; // the turn that failed ends the run
  }
}

/** @throws UsageError when an earlier process of the run went on beyond the end. */
function requireNoneBeyond({ history }: SearchSetting, iterations: number, { limit }: EpisodesUsedUp): void {
  const begun = lastBegun(history.decisions.all());
  if (begun <= iterations) return;
  throw new UsageError(
    `search.episodes ${limit} ends this run after iteration ${iterations}, and it has begun iteration ${begun}; ` +
      "allow more episodes, or start a new run with --out FOLDER.",
  );
}

/** A turn whose end may still be to come. */
interface BegunTurn {
  readonly iteration: number;
  readonly place?: TurnPlace;
  readonly finished: Promise<FinishedIteration>;
  /** Its number among all turns, and the one before it. */
  readonly at: number;
  readonly before: BegunTurn | null;
}

async function viewAfter(turns: readonly BegunTurn[]): Promise<PopulationView> {
  const last = turns.at(-1);
  const isAll = last === undefined || last.at === turns.length - 1;
  return isAll
    ? viewThrough(last ?? null)
    : populationView(await Promise.all(turns.map((one) => one.finished)));
}

const views = new WeakMap<BegunTurn, Promise<PopulationView>>();

/** The view of a turn and all before it, each made of the one before. */
function viewThrough(turn: BegunTurn | null): Promise<PopulationView> {
  if (turn === null) return Promise.resolve(emptyPopulation);
  const known = views.get(turn);
  if (known !== undefined) return known;
  const view = Promise.all([viewThrough(turn.before), turn.finished]).then(([before, finished]) =>
    extended(before, finished),
  );
  views.set(turn, view);
  return view;
}

async function runIteration(
  setting: SearchSetting,
  iteration: number,
  earlier: readonly BegunTurn[],
): Promise<FinishedIteration> {
  const view = await viewAfter(earlier.filter((turn) => isVisible(turn, iteration, setting.concurrency)));
  try {
    const attempt = await proposeMutant(setting, iteration, view);
    return await decideIteration(setting, iteration, attempt, await viewAfter(earlier));
  } catch (error) {
    setting.onFatal();
    throw error;
  }
}

async function runAdmission(
  setting: SearchSetting,
  admission: Admission,
  earlier: readonly BegunTurn[],
): Promise<FinishedIteration> {
  const before = await viewAfter(earlier);
  try {
    return await decideAdmission(setting, admission, before);
  } catch (error) {
    setting.onFatal();
    throw error;
  }
}

/** Runs finalists where the policy asks for any, and stores which member the run ends with. */
async function conclude(setting: SearchSetting, searched: SearchedTurns): Promise<SearchResult> {
  const { baseline, view, iterations, usedUp } = searched;
  if (baseline.candidate === null) throw new Error("the baseline was not committed");
  const { policy, minibatch, splits } = setting;
  const body = await chooseFinal(view, {
    ...{ policy, iterations, minibatch, usedUp, documents: splits.validation },
    run: async (batch) => {
      const member = view.members.find(({ candidate }) => candidate === batch.candidate);
      if (member === undefined) throw new Error(`finalist ${batch.candidate} is no member`);
      const { iteration, candidate } = batch;
      setting.onEvent({ kind: "finalist", iteration, candidate });
      const files = await setting.candidates.read(member.commit);
      return (await setting.episodes({ ...batch, files })).map(({ observation }) => observation);
    },
  });
  await setting.history.decisions.append({ iteration: iterations + 1, kind: "final", body });
  return { iterations, best: { tree: body.best, commit: body.bestCommit }, baseline: baseline.candidate };
}
