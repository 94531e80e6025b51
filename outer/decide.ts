import type { CommitHash } from "../foundation/ids.js";
import { unifiedDiff } from "../population/candidates/diff.js";
import { mutantCandidate } from "./candidate-record.js";
import type { DecisionBody, Rate } from "./decisions.js";
import type { MutantAttempt } from "./mutant.js";
import { rateOf, strictlyBetter } from "./policies/accept-mutant.js";
import type { FinishedIteration, PopulationView } from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";

type Evaluated = Extract<MutantAttempt, { ended: "evaluated" }>;

/**
 * Takes the decision of one iteration, in ticket order: `before` holds every earlier iteration. Commits the
 * mutant as a member or as rejected, stores decision and outcome, and reports the iteration as finished.
 */
export async function decideIteration(
  setting: SearchSetting,
  iteration: number,
  attempt: MutantAttempt,
  before: PopulationView,
): Promise<FinishedIteration> {
  if (attempt.ended !== "evaluated") return finish(setting, iteration, notEvaluated(attempt), null, []);
  const evaluations = [
    { candidate: attempt.parent, rate: rateOf(attempt.parentRun) },
    { candidate: attempt.tree, rate: rateOf(attempt.mutantRun) },
  ];
  if (before.known.has(attempt.tree)) {
    const because = `equals candidate ${attempt.tree.slice(0, 6)} of an iteration that ran beside this one`;
    const outcome = outcomeOf(attempt, "duplicate", because, null);
    return finish(setting, iteration, outcome, null, evaluations);
  }
  const accept = strictlyBetter(attempt.parentRun, attempt.mutantRun, setting.maxInconclusiveShare);
  await setting.history.decisions.append({ iteration, kind: "accept", body: accept });
  if (accept.verdict === "not measured") {
    const outcome = outcomeOf(attempt, "inconclusive", accept.because, accept);
    return finish(setting, iteration, outcome, null, []);
  }
  const member = accept.verdict === "accept";
  const outcome = outcomeOf(attempt, member ? "accepted" : "rejected", accept.because, accept);
  const commit = await commitMutant(setting, iteration, attempt, accept);
  return finish(setting, iteration, outcome, { tree: attempt.tree, commit, member }, evaluations);
}

function notEvaluated(attempt: Exclude<MutantAttempt, Evaluated>): DecisionBody<"outcome"> {
  return {
    outcome: attempt.ended,
    because: attempt.because,
    summary: attempt.summary,
    parent: attempt.parent,
    candidate: null,
    parentRate: null,
    mutantRate: null,
  };
}

function outcomeOf(
  attempt: Evaluated,
  outcome: DecisionBody<"outcome">["outcome"],
  because: string,
  rates: { parent: Rate; mutant: Rate } | null,
): DecisionBody<"outcome"> {
  return {
    outcome,
    because,
    summary: attempt.summary,
    parent: attempt.parent,
    candidate: attempt.tree,
    parentRate: rates?.parent ?? null,
    mutantRate: rates?.mutant ?? null,
  };
}

async function commitMutant(
  setting: SearchSetting,
  iteration: number,
  attempt: Evaluated,
  accept: DecisionBody<"accept">,
): Promise<CommitHash> {
  const { files, parentCommit: parent, summary, rationale } = attempt;
  const candidate = mutantCandidate({ files, parent, iteration, summary, rationale, accept });
  const { commit } = await setting.candidates.commit(candidate);
  await setting.history.candidates.append({
    tree: attempt.tree,
    commit,
    parent,
    iteration,
    standing: candidate.standing,
    diff: unifiedDiff(setting.baseline, files),
    summary: candidate.summary,
  });
  return commit;
}

async function finish(
  setting: SearchSetting,
  iteration: number,
  outcome: DecisionBody<"outcome">,
  candidate: FinishedIteration["candidate"],
  evaluations: FinishedIteration["evaluations"],
): Promise<FinishedIteration> {
  await setting.history.decisions.append({ iteration, kind: "outcome", body: outcome });
  setting.onEvent({ kind: "iteration", iteration, outcome });
  return { iteration, outcome, candidate, evaluations };
}
