import { candidateEntry } from "./candidate-record.js";
import { judgeMutant } from "./judge-mutant.js";
import type { MutantAttempt } from "./mutant.js";
import type { FinishedIteration, PopulationView } from "./population-view.js";
import type { SearchSetting } from "./search-setting.js";

const rulesOf = ({ policy, splits, maxInconclusiveShare }: SearchSetting) => ({
  ...{ policy, documents: splits.validation, maxInconclusiveShare },
});

/**
 * Takes the decision of one iteration or admission, in its turn: `before` holds every earlier iteration. Commits the
 * mutant as a member or as rejected, stores decision and outcome, and reports the iteration as finished.
 */
export async function decideIteration(
  setting: SearchSetting,
  iteration: number,
  attempt: MutantAttempt,
  before: PopulationView,
): Promise<FinishedIteration> {
  const { decisions, candidates } = setting.history;
  const judgement = judgeMutant(iteration, attempt, before, rulesOf(setting));
  const { accept, outcome, evaluations } = judgement;
  if (accept !== null) await decisions.append({ iteration, kind: "accept", body: accept });
  let candidate: FinishedIteration["candidate"] = null;
  if (judgement.candidate !== null) {
    const committed = await setting.candidates.commit(judgement.candidate);
    await candidates.append(candidateEntry(judgement.candidate, setting.baseline, committed));
    candidate = { ...committed, member: judgement.candidate.standing === "member" };
  }
  await decisions.append({ iteration, kind: "outcome", body: outcome });
  const admitter = attempt.ended === "evaluated" ? attempt.admitter : undefined;
  setting.onEvent({ kind: "iteration", iteration, outcome, ...(admitter !== undefined && { admitter }) });
  return { iteration, outcome, candidate, evaluations };
}
