import type { Usage } from "../../models/usage.js";
import type { CandidateEntry, DecisionEntry } from "../../population/history/history.js";
import { chanceLines } from "../power/chance-text.js";
import { baselineOf, type CandidateNames, candidateNames } from "./candidate-name.js";
import type { CurveData } from "./curve-data.js";
import { admissionLine, iterationLine, type LineStyle } from "./iteration-line.js";
import {
  type LoggedAdmission,
  type LoggedOutcome,
  loggedAdmissions,
  loggedOutcomes,
} from "./logged-decisions.js";
import { count, percent, plural, usd } from "./numbers.js";
import type { MeanScore } from "./pass-rate.js";
import { type Refusal, refusalLines } from "./refusals.js";
import { simulationLabel } from "./run-facts.js";
import { testLines } from "./test-text.js";

export interface StatusStyle extends LineStyle {
  readonly lastIterations?: number;
  /** Shown where there are any. */
  readonly refusals?: readonly Refusal[];
}

/** Where a run stands, finished or not: progress, outcomes, population, spending, best so far, last iterations. */
export function statusScreen(
  data: CurveData,
  decisions: readonly DecisionEntry[],
  candidates: readonly CandidateEntry[],
  spent: Usage,
  { refusals = [], lastIterations = 5, ...style }: StatusStyle = {},
): string {
  const outcomes = loggedOutcomes(decisions).filter(({ iteration }) => iteration > 0);
  const admissions = loggedAdmissions(decisions);
  const names = candidateNames(baselineOf(candidates));
  const last = outcomes.slice(-lastIterations);
  const label = simulationLabel(data.facts);
  return [
    titleLine(data),
    ...(label === null ? [] : [`  ${label}`]),
    ...[progressText(data), outcomesText(outcomes), populationText(candidates, admissions), spentText(spent)]
      .concat(
        chanceLines(data.chance),
        scoreText(data),
        data.test === null ? [] : testLines(data.test, spent),
      )
      .map((line) => `  ${line}`),
    ...(last.length === 0 ? [] : ["", "Last iterations"]),
    ...last.map(({ iteration, body }) => iterationLine(iteration, body, names, style)),
    ...byHandLines(data, admissions, names, style),
    ...(refusals.length === 0 ? [] : ["", "Refused, by rule", ...refusalLines(refusals, names)]),
  ].join("\n");
}

function byHandLines(
  { final, iterations }: CurveData,
  admissions: readonly LoggedAdmission[],
  names: CandidateNames,
  style: LineStyle,
): string[] {
  if (admissions.length === 0) return [];
  const lines = admissions.map(({ body, outcome }) =>
    admissionLine(
      { author: body.author, after: body.decided },
      { ...outcome, summary: body.because },
      names,
      style,
    ),
  );
  const waiting = final && admissions.some((one) => isMember(one) && one.body.decided >= iterations);
  const hint =
    "     admitted after the end: the next iterations see it, and the next final test (run it with more --iterations)";
  return ["", "By hand", ...lines, ...(waiting ? [hint] : [])];
}

const isMember = ({ outcome }: LoggedAdmission) => outcome.outcome === "accepted";

function titleLine({ facts }: CurveData): string {
  const { train, validation, test } = facts.documents;
  const documents = `${train} train, ${validation} validation, ${test} test documents`;
  return [facts.name, `acceptance ${facts.acceptance}`, documents, `seed ${facts.seed}`].join(" · ");
}

function progressText({ final, test, facts, iterations, searchEpisodes }: CurveData): string {
  const done = `${count(iterations)} of ${plural(facts.plannedIterations, "iteration")}, ${plural(searchEpisodes, "episode")}`;
  if (!final) return `unfinished: ${done}`;
  const measured = test?.best.documents ?? 0;
  return measured < facts.documents.test
    ? `search finished: ${done}; ${measured} of ${facts.documents.test} test documents measured`
    : `finished: ${done}`;
}

function outcomesText(outcomes: readonly LoggedOutcome[]): string {
  if (outcomes.length === 0) return "no iteration has ended yet";
  const numbers = new Map<string, number>();
  for (const { body } of outcomes) numbers.set(body.outcome, (numbers.get(body.outcome) ?? 0) + 1);
  const sorted = [...numbers].sort(([, a], [, b]) => b - a);
  return sorted.map(([outcome, times]) => `${count(times)} ${outcome}`).join(", ");
}

function populationText(
  candidates: readonly CandidateEntry[],
  admissions: readonly LoggedAdmission[],
): string {
  const members = candidates.filter(({ standing }) => standing !== "rejected").length;
  const admitted = admissions.filter(isMember).length;
  const byHand = admitted === 0 ? "" : `, ${count(admitted)} by hand`;
  return `population ${plural(members, "member")}, the baseline included${byHand}; ${count(candidates.length)} candidates committed`;
}

function spentText({ calls, inputTokens, outputTokens, costUsd }: Usage): string {
  const tokens =
    inputTokens === null || outputTokens === null
      ? "tokens unknown"
      : `${count(inputTokens + outputTokens)} tokens (${count(inputTokens)} in, ${count(outputTokens)} out)`;
  return `${plural(calls, "model call")} · ${tokens} · ${usd(costUsd)}`;
}

function scoreText({ best, baseline, final }: CurveData): string[] {
  if (best === null || baseline === null) return ["nothing measured on validation yet"];
  const which = final ? "best" : "best so far";
  return [`${which} ${best.name}: validation ${meanText(best)}   baseline ${meanText(baseline)}`];
}

function meanText({ score, evaluations }: MeanScore): string {
  return evaluations === 1 ? percent(score) : `${percent(score)} (mean of ${evaluations})`;
}
