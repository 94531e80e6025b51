import type { TreeHash } from "../../foundation/ids.js";
import { randomStreams } from "../../foundation/random.js";
import type { Observation } from "../../inner/trajectory.js";
import type { IterationOutcome, Rate } from "../../outer/decisions.js";
import type { CandidateEntry, DecisionEntry } from "../../population/history/history.js";
import { type Leader, leaderAfter } from "./best-so-far.js";
import { baselineOf, candidateNames } from "./candidate-name.js";
import { type LoggedOutcome, loggedFinal, loggedOutcomes } from "./logged-decisions.js";
import {
  type MeanScore,
  meanScore,
  shareOf,
  type ValidationEvaluation,
  validationEvaluations,
} from "./pass-rate.js";
import type { RunFacts } from "./run-facts.js";
import { type TestReport, testReport } from "./test-report.js";

/** One iteration of the curve; iteration 0 is the baseline's evaluation. */
export interface CurvePoint {
  readonly iteration: number;
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
  /** The parent's rate that the mutant was compared with, on the documents conclusive for both. */
  readonly parentRate: Rate | null;
  /** Highest mean validation score among the members after this iteration. */
  readonly bestSoFar: number | null;
  readonly summary: string;
}

/** Everything a drawing of a run needs: a function of the history alone. */
export interface CurveData {
  readonly facts: RunFacts;
  /** By iteration; empty before the baseline was evaluated. */
  readonly points: readonly CurvePoint[];
  /** Iterations that have ended, without iteration 0. */
  readonly iterations: number;
  /** The baseline's mean over all its evaluations. */
  readonly baseline: MeanScore | null;
  /** The leader now; once the search has ended, the candidate it ended with. */
  readonly best: (Leader & { readonly name: string }) | null;
  /** True when the search has ended. */
  readonly final: boolean;
  /** Null while nothing was measured on the test split. */
  readonly test: TestReport | null;
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
  const measured = outcomes.filter(({ body }) => body.outcome !== "inconclusive");
  const finished = new Set([0, ...measured.map(({ iteration }) => iteration)]);
  const evaluations = validationEvaluations(observations).filter((one) => finished.has(one.iteration));
  const baseline = baselineOf(candidates);
  const points = pointsOf(outcomes, evaluations, baseline);
  const final = loggedFinal(decisions);
  const best = final === undefined ? points.at(-1)?.leader : scoreOf(final.best, evaluations);
  const names = candidateNames(baseline);
  const random = randomStreams(facts.seed).fork("report/intervals");
  return {
    facts,
    points: points.map(({ point }) => point),
    iterations: outcomes.length,
    baseline: baseline === null ? null : scoreOf(baseline, evaluations),
    best: best ? { ...best, name: names(best.candidate) } : null,
    final: final !== undefined,
    test: best && baseline !== null ? testReport(observations, best.candidate, baseline, random) : null,
  };
}

function scoreOf(candidate: TreeHash, evaluations: readonly ValidationEvaluation[]): Leader | null {
  const mean = meanScore(evaluations.filter((one) => one.candidate === candidate).map(({ rate }) => rate));
  return mean === null ? null : { candidate, ...mean };
}

function pointsOf(
  outcomes: readonly LoggedOutcome[],
  evaluations: readonly ValidationEvaluation[],
  baseline: TreeHash | null,
): { readonly point: CurvePoint; readonly leader: Leader | null }[] {
  const joined = [
    ...(baseline === null ? [] : [{ iteration: 0, candidate: baseline }]),
    ...outcomes.flatMap(({ iteration, body: { outcome, candidate } }) =>
      outcome === "accepted" && candidate !== null ? [{ iteration, candidate }] : [],
    ),
  ];
  const names = candidateNames(baseline);
  const rateIn = (iteration: number, candidate: TreeHash | null) =>
    evaluations.find((one) => one.iteration === iteration && one.candidate === candidate)?.rate ?? null;
  const first = rateIn(0, baseline);
  const rows = [
    ...(first === null ? [] : [baselineRow(baseline, first)]),
    ...outcomes.map((outcome) => mutantRow(outcome, rateIn(outcome.iteration, outcome.body.candidate))),
  ];
  const iterations = rows.map(({ iteration }) => iteration);
  const leaders = leaderAfter(iterations, joined, evaluations);
  return rows.map((row, index) => {
    const leader = leaders[index] ?? null;
    const score = row.rate === null ? null : shareOf(row.rate);
    const named = { name: names(row.candidate), parentName: names(row.parent) };
    return { point: { ...row, ...named, score, bestSoFar: leader?.score ?? null }, leader };
  });
}

type Row = Omit<CurvePoint, "name" | "parentName" | "score" | "bestSoFar">;

function baselineRow(candidate: TreeHash | null, rate: Rate): Row {
  const nobody = { parent: null, parentRate: null };
  return { iteration: 0, outcome: "baseline", candidate, rate, ...nobody, summary: "baseline" };
}

function mutantRow({ iteration, body }: LoggedOutcome, rate: Rate | null): Row {
  const { outcome, candidate, parent, parentRate, summary } = body;
  return { iteration, outcome, candidate, parent, rate, parentRate, summary };
}
