import type { TreeHash } from "../../foundation/ids.js";
import { randomStreams } from "../../foundation/random.js";
import type { Observation } from "../../inner/trajectory.js";
import type { IterationOutcome, Rate } from "../../outer/decisions.js";
import type { CandidateEntry, DecisionEntry } from "../../population/history/history.js";
import { iterationOf } from "../../population/history/ticket.js";
import { type Chance, chanceOf } from "../power/chance.js";
import { type Leader, leaderAfter } from "./best-so-far.js";
import { baselineOf, candidateNames } from "./candidate-name.js";
import { type CriterionReport, criteriaReports } from "./criteria-report.js";
import {
  type LoggedAdmission,
  type LoggedOutcome,
  loggedAdmissions,
  loggedFinal,
  loggedOutcomes,
} from "./logged-decisions.js";
import {
  type MeanScore,
  meanScore,
  shareOf,
  type ValidationEvaluation,
  validationEvaluations,
} from "./pass-rate.js";
import type { RunFacts } from "./run-facts.js";
import { shrunkScores } from "./shrunk-scores.js";
import { type Bounds, boundsOf } from "./stopped-early.js";
import { type TestReport, testReport } from "./test-report.js";

/** One iteration of the curve, or one admission by hand; iteration 0 is the baseline's evaluation. */
export interface CurvePoint {
  /** Of an admission, the last iteration before it. */
  readonly iteration: number;
  /** Where it stands among iterations: the iteration, or between it and the next one. */
  readonly at: number;
  /** Who admitted it, where a person did. */
  readonly byHand: string | null;
  readonly outcome: IterationOutcome | "baseline";
  /** The mutant (the baseline in iteration 0); null when there was none. */
  readonly candidate: TreeHash | null;
  /** `baseline`, six digits, or `-`. */
  readonly name: string;
  readonly parent: TreeHash | null;
  readonly parentName: string;
  /** The candidate's own validation episodes of this iteration, all conclusive ones; null without any. */
  readonly rate: Rate | null;
  /** That rate as a share in [0, 1]; what the point shows. */
  readonly score: number | null;
  /** Of a mutant that was stopped early, between what its rate on all documents lies; else null. */
  readonly bounds: Bounds | null;
  /** The parent's rate that the mutant was compared with, on the documents conclusive for both. */
  readonly parentRate: Rate | null;
  /** Highest mean validation score among the members after this iteration. */
  readonly bestSoFar: number | null;
  readonly summary: string;
}

/** The leader with what is thought of it when luck is taken out. */
export interface Best extends Leader {
  readonly name: string;
  /** Its validation score drawn towards its parent's, in [0, 1]; see shrunkScores. */
  readonly shrunk: number;
  /** How often it was run afresh on every validation document before the final choice. */
  readonly fresh: number;
}

/** Everything a drawing of a run needs: a function of the history alone. */
export interface CurveData {
  readonly facts: RunFacts;
  /** In the order in which they were decided; empty before the baseline was evaluated. */
  readonly points: readonly CurvePoint[];
  /** Iterations that have ended, without iteration 0. */
  readonly iterations: number;
  /** On training and validation documents: what the search spent. Those of the test are not among them. */
  readonly searchEpisodes: number;
  /** The baseline's mean over all its evaluations. */
  readonly baseline: MeanScore | null;
  /** The leader now; once the search has ended, the candidate it ended with. */
  readonly best: Best | null;
  /** True when the search has ended. */
  readonly final: boolean;
  /** Null while nothing was measured on the test split. */
  readonly test: TestReport | null;
  /** What the test documents say under other rules than the run's. */
  readonly criteria: readonly CriterionReport[];
  /** What chance alone would have accepted; null when no null mutants were tried. */
  readonly chance: Chance | null;
}

/**
 * The curve of a finished or unfinished run. Intervals are resampled with the run's own seed, so that the same
 * history always gives the same numbers.
 * @throws z.ZodError when a logged decision has another form.
 */
export function curveData(
  decisions: readonly DecisionEntry[],
  observations: readonly Observation[],
  candidates: readonly CandidateEntry[],
  facts: RunFacts,
): CurveData {
  const outcomes = loggedOutcomes(decisions).filter(({ iteration }) => iteration > 0);
  const turns = turnsOf(outcomes, loggedAdmissions(decisions));
  const measured = turns.filter(({ body }) => body.outcome !== "inconclusive");
  const moments = new Map([[0, 0], ...measured.map(({ stored, at }) => [stored, at] as const)]);
  const evaluations = validationEvaluations(observations)
    .flatMap((one) => {
      const at = moments.get(one.iteration);
      return at === undefined ? [] : [{ ...one, iteration: at }];
    })
    .sort((a, b) => a.iteration - b.iteration);
  const baseline = baselineOf(candidates);
  const points = pointsOf(turns, evaluations, baseline, facts.documents.validation);
  const final = loggedFinal(decisions);
  const best = final === undefined ? points.at(-1)?.leader : scoreOf(final.best, evaluations);
  const names = candidateNames(baseline);
  const random = randomStreams(facts.seed).fork("report/intervals");
  const counted = (one: Observation) =>
    one.split === "validation" &&
    one.purpose !== "calibrate" &&
    (one.purpose === "finalist" || moments.has(iterationOf(one.ticket)));
  const whenShrunk = ({ candidate, score }: Leader) => ({
    shrunk: shrunkScores(candidates, observations.filter(counted)).get(candidate) ?? score,
    fresh: final?.finalists?.find((one) => one.candidate === candidate)?.fresh ?? 0,
  });
  return {
    facts,
    points: points.map(({ point }) => point),
    iterations: outcomes.length,
    searchEpisodes: observations.filter(({ split }) => split !== "test").length,
    baseline: baseline === null ? null : scoreOf(baseline, evaluations),
    best: best ? { ...best, name: names(best.candidate), ...whenShrunk(best) } : null,
    final: final !== undefined,
    test: best && baseline !== null ? testReport(observations, best.candidate, baseline, random) : null,
    criteria:
      best && baseline !== null
        ? criteriaReports(observations, facts.finalRules, { best: best.candidate, baseline }, random)
        : [],
    chance: chanceOf(decisions, observations, facts.documents.validation),
  };
}

/** What was decided at once, and where it stands on the curve. */
interface Turn extends LoggedOutcome, Pick<CurvePoint, "at" | "byHand"> {
  /** What stands for it where the history names iterations. */
  readonly stored: number;
}

/** Admissions after the same iteration share the way to the next one evenly. */
function turnsOf(outcomes: readonly LoggedOutcome[], admissions: readonly LoggedAdmission[]): Turn[] {
  const byHand = admissions.map(({ iteration: stored, body, outcome }): Turn => {
    const beside = admissions.filter((one) => one.body.decided === body.decided);
    const before = beside.findIndex((one) => one.iteration === stored);
    const at = body.decided + (before + 1) / (beside.length + 1);
    return { iteration: body.decided, stored, at, byHand: body.author, body: outcome };
  });
  const searched = outcomes.map(
    ({ iteration, body }): Turn => ({ iteration, stored: iteration, at: iteration, byHand: null, body }),
  );
  return [...searched, ...byHand].sort((a, b) => a.at - b.at);
}

function scoreOf(candidate: TreeHash, evaluations: readonly ValidationEvaluation[]): Leader | null {
  const mean = meanScore(evaluations.filter((one) => one.candidate === candidate).map(({ rate }) => rate));
  return mean === null ? null : { candidate, ...mean };
}

function pointsOf(
  turns: readonly Turn[],
  evaluations: readonly ValidationEvaluation[],
  baseline: TreeHash | null,
  documents: number,
): { readonly point: CurvePoint; readonly leader: Leader | null }[] {
  const joined = [
    ...(baseline === null ? [] : [{ iteration: 0, candidate: baseline }]),
    ...turns.flatMap(({ at, body: { outcome, candidate } }) =>
      outcome === "accepted" && candidate !== null ? [{ iteration: at, candidate }] : [],
    ),
  ];
  const names = candidateNames(baseline);
  const rateIn = (at: number, candidate: TreeHash | null) =>
    evaluations.find((one) => one.iteration === at && one.candidate === candidate)?.rate ?? null;
  const first = rateIn(0, baseline);
  const rows = [
    ...(first === null ? [] : [baselineRow(baseline, first)]),
    ...turns.map((turn) => mutantRow(turn, rateIn(turn.at, turn.body.candidate), documents)),
  ];
  const moments = rows.map(({ at }) => at);
  const leaders = leaderAfter(moments, joined, evaluations);
  return rows.map((row, index) => {
    const leader = leaders[index] ?? null;
    const score = row.rate === null ? null : shareOf(row.rate);
    const named = { name: names(row.candidate), parentName: names(row.parent) };
    return { point: { ...row, ...named, score, bestSoFar: leader?.score ?? null }, leader };
  });
}

type Row = Omit<CurvePoint, "name" | "parentName" | "score" | "bestSoFar">;

function baselineRow(candidate: TreeHash | null, rate: Rate): Row {
  const nobody = { parent: null, parentRate: null, byHand: null, bounds: null };
  return { iteration: 0, at: 0, outcome: "baseline", candidate, rate, ...nobody, summary: "baseline" };
}

function mutantRow({ iteration, at, byHand, body }: Turn, rate: Rate | null, documents: number): Row {
  const { outcome, candidate, parent, parentRate, summary } = body;
  const bounds = boundsOf(body, documents);
  return { iteration, at, byHand, outcome, candidate, parent, rate, bounds, parentRate, summary };
}
