import type { ShownDocument } from "../corpus/document.js";
import type { StageReport } from "../harness/contract.js";
import type { Evidence, Example, Stage, StageVerdict, Task } from "../tasks/task.js";
import type { Attempt, ExaminationCheck, Review, StageReview } from "../trajectory.js";
import { type AskSeat, askJudge } from "./ask-seat.js";
import { examine } from "./examination/examine.js";
import { mean, toNumber } from "./fraction.js";
import { gatherAttempts, notRunLine, type StoppedStage } from "./gather-attempts.js";
import type { Verdict } from "./verdict.js";

/** One stage of one example, with what is known so far. */
export interface StageScene {
  readonly task: Task;
  readonly stage: Stage;
  readonly example: Example;
  readonly document: ShownDocument;
  /** The example's measured attempts of earlier stages. */
  readonly earlier: Evidence;
  /** Reviews of earlier examples of the episode, oldest first. */
  readonly reviews: readonly Review[];
}

export interface StageResult {
  readonly attempts: readonly Attempt[];
  /** False when an attempt has no score or the review cannot be read: then `verdict` rejects the example. */
  readonly measured: boolean;
  /** Null in stages without a review, and where nothing was measured. */
  readonly review: StageReview | null;
  readonly verdict: StageVerdict;
  /** Null where every attempt was made. */
  readonly stopped: StoppedStage | null;
  /** The referee's last look, and what the verdict was before it; null where nothing was to be accepted. */
  readonly examined: { readonly checks: readonly ExaminationCheck[]; readonly before: Verdict } | null;
}

/**
 * Runs a stage; where its verdict would accept the example, a strict referee examines it, and what it objects to is
 * rejected.
 */
export async function runStage(scene: StageScene, ask: AskSeat): Promise<StageResult> {
  const result = await measureStage(scene, ask);
  const { rules } = scene.task;
  const before = result.verdict.verdict;
  if (rules === undefined || before?.decision !== "accepted") return result;
  const { example, document, earlier, stage } = scene;
  const evidence: Evidence = new Map([...earlier, [stage.name, result.attempts]]);
  const judged = result.attempts.length;
  const checks = await examine({ example, document, evidence, judged }, (rule) => rules.has(rule), ask);
  const failed = checks.filter(({ passed }) => !passed).map(({ rule, finding }) => `${rule}: ${finding}`);
  const examined = { checks, before };
  if (failed.length === 0) return { ...result, examined };
  const told = result.verdict.lines.filter((line) => line !== "ACCEPTED");
  const lines = [...told, ...failed.map((line) => `EXAMINATION_FAILED: ${line}`)];
  return {
    ...result,
    verdict: { passed: false, lines, verdict: { decision: "rejected", failed } },
    examined,
  };
}

/** Makes the attempts of a stage, has them reviewed, and reports on the evidence gathered so far. */
async function measureStage(scene: StageScene, ask: AskSeat): Promise<StageResult> {
  const { task, stage, earlier } = scene;
  const gathered = await gatherAttempts(scene, ask);
  const { attempts, stopped } = gathered;
  const unreviewed = { ...gathered, review: null, examined: null };
  const troubles = attempts.filter((attempt) => attempt.score === null).map((attempt) => attempt.trouble);
  if (troubles.length > 0) {
    const verdict = notMeasured(troubles);
    if (stopped === null) return { ...unreviewed, measured: false, verdict };
    const lines = [...verdict.lines, notRunLine({ attempts, stopped }, troubles)];
    return { ...unreviewed, measured: false, verdict: { ...verdict, lines } };
  }
  if (stopped !== null)
    return { ...unreviewed, measured: true, verdict: rejectedEarly(scene, attempts, stopped) };
  const evidence: Evidence = new Map([...earlier, [stage.name, attempts]]);
  const reviewed = await reviewOf(scene, evidence, attempts.length, ask);
  if (!reviewed.ok) {
    return { ...unreviewed, measured: false, verdict: notMeasured([reviewed.trouble]) };
  }
  const { review } = reviewed;
  const verdict = task.report(stage.name, evidence, review?.said ?? null);
  return { ...gathered, measured: true, review, verdict, examined: null };
}

/** The judge's review of the stage, under the number after those of its attempts. */
async function reviewOf(
  { stage, example, reviews }: StageScene,
  evidence: Evidence,
  attempt: number,
  ask: AskSeat,
): Promise<
  | { readonly ok: true; readonly review: StageReview | null }
  | { readonly ok: false; readonly trouble: string }
> {
  const question = example.review?.(stage.name, evidence, reviews) ?? null;
  if (question === null) return { ok: true, review: null };
  const said = await askJudge(ask, question.request, attempt, question.read);
  return said.ok
    ? { ok: true, review: { after: reviews.length, said: said.value } }
    : { ok: false, trouble: `the review cannot be read: ${said.problem}` };
}

function notMeasured(troubles: readonly string[]): StageVerdict {
  const lines = [...new Set(troubles)].map((trouble) => `NOT_MEASURED: ${trouble}`);
  return { passed: false, lines, verdict: { decision: "rejected", failed: lines } };
}

function rejectedEarly(
  { task, stage }: StageScene,
  attempts: readonly Attempt[],
  stopped: StoppedStage,
): StageVerdict {
  const { failed } = stopped;
  const told = failed.map((sentence) => task.policies?.lineOf(stage.name, sentence) ?? sentence);
  const lines = [...told, notRunLine({ attempts, stopped }, failed)];
  return { passed: false, lines, verdict: { decision: "rejected", failed } };
}

/** What the harness reads of a stage; the mean is of the attempts that were run, and lines say which were not. */
export function stageReport(stage: string, result: StageResult): StageReport {
  const scores = result.attempts.flatMap((attempt) => (attempt.score === null ? [] : [attempt.score]));
  return {
    stage,
    passed: result.verdict.passed,
    lines: [...result.verdict.lines],
    measured: result.measured,
    mean: result.measured && scores.length > 0 ? toNumber(mean(scores)) : null,
    attempts: result.attempts.map((attempt) => ({
      seat: attempt.seat,
      answer: attempt.answer,
      score: attempt.score === null ? null : toNumber(attempt.score),
      note: attempt.trouble,
      marks: attempt.marks.map((mark) => ({ ...mark })),
    })),
    review: result.review === null ? null : { ...result.review.said },
  };
}
